using System.Globalization;
using RetailOpt.Core.Pricing.Loading;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>A SKU of a result.</summary>
internal readonly record struct SkuRow(PricingResult Result, int Sku);

/// <summary>A scenario of a result.</summary>
internal readonly record struct ScenarioRow(PricingResult Result, ScenarioResult Scenario);

/// <summary>A point of a front.</summary>
internal readonly record struct FrontRow(Scenario Scenario, int Number, FrontPoint Point);

/// <summary>The result tables of pricing; their keys are the headers of the workbook.</summary>
internal static class PricingTables
{
    /// <summary>Points of the markdown axis on DEMAND_SALES: 0, .05, ... .95.</summary>
    private const int AxisPoints = 20;

    public static readonly TableLayout<ScenarioRow> Summary = new TableLayout<ScenarioRow>("SUMMARY", "Scenarios")
        .Text("SCENARIO", "Scenario", r => r.Scenario.Scenario.Key())
        .Money("DEMAND", "Demand", r => r.Scenario.Totals.Demand, "Net sales over the horizon, on the curves that the plan is on")
        .Number("SALES_QTY", "Units sold", r => r.Scenario.Totals.Sales, "units")
        .Number("INVENTORY", "Units left", r => r.Scenario.Inventory, "units")
        .Percent("WEIGHTED_MD", "Weighted markdown", r => r.Scenario.Totals.WeightedMd, "1 - demand / sales at list price")
        .Text("STATUS", "Status", r => r.Scenario.Status.ToString())
        .Text("GAP", "Gap", r => Gap(r.Scenario.Gap), "How far from the best possible the plan can be at most")
        .Number("TARGET", "Target", r => r.Scenario.Target)
        .Money("DEMAND_LOW", "Demand, low", r => r.Result.IntervalOf(r.Scenario.Scenario)?.Low, "Lower end of the 90% interval of what the plan brings")
        .Money("DEMAND_HIGH", "Demand, high", r => r.Result.IntervalOf(r.Scenario.Scenario)?.High, "Upper end of the 90% interval of what the plan brings")
        .Money("DEMAND_CURVE", "Demand, the curve says", r => r.Result.RawDemandOf(r.Scenario.Scenario), "The same plan on the raw curves")
        .Integer("BEYOND_SEEN", "SKUs beyond what was seen", r => r.Result.BeyondOf(r.Scenario.Scenario)?.Skus, help: "SKUs whose markdown in this plan lies outside the range of their observations")
        .Percent("BEYOND_SEEN_SHARE", "Share of demand beyond what was seen", r => r.Result.BeyondOf(r.Scenario.Scenario)?.DemandShare, "Share of the plan's demand that these SKUs bring")
        .Number("TARGET_LOW", "Least attainable", r => r.Scenario.Attainable?.Low)
        .Number("TARGET_HIGH", "Most attainable", r => r.Scenario.Attainable?.High)
        .Number("GAP_AT_MOST", "Gap, as a number", r => Math.Max(r.Scenario.Gap, Certified))
        .Integer("HORIZON", "Horizon", r => r.Result.Options.Periods, "periods")
        .Text("REMARK", "Remark", r => r.Scenario.Reason)
        .Integer("NUMBER", "Number", r => (int)r.Scenario.Scenario + 1)
        .OrderBy("NUMBER").IdentifiedBy("SCENARIO");

    public static readonly TableLayout<SkuRow> Result = ResultLayout();

    public static readonly TableLayout<SkuRow> DemandSales = DemandSalesLayout();

    public static readonly TableLayout<FrontRow> Fronts = new TableLayout<FrontRow>("FRONTS", "Trade-offs", inWorkbook: false)
        .Text("SCENARIO", "Scenario", r => r.Scenario.Key())
        .Integer("POINT", "Point", r => r.Number)
        .Money("DEMAND", "Demand", r => r.Point.Totals.Demand)
        .Number("SALES_QTY", "Units sold", r => r.Point.Totals.Sales, "units")
        .Number("INVENTORY", "Units left", r => r.Point.Inventory, "units")
        .Percent("WEIGHTED_MD", "Weighted markdown", r => r.Point.Totals.WeightedMd)
        .Integer("NUMBER", "Number", r => (int)r.Scenario + 1)
        .OrderBy("NUMBER", "POINT").IdentifiedBy("SCENARIO", "POINT");

    public static readonly TableLayout<DroppedRow> Dropped = new TableLayout<DroppedRow>("DROPPED_ROWS", "Rows left out", inWorkbook: false)
        .Integer("NUMBER", "Number", r => r.Number)
        .Integer("SOURCE_FILE", "Number of the file", r => r.File > 0 ? r.File : null)
        .Integer("SOURCE_LINE", "Line in the file", r => r.Line)
        .Text("SKU", "SKU", r => r.Sku)
        .Number("SALES_QTY", "Units", r => r.Quantity)
        .Number("SALES_AMT", "Net amount", r => r.Amount)
        .Number("MSRP", "List price", r => r.ListPrice)
        .Text("REASON", "Reason", r => DroppedRows.Say(r.Reason))
        .OrderBy("NUMBER").IdentifiedBy("NUMBER");

    public static readonly TableLayout<RefusedSku> Refused = new TableLayout<RefusedSku>("REFUSED_SKUS", "SKUs not priced", inWorkbook: false)
        .Text("SKU", "SKU", r => r.Sku)
        .Number("MD_LOWER_BOUND", "Least markdown", r => r.Lower)
        .Number("MD_UPPER_BOUND", "Largest markdown", r => r.Upper)
        .Text("REASON", "Reason", r => r.Reason)
        .OrderBy("SKU").IdentifiedBy("SKU");

