using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>What a person did to a SKU of an exported plan.</summary>
internal enum Edit
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Locked at the markdown that was planned.</summary>
    Locked,
    /// <summary>Given another markdown.</summary>
    Edited,
}

/// <summary>A SKU as it was planned when the workbook was exported; NaN where the workbook does not say.</summary>
/// <param name="Edit">What was done to it since.</param>
/// <param name="Md">Its planned markdown.</param>
/// <param name="Sales">Its planned units.</param>
/// <param name="Demand">Its planned net sales.</param>
internal readonly record struct Planned(Edit Edit, double Md, double Sales, double Demand)
{
    public static Planned Nowhere { get; } = new(Edit.None, double.NaN, double.NaN, double.NaN);
}

/// <summary>A PLAN sheet that came back from Excel.</summary>
/// <param name="Name">What people call the file.</param>
/// <param name="Scenario">The scenario it was exported of.</param>
/// <param name="Target">That scenario's target, null where it has none.</param>
/// <param name="Skus">Each SKU as planned, by its place in <see cref="PricingData"/>.</param>
internal sealed record EditedPlan(string Name, Scenario Scenario, double? Target, Planned[] Skus)
{
    /// <summary>Markdowns nearer than this are the same: a workbook holds 15 digits.</summary>
    public const double Same = 1e-9;

    private static readonly string[] NoLock = ["no", "n", "0", "false", "-"];

    public static readonly GivenLayout Layout = new("PLAN", new GivenColumn("SCENARIO"), new GivenColumn("SKU"), new GivenColumn("MD", ColumnType.Number), new GivenColumn("LOCK"),
        new GivenColumn("SALES", ColumnType.Number), new GivenColumn("DEMAND", ColumnType.Number), new GivenColumn("MD_PLANNED", ColumnType.Number), new GivenColumn("TARGET", ColumnType.Number));

    /// <summary>Reads an edited plan: its own figures, and the locks that its edits are (NaN where a SKU is free).</summary>
    /// <exception cref="InputException">It has no SKU of the data, or names no scenario.</exception>
    public static (EditedPlan Plan, double[] Locks) Read(GivenTable table, PricingData data, RuleFiles files)
    {
        var (skus, locks) = (Enumerable.Repeat(Planned.Nowhere, data.Count).ToArray(), PlanRules.NoLocks(data.Count));
        var seen = new bool[data.Count];
        foreach (var (row, sku) in files.Known(table))
        {
            if (seen[sku]) { files.Twice(table, row, data.Skus[sku], "it has a row already"); continue; }
            seen[sku] = true;
            (skus[sku], locks[sku]) = Of(row, table, files);
        }
        if (!seen.Contains(true)) throw new InputException($"{table.Name} has no SKU in common with the data ({string.Join(", ", table.Rows.Take(3).Select(r => r["SKU"].Text))} ...): it is the plan of other data.");
        for (var i = 0; i < seen.Length; i++)
            if (!seen[i]) files.Notes.Add(new(table.Name, table.RowWord, null, "SKU", data.Skus[i], RuleFault.Missing, "the edited plan has no row of it; it is planned freely"));
        var first = table.Rows[0];
        return (new(table.Name, ScenarioOf(table, first), double.IsNaN(first["TARGET"].Number) ? null : first["TARGET"].Number, skus), locks);
    }

    /// <summary>The options with the target that the plan was made for, where they leave it open.</summary>
    public PricingOptions Fill(PricingOptions options) => Scenario switch
    {
        Scenario.TargetMd or Scenario.DemandAndInventory => options with { TargetMd = options.TargetMd ?? Target },
        Scenario.TargetDemand or Scenario.MdAndInventory => options with { TargetDemand = options.TargetDemand ?? Target },
        Scenario.TargetInventory or Scenario.MdAndDemand => options with { TargetInventory = options.TargetInventory ?? Target },
        _ => options,
    };

    private static (Planned, double Lock) Of(GivenRow row, GivenTable table, RuleFiles files)
    {
        var (cell, before, held) = (row["MD"], row["MD_PLANNED"], IsLock(row["LOCK"].Text));
        var planned = new Planned(Edit.None, before.Number, row["SALES"].Number, row["DEMAND"].Number);
        if (Markdown.Problem(before) is not null)
        {
            files.Unread(table, row, "MD_PLANNED", $"'{before.Text}' is not the markdown that was planned; leave this column as it was exported. The SKU is planned freely");
            return (planned with { Md = double.NaN }, double.NaN);
        }
        var md = cell.Number;
        if (Markdown.Problem(cell) is { } problem)
        {
            files.Unread(table, row, "MD", Invariant($"{problem}; the planned {before.Number:0.####} is kept"));
            md = before.Number;
        }
        var edit = Math.Abs(md - before.Number) > Same ? Edit.Edited : held ? Edit.Locked : Edit.None;
        return (planned with { Edit = edit }, edit == Edit.None ? double.NaN : md);
    }

    private static bool IsLock(string text) => text.Length > 0 && !NoLock.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static Scenario ScenarioOf(GivenTable table, GivenRow row) =>
        ScenarioNames.Find(row["SCENARIO"].Text) ?? throw new InputException($"{table.Place(row)}, column SCENARIO: '{row["SCENARIO"].Text}' is no scenario; leave this column as it was exported.");
}
