using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>Sales that came after those of the dataset, as a small table: they move what accounts bought and the counts of items, and mine nothing.</summary>
internal static class NewSales
{
    public const string Input = "new-sales";

    public static readonly InputSpec Spec = new(Input, [InputKind.File], false, "Sales that came since: ACCOUNT and PRODUCT, with BASKET, DATE (2026-03-01) and QUANTITY where they are known. They count as bought; the rules stay as they are.", []);

    private static readonly GivenLayout Layout = new(null,
        new GivenColumn("ACCOUNT", Aliases: ["account_id", "customer", "customer_id", "household_id"]), new GivenColumn("PRODUCT", Aliases: ["product_id", "sku", "stock_code", "item"]),
        new GivenColumn("BASKET", Required: false, Aliases: ["basket_id", "transaction_id", "invoice_no", "invoice"]), new GivenColumn("DATE", Required: false, Aliases: ["day", "invoice_date", "transaction_date"]),
        new GivenColumn("QUANTITY", ColumnType.Number, false, "units", "qty"));

    /// <summary>The baskets of the file and what must be told of its rows; null where none is given.</summary>
    public static (IReadOnlyList<NewBasket> Baskets, IReadOnlyList<Notice> Told)? Read(RunInputs inputs, Purchases purchases, Dictionary<string, int> itemOf, bool upperCase, CancellationToken ct)
    {
        if (inputs.Given(Input, Layout, ct) is not { } table) return null;
        var told = new List<Notice>();
        var accounts = purchases.Accounts.Index().ToDictionary(a => a.Item, a => a.Index, StringComparer.Ordinal);
        var baskets = new Dictionary<(int Account, string Basket), (SortedSet<int> Items, DateOnly? Day)>();
        var returns = 0;
        foreach (var row in table.Rows)
        {
            var (account, product) = (row["ACCOUNT"].Text, upperCase ? row["PRODUCT"].Text.ToUpperInvariant() : row["PRODUCT"].Text);
            if (!accounts.TryGetValue(account, out var a)) Leave($"the account '{account}' bought nothing in the window; import its sales to recommend to it");
            else if (!itemOf.TryGetValue(product, out var item)) Leave($"the product '{product}' is not among the items of the window");
            else if (!row["QUANTITY"].IsEmpty && double.IsNaN(row["QUANTITY"].Number)) Leave($"column QUANTITY: '{row["QUANTITY"].Text}' is not a number");
            else if (Day(row["DATE"]) is not { } day) Leave($"column DATE: '{row["DATE"].Text}' is not a day such as 2026-03-01");
            else if (row["QUANTITY"].Number <= 0) returns++;
            else
            {
                var key = (a, row["BASKET"].IsEmpty ? Invariant($"{day}") : row["BASKET"].Text);
                if (!baskets.TryGetValue(key, out var basket)) baskets[key] = basket = ([], day == DateOnly.MinValue ? null : day);
                basket.Items.Add(item);
            }

            void Leave(string why) => told.Add(new(NoticeLevel.Warning, $"{table.Place(row)}: {why}; the row is left out."));
        }
        foreach (var (line, why) in table.Broken) told.Add(new(NoticeLevel.Warning, Invariant($"{table.Name}, {table.RowWord} {line}: {why}; it is left out.")));
        if (returns > 0) told.Add(new(NoticeLevel.Info, Invariant($"{returns:N0} rows of {table.Name} are returns (a quantity of zero or less) and are no purchases."), returns));
        return ([.. baskets.Select(b => new NewBasket(b.Key.Account, [.. b.Value.Items], b.Value.Day)).OrderBy(b => b.Day)], told);
    }

    /// <summary>The day of a cell, a time of day behind it left out; the least day where it is empty, null where it is none.</summary>
    private static DateOnly? Day(GivenCell cell) => cell.IsEmpty ? DateOnly.MinValue
        : DateOnly.TryParseExact(cell.Text.Split(' ', 'T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
