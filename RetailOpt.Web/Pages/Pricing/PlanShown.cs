using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>Everything that the page shows of one answer and one view: made whole, off the page's thread, then swapped in.</summary>
public sealed class PlanShown : IShown<PlanShown, PricingView>
{
    /// <summary>Points of the curve that the handle moves along.</summary>
    private const int CurvePoints = 41;

    private PlanShown(Answered answered, PricingView view, PlanShown? before)
    {
        (Answered, View, Result) = (answered, view, (PricingResult)answered.Answer.Result);
        var (answer, currency) = (answered.Answer, answered.Currency);
        Curve = before is not null && ReferenceEquals(before.Result.Problem, Result.Problem) ? before.Curve : CurveOf(Result); // the curve is of a problem
        LeftOut = before is not null && ReferenceEquals(before.Result.Model, Result.Model) ? before.LeftOut : TablesOf(answer); // what is left out, loading alone decides
        Differences = answer.Report.Table("DIFFERENCES") is { } differences ? new(differences) : null;
        Kpis = PlanFigures.Of(Result, view.Plan, currency);
        Against = view.Base == view.Plan ? null : PlanFigures.Of(Result, view.Base, currency);
        Sentence = PlanFigures.Sentence(Result, view.Plan, currency);
        TradeOff = new(Result, Curve, view.Plan, currency);
        var data = Result.Model.Data;
        Table = new((IIndexedTable)answer.Report.Table("RESULT")!, view.Plan, view.Base, Array.Exists(data.Names, n => n is not null), data.Count > 1 && Array.Exists(data.Categories, c => c != data.Categories[0]));
        Rows = new(Table);
        Sku = SkuOf(view.Sku);
        Handle = HandleOf();
    }

    /// <inheritdoc/>
    public Answered Answered { get; }
    public Answer Answer => Answered.Answer;
    public PricingResult Result { get; }
    /// <inheritdoc/>
    public PricingView View { get; }
    public string Currency => Answered.Currency;
    public IReadOnlyList<FrontPoint> Curve { get; }
    public IReadOnlyList<Kpi> Kpis { get; }
    public IReadOnlyList<Kpi>? Against { get; }
    public string Sentence { get; }
    public TradeOffChart TradeOff { get; }
    public PlanTable Table { get; }
    public MemoryTable Rows { get; }
    /// <summary>Rows and SKUs that were left out.</summary>
    public IReadOnlyList<MemoryTable> LeftOut { get; }
    /// <summary>What an edited plan and the plan around its edits differ in; null where none was given.</summary>
    public MemoryTable? Differences { get; }
    /// <summary>Place of the SKU whose curve is shown, or -1.</summary>
    public int Sku { get; }
    /// <summary>The way of the handle; null where there is none.</summary>
    public OptionRange? Handle { get; }

    /// <summary>Ranges of the target fields, and what is used where they are empty.</summary>
    public IReadOnlyDictionary<string, OptionRange> Ranges => new Dictionary<string, OptionRange>
    {
        ["target-md"] = RangeOf(Scenario.TargetMd, Result.Targets.WeightedMd),
        ["target-demand"] = RangeOf(Scenario.TargetDemand, Result.Targets.Demand),
        ["target-inventory"] = RangeOf(Scenario.TargetInventory, Result.Targets.Inventory),
    };

    /// <summary>Whether a SKU's markdown was decided beforehand.</summary>
    public bool IsLocked(string sku) => Result.Model.Data.IndexOf(sku) is var at and >= 0 && Result.Rules.IsLocked(at);

    /// <inheritdoc/>
    public static PlanShown Of(Answered answered, PricingView view, PlanShown? before) => new(answered, view, before);

    private static MemoryTable[] TablesOf(Answer answer) =>
        [.. answer.Report.Tables.Where(t => t.Schema.Name is "DROPPED_ROWS" or "REFUSED_SKUS" or "RULES_NOT_USED" && t.Count > 0).Select(t => new MemoryTable(t))];

    private static IReadOnlyList<FrontPoint> CurveOf(PricingResult result) =>
        result.Solution[Scenario.MinWeightedMd].Totals.WeightedMd is var least && double.IsFinite(least) ? MarkdownCurve.Of(result.Problem, least, CurvePoints) : [];

    private OptionRange RangeOf(Scenario scenario, double used) =>
        Result.Solution[scenario].Attainable is { } span ? new(span.Low, span.High, used) : new(0, 0, used);

    private OptionRange? HandleOf()
    {
        var (least, most) = (Result.Solution[Scenario.MinWeightedMd].Totals.WeightedMd, Result.Solution[Scenario.MaxDemand].Totals.WeightedMd);
        return most > least ? new(least, most, Result.Targets.WeightedMd) : null;
    }

    private int SkuOf(string? sku)
    {
        var data = Result.Model.Data;
        var found = sku is null ? -1 : data.IndexOf(sku);
        if (found >= 0 || data.Count == 0) return found;
        return Enumerable.Range(0, data.Count).MaxBy(i => Result.DemandOf(View.Plan, i) ?? data.Msrp[i]);
    }
}
