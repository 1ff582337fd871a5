using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What became of a SKU between an exported plan and the plan around its edits; null where one of them does not have it.</summary>
internal sealed record Difference(string Sku, string? Name, string Done, double? MdBefore, double? MdAfter, Totals? Before, Totals? After)
{
    public double? Change => After?.Demand - Before?.Demand;
    public double Size => Math.Abs(Change ?? After?.Demand ?? 0);
}

/// <summary>The plan around a person's edits beside the plan that was edited.</summary>
internal sealed class Differences
{
    private static readonly TableLayout<(int Rank, Difference Row)> Layout = new TableLayout<(int Rank, Difference Row)>("DIFFERENCES", "Differences by the edits")
        .Integer("RANK", "Rank", r => r.Rank)
        .Text("SKU", "SKU", r => r.Row.Sku)
        .Text("NAME", "Name", r => r.Row.Name)
        .Text("DONE", "What was done", r => r.Row.Done, "EDITED or LOCKED by you, MOVED by the optimiser, NEW where the edited plan had no such SKU")
        .Percent("MD_BEFORE", "Markdown before", r => r.Row.MdBefore)
        .Percent("MD_AFTER", "Markdown after", r => r.Row.MdAfter)
        .Number("SALES_BEFORE", "Units before", r => r.Row.Before?.Sales, "units")
        .Number("SALES_AFTER", "Units after", r => r.Row.After?.Sales, "units")
        .Money("DEMAND_BEFORE", "Demand before", r => r.Row.Before?.Demand)
        .Money("DEMAND_AFTER", "Demand after", r => r.Row.After?.Demand)
        .Money("CHANGE", "Change of demand", r => r.Row.Change)
        .OrderBy("RANK").IdentifiedBy("SKU");

    private readonly PricingResult _result;
    private readonly EditedPlan _edited;
    private readonly ScenarioResult _plan;
    private readonly Difference[] _rows;

    private Differences(PricingResult result, EditedPlan edited)
    {
        (_result, _edited, _plan) = (result, edited, result.Solution[result.PlanScenario]);
        _rows = [.. Enumerable.Range(0, result.Model.Data.Count).Select(Of).Where(r => r.Done.Length > 0).OrderByDescending(r => r.Size).ThenBy(r => r.Sku, StringComparer.Ordinal)];
    }

    /// <summary>The differences, null where no edited plan was given.</summary>
    public static Differences? Of(PricingResult result) => result.Model.Given.Edited is { } edited ? new(result, edited) : null;

    public IResultTable Table => Layout.Of([.. _rows.Select((r, i) => (i + 1, r))]);

    public IEnumerable<Kpi> Kpis()
    {
        var before = Before();
        yield return new("edits", "SKUs edited or locked by you", _rows.Count(r => r.Done is Edited or Locked), null, null, ColumnType.Integer, null, Better.Neither);
        yield return new("edited_before", "Demand of the plan before the edits", before.Demand, null, null, ColumnType.Money, null, Better.Neither);
        yield return new("edited_after", "Demand of the plan around the edits", double.IsFinite(_plan.Totals.Demand) ? _plan.Totals.Demand : null, null, null, ColumnType.Money, null, Better.Higher);
    }

    public IEnumerable<Notice> Notices()
    {
        int Count(string done) => _rows.Count(r => r.Done == done);
        var (before, after) = (Before(), _plan.Totals);
        var what = Invariant($"{_edited.Name}: {Count(Edited):N0} SKUs edited and {Count(Locked):N0} locked in the plan of {_edited.Scenario.Key()}");
        yield return _plan.Md.Length == 0
            ? new(NoticeLevel.Warning, $"{what}; no plan around them meets the target.", _rows.Length, "DIFFERENCES")
            : new(NoticeLevel.Info, Invariant($"{what}; the optimiser moved {Count(Moved):N0} others. Demand {before.Demand:#,##0.##} before, {after.Demand:#,##0.##} after; units {before.Sales:#,##0.##} and {after.Sales:#,##0.##}; weighted markdown {before.WeightedMd:0.00%} and {after.WeightedMd:0.00%}."), _rows.Length, "DIFFERENCES");
        if (_result.PlanScenario != _edited.Scenario)
            yield return new(NoticeLevel.Warning, $"{_edited.Name} is the plan of {_edited.Scenario.Key()}; it is compared with {_result.PlanScenario.Key()}, as asked for by plan.", 0, "DIFFERENCES");
    }

    private const string Edited = "EDITED", Locked = "LOCKED", Moved = "MOVED", New = "NEW";

    /// <summary>The workbook's own figures, over the SKUs that it has.</summary>
    private Totals Before()
    {
        Neumaier demand = default, sales = default, list = default;
        for (var i = 0; i < _edited.Skus.Length; i++)
            if (Sums(i) is { } t)
            {
                demand.Add(t.Demand);
                sales.Add(t.Sales);
                list.Add(t.ListSales);
            }
        return new(demand.Value, sales.Value, list.Value);
    }

    private Totals? Sums(int sku) => _edited.Skus[sku] is var p && double.IsFinite(p.Sales + p.Demand) ? new(p.Demand, p.Sales, _result.Model.Data.Msrp[sku] * p.Sales) : null;

    private Difference Of(int sku)
    {
        var (planned, data) = (_edited.Skus[sku], _result.Model.Data);
        var after = _result.MdOf(_plan.Scenario, sku);
        var done = planned.Edit switch
        {
            Edit.Edited => Edited,
            Edit.Locked => Locked,
            _ => double.IsNaN(planned.Md) ? New : after is { } md && Math.Abs(md - planned.Md) > EditedPlan.Same ? Moved : "",
        };
        return new(data.Skus[sku], data.Names[sku], done, double.IsNaN(planned.Md) ? null : planned.Md, after, Sums(sku), _result.PathOf(_plan.Scenario, sku) is { } path ? _result.Problem.SumsAlong(sku, path) : null);
    }
}
