using System.Collections;
using RetailOpt.Core.Pricing.Reasons;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>A SKU of the plan that is exported to be edited; its reason is found when it is first asked for.</summary>
internal sealed class PlanRow(PricingResult result, Scenario scenario, int sku)
{
    private SkuReason? _reason;

    public Scenario Scenario => scenario;
    public PricingData Data => result.Model.Data;
    public int Sku => sku;
    public double Md => result.MdOf(scenario, sku)!.Value;
    public double? Sales => result.SoldOf(scenario, sku);
    public double? Demand => result.DemandOf(scenario, sku);
    public bool IsLocked => result.Rules.IsLocked(sku);
    public double? Target => result.Solution[scenario].Target;
    public SkuReason Reason => _reason ??= SkuReason.Of(result, scenario, sku)!;
}

/// <summary>The PLAN sheet: one scenario's plan with its reasons, to be edited in Excel and given back as the input "edited".</summary>
internal static class PlanSheet
{
    private static readonly TableLayout<PlanRow> Layout = new TableLayout<PlanRow>("PLAN", "Plan to edit")
        .Text("SCENARIO", "Scenario", r => r.Scenario.Key())
        .Text("SKU", "SKU", r => r.Data.Skus[r.Sku])
        .Text("NAME", "Name", r => r.Data.Names[r.Sku])
        .Text("CATEGORY", "Category", r => r.Data.Categories[r.Sku])
        .Money("MSRP", "List price", r => r.Data.Msrp[r.Sku])
        .Percent("MD", "Markdown", r => r.Md, "Change it to decide it yourself")
        .Text("LOCK", "Lock", r => r.IsLocked ? "x" : null, "Write x to keep the markdown as it is")
        .Money("PRICE", "Price", r => r.Data.Msrp[r.Sku] * (1 - r.Md))
        .Number("SALES", "Units", r => r.Sales, "units")
        .Money("DEMAND", "Demand", r => r.Demand)
        .Percent("MD_CURRENT", "Markdown now", r => r.Data.CurrentMd(r.Sku))
        .Percent("MD_PLANNED", "Markdown as planned", r => r.Md, "Leave it: edits are found by it")
        .Text("BINDS", "Decided by", r => r.Reason.Binding.Key())
        .Money("POINT_WORTH", "Worth of a point", r => r.Reason.PointWorth, "What one point more of weighted markdown would bring in demand; of TGT_INV, what one percent of the stock more to be left would save of markdowns")
        .Percent("NEXT_MD", "Next best markdown", r => r.Reason.NextMd)
        .Money("REGRET", "Loss with it", r => r.Reason.Regret, "What the plan would lose with the next best markdown; below 0 where it would gain")
        .Text("WHY", "Why", r => r.Reason.Why)
        .Number("TARGET", "Target", r => r.Target)
        .OrderBy("SKU").IdentifiedBy("SKU");

    /// <summary>The plan of the scenario that is exported; no rows where it has none.</summary>
    public static IResultTable Of(PricingResult result) =>
        Layout.Of((IReadOnlyCollection<PlanRow>)new Rows(result, result.PlanScenario));

    /// <summary>Rows made as they are asked for: a million of them with their sentences would be hundreds of megabytes.</summary>
    private sealed class Rows(PricingResult result, Scenario scenario) : IReadOnlyList<PlanRow>
    {
        public int Count => result.Solution[scenario].Md.Length;
        public PlanRow this[int index] => new(result, scenario, index);
        public IEnumerator<PlanRow> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
