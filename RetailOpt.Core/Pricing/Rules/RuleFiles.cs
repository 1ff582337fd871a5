using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>Reads the files of groups, locks and budgets. What cannot be used is told in <see cref="Notes"/> and the rest goes on.</summary>
internal sealed class RuleFiles(PricingData data)
{
    private static readonly string[] SkuNames = ["product", "product_id", "upc", "item"];

    public static readonly GivenLayout Groups = new(null, new GivenColumn("SKU", Aliases: SkuNames), new GivenColumn("GROUP", Aliases: ["group_id", "group_name"]));
    public static readonly GivenLayout Locks = new(null, new GivenColumn("SKU", Aliases: SkuNames), new GivenColumn("MD", ColumnType.Number, Aliases: ["markdown"]));
    public static readonly GivenLayout Budgets = new(null, new GivenColumn("CATEGORY", Aliases: ["category_name"]), new GivenColumn("BUDGET", ColumnType.Number));

    private readonly Dictionary<string, string> _refused = data.Notes.Refused.ToDictionary(r => r.Sku, r => r.Reason, StringComparer.Ordinal);

    /// <summary>What was not used.</summary>
    public List<NotUsed> Notes { get; } = [];

    /// <summary>Group numbers and names.</summary>
    public (int[] Groups, IReadOnlyList<string> Names) ReadGroups(GivenTable table)
    {
        var groups = Enumerable.Repeat(-1, data.Count).ToArray();
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var (row, sku) in Known(table))
        {
            var name = row["GROUP"].Text;
            if (name.Length == 0) { Unread(table, row, "GROUP", $"the SKU {data.Skus[sku]} has no group"); continue; }
            if (!numbers.TryGetValue(name, out var number))
            {
                numbers[name] = number = names.Count;
                names.Add(name);
            }
            if (groups[sku] >= 0 && groups[sku] != number) Twice(table, row, data.Skus[sku], $"it is in the group {names[groups[sku]]} already");
            else groups[sku] = number;
        }
        return (groups, names);
    }

    /// <summary>The markdown each SKU is locked at, NaN where it is free; an empty one keeps the SKU as it is.</summary>
    public double[] ReadLocks(GivenTable table)
    {
        var locks = PlanRules.NoLocks(data.Count);
        foreach (var (row, sku) in Known(table))
        {
            var cell = row["MD"];
            if (!cell.IsEmpty && Markdown.Problem(cell) is { } problem) { Unread(table, row, "MD", problem); continue; }
            var md = cell.IsEmpty ? data.CurrentMd(sku) : cell.Number;
            if (Markdown.Problem(md) is not null) Unread(table, row, "MD", Invariant($"the SKU {data.Skus[sku]} has no markdown below 1 to be kept at"));
            else if (!double.IsNaN(locks[sku]) && locks[sku] != md) Twice(table, row, data.Skus[sku], Invariant($"it is locked at {locks[sku]:0.####} already"));
            else locks[sku] = md;
        }
        return locks;
    }

    /// <summary>Markdown money by category.</summary>
    public Dictionary<string, double> ReadBudgets(GivenTable table)
    {
        var categories = data.Categories.ToHashSet(StringComparer.Ordinal);
        var budgets = new Dictionary<string, double>(StringComparer.Ordinal);
        Broken(table);
        foreach (var row in table.Rows)
        {
            var (name, money) = (row["CATEGORY"].Text, row["BUDGET"]);
            if (!categories.Contains(name)) Add(table, row, "CATEGORY", name, RuleFault.Unknown, name.Length == 0 ? "it has no category" : "no SKU that is priced has this category");
            else if (double.IsNaN(money.Number)) Unread(table, row, "BUDGET", money.IsEmpty ? $"the category {name} has no budget" : $"'{money.Text}' is not a number; write an amount of money");
            else if (money.Number < 0) Unread(table, row, "BUDGET", $"'{money.Text}' is below 0; write the money that its markdowns may cost");
            else if (!budgets.TryAdd(name, money.Number) && budgets[name] != money.Number) Twice(table, row, name, Invariant($"its budget is {budgets[name]:#,##0.##} already"));
        }
        return budgets;
    }

    /// <summary>The rows whose SKU is planned; the others are told.</summary>
    public IEnumerable<(GivenRow Row, int Sku)> Known(GivenTable table)
    {
        Broken(table);
        foreach (var row in table.Rows)
        {
            var sku = row["SKU"].Text;
            if (data.IndexOf(sku) is var at and >= 0) yield return (row, at);
            else Add(table, row, "SKU", sku, RuleFault.Unknown, sku.Length == 0 ? "it has no SKU" : _refused.TryGetValue(sku, out var why) ? $"the SKU is not priced: {why}" : "the data has no such SKU");
        }
    }

    public void Unread(GivenTable table, GivenRow row, string column, string why) => Add(table, row, column, row["SKU"].Text, RuleFault.Unread, why);

    public void Twice(GivenTable table, GivenRow row, string what, string why) => Add(table, row, null, what, RuleFault.Twice, $"{why}; the first holds");

    private void Broken(GivenTable table) => Notes.AddRange(table.Broken.Select(b => new NotUsed(table.Name, table.RowWord, b.Line, null, "", RuleFault.Unread, b.Why)));

    private void Add(GivenTable table, GivenRow row, string? column, string what, RuleFault fault, string why) => Notes.Add(new(table.Name, table.RowWord, row.Line, column, what, fault, why));
}