    private const double Certified = 1e-9;

    private static string? Gap(double gap) =>
        double.IsNaN(gap) ? null : gap <= Certified ? "<= 1e-9" : gap.ToString("0.###E+0", CultureInfo.InvariantCulture);

    private static TableLayout<SkuRow> ResultLayout()
    {
        var layout = new TableLayout<SkuRow>("RESULT", "SKUs")
            .Text("SKU", "SKU", r => r.Result.Model.Data.Skus[r.Sku])
            .Money("MSRP", "List price", r => r.Result.Model.Data.Msrp[r.Sku])
            .Percent("MD_LOWER_BOUND", "Least markdown", r => r.Result.Model.Data.Lower[r.Sku])
            .Percent("MD_UPPER_BOUND", "Largest markdown", r => r.Result.Model.Data.Upper[r.Sku])
            .Number("INV", "Inventory", r => r.Result.Model.Data.StockOver(r.Sku, r.Result.Options.Periods), "units")
            .Number("a", "a", r => r.Result.Model.Fits[r.Sku].Curve.A, help: "First parameter of the curve, per period")
            .Number("b", "b", r => r.Result.Model.Fits[r.Sku].Curve.B, help: "Second parameter of the curve, per period")
            .Text("METHOD", "Curve", r => r.Result.Model.Fits[r.Sku].Curve.MethodText)
            .Number("MSE", "Mean squared error", r => r.Result.Model.Fits[r.Sku].Mse, "units squared");
        foreach (var scenario in ScenarioNames.All)
            layout = layout
                .Percent(scenario.Key() + "_MD", scenario.Key() + " markdown", r => r.Result.MdOf(scenario, r.Sku))
                .Number(scenario.Key() + "_SALES", scenario.Key() + " units", r => r.Result.SoldOf(scenario, r.Sku), "units")
                .Money(scenario.Key() + "_DEMAND", scenario.Key() + " demand", r => r.Result.DemandOf(scenario, r.Sku));
        return layout
            .Number("a_believed", "a, believed", r => r.Result.Beliefs[r.Sku].Curve.A, help: "First parameter of the curve that is believed, per period")
            .Number("b_believed", "b, believed", r => r.Result.Beliefs[r.Sku].Curve.B, help: "Second parameter of the curve that is believed, per period")
            .Text("METHOD_BELIEVED", "Curve, believed", r => r.Result.Beliefs[r.Sku].Curve.MethodText, "The family of the curve that is believed: the one nearest to what all families, weighed, say")
            .Text("FLAGS", "Remarks", r => SkuRemarks.Of(r.Result, r.Sku))
            .Integer("OBSERVATIONS", "Observations", r => r.Result.Model.Fits[r.Sku].Observations)
            .Number("SLOPE", "Slope, own", r => r.Result.Beliefs[r.Sku].OwnSlope, help: "d ln sold / d MD at the mean markdown, from the SKU's own observations")
            .Number("SLOPE_ERROR", "Slope, own: standard error", r => r.Result.Beliefs[r.Sku].OwnSlopeError)
            .Number("SLOPE_BELIEVED", "Slope, believed", r => r.Result.Beliefs[r.Sku].Slope, help: "The same after leaning on the category")
            .Number("SLOPE_BELIEVED_ERROR", "Slope, believed: standard error", r => r.Result.Beliefs[r.Sku].SlopeError)
            .Number("LOO_MSE", "Leave-one-out error", r => r.Result.Model.Fits[r.Sku].LeaveOneOutMse, "units squared")
            .Percent("MD_SEEN_LOW", "Least markdown seen", r => r.Result.Model.Fits[r.Sku].LowestMd)
            .Percent("MD_SEEN_HIGH", "Largest markdown seen", r => r.Result.Model.Fits[r.Sku].HighestMd)
            .Text("BEYOND_SEEN", "Plans beyond what was seen", r => SkuRemarks.Beyond(r.Result, r.Sku), "Numbers of the scenarios whose markdown lies outside the range of the SKU's observations")
            .Text("NAME", "Name", r => r.Result.Model.Data.Names[r.Sku])
            .Text("CATEGORY", "Category", r => r.Result.Model.Data.Categories[r.Sku])
            .OrderBy("SKU").IdentifiedBy("SKU");
    }

    private static TableLayout<SkuRow> DemandSalesLayout()
    {
        var layout = new TableLayout<SkuRow>("DEMAND_SALES", "Curves").Text("SKU", "SKU", r => r.Result.Model.Data.Skus[r.Sku]);
        for (var i = 0; i < AxisPoints; i++)
        {
            var md = i / (double)AxisPoints;
            layout = layout.Number($"MD={Axis(md)} D", $"Demand at {Axis(md)}", r => r.Result.Model.Data.Msrp[r.Sku] * (1 - md) * r.Result.Model.Fits[r.Sku].Curve.Sold(md));
        }
        for (var i = 0; i < AxisPoints; i++)
        {
            var md = i / (double)AxisPoints;
            layout = layout.Number($"MD={Axis(md)} S", $"Units at {Axis(md)}", r => r.Result.Model.Fits[r.Sku].Curve.Sold(md));
        }
        return layout.OrderBy("SKU").IdentifiedBy("SKU");
    }

    private static string Axis(double md) => md.ToString("0.0#", CultureInfo.InvariantCulture);
}
