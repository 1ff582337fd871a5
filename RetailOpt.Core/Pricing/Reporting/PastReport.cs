using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Backtest;
using RetailOpt.Core.Pricing.Loading;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What is told of the test on the past.</summary>
internal static class PastReport
{
    public static readonly TableLayout<MethodTest> Methods = new TableLayout<MethodTest>("BACKTEST", "Test on the past", inWorkbook: false)
        .Text("METHOD", "Method", r => r.Method.Text())
        .Percent("SHARE_WON", "Share of SKUs won", r => r.ShareWon, "SKUs that this method alone is nearest for, of all that were tested")
        .Integer("SKUS_WON", "SKUs won", r => r.Won)
        .Integer("SKUS_TIED", "SKUs tied", r => r.Tied, help: "SKUs that this method is nearest for together with another")
        .Percent("ERROR", "Error", r => r.Error, "Mean absolute error, as a share of mean sales")
        .Percent("MEDIAN_ERROR", "Error of the median SKU", r => r.MedianError, "The same of the SKU in the middle")
        .Percent("BIAS", "Bias", r => r.Bias, "Units predicted in excess of those sold: above 0 promises too much")
        .Integer("NUMBER", "Number", r => (int)r.Method + 1)
        .OrderBy("NUMBER").IdentifiedBy("METHOD");

    public static readonly TableLayout<SkuRow> Skus = SkuLayout();

    /// <summary>The SKUs that were tested.</summary>
    public static IEnumerable<SkuRow> Tested(PricingResult result) =>
        Enumerable.Range(0, result.Model.Past.Skus.Count).Where(i => result.Model.Past.Skus[i].Predicted > 0).Select(i => new SkuRow(result, i));

    public static IEnumerable<Kpi> Kpis(PastTest past)
    {
        var planned = past.Methods[(int)BacktestMethod.Believed];
        yield return new("past_won", "SKUs whose past the believed curve tells best", Finite(planned.ShareWon), null, null, ColumnType.Percent, null, Better.Higher);
        yield return new("past_error", "Error of the believed curve on the past", Finite(planned.Error), null, null, ColumnType.Percent, "of sales", Better.Lower);
    }

    public static IEnumerable<Notice> Notices(PastTest past, SalesShape shape)
    {
        if (past.Tested > 0) yield return Verdict(past, shape);
        var missing = new[]
        {
            (Count: past.Missing(Untested.TooFew), Why: Invariant($"have fewer than {Origins.FewestBefore} observations before those to predict")),
            (Count: past.Missing(Untested.NotSold), Why: Invariant($"did not sell in the last {Periods(shape)}")),
        }.Where(m => m.Count > 0).ToArray();
        if (missing.Length > 0)
            yield return new(NoticeLevel.Info, Invariant($"{missing.Sum(m => m.Count):N0} SKUs could not be tested on the past: {string.Join(", ", missing.Select(m => Invariant($"{m.Count:N0} {m.Why}")))}."), missing.Sum(m => m.Count));
    }

    private static Notice Verdict(PastTest past, SalesShape shape)
    {
        var (believed, least) = (past.Methods[(int)BacktestMethod.Believed], past.Methods.MinBy(m => m.Error)!);
        var order = shape.Period != PricingPeriod.Row || shape.RowsByDate ? "" : ", rows taken in the order of the file,";
        var ties = past.Ties > 0 ? Invariant($", and {(double)past.Ties / past.Tested:0%} are ties") : "";
        var won = past.Methods.OrderByDescending(m => m.ShareWon).Select((m, i) => Invariant($"{Name(m.Method)} {(i == 0 ? "is nearest " : "")}for {m.ShareWon:0%}{(i == 0 ? Invariant($" of {past.Tested:N0} SKUs") : "")}"));
        var text = Invariant($"On the last {Periods(shape)}{order} {string.Join(", ", won)}{ties}; our believed curve errs by {believed.Error:0.0%} of sales");
        return least == believed ? new(NoticeLevel.Info, Invariant($"{text}, the last value by {past.Methods[(int)BacktestMethod.Last].Error:0.0%}."), past.Tested, "BACKTEST")
            : new(NoticeLevel.Warning, Invariant($"{text}, {Name(least.Method)} by {least.Error:0.0%}: {Lesson(least.Method)}."), past.Tested, "BACKTEST");
    }

    private static string Name(BacktestMethod method) => (method == BacktestMethod.Believed ? "our " : "the ") + method.Text();

    private static string Lesson(BacktestMethod method) => method switch
    {
        BacktestMethod.Last => "markdowns explain little of these sales, so take every plan with care",
        BacktestMethod.Category => "a SKU's own observations add little to its category's",
        _ => "leaning on the category does not help here",
    };

    private static string Periods(SalesShape shape) => shape.Period switch
    {
        PricingPeriod.Row => Invariant($"{Origins.Count} observations of each SKU"),
        PricingPeriod.Day => Invariant($"{Origins.Count} days"),
        _ => Invariant($"{Origins.Count} weeks"),
    };

    private static TableLayout<SkuRow> SkuLayout()
    {
        var layout = new TableLayout<SkuRow>("BACKTEST_SKUS", "SKUs tested on the past", inWorkbook: false)
            .Text("SKU", "SKU", r => r.Result.Model.Data.Skus[r.Sku])
            .Text("NEAREST", "Nearest", r => string.Join(" = ", BacktestMethods.All.Where(Of(r).IsNearest).Select(m => m.Text())))
            .Integer("PREDICTED", "Observations predicted", r => Of(r).Predicted)
            .Number("MEAN_SALES", "Mean units", r => Of(r).Sold / Of(r).Predicted, "units");
        foreach (var method in BacktestMethods.All)
            layout = layout.Number($"{method.ToString().ToUpperInvariant()}_ERROR", $"Error of the {method.Text()}", r => Of(r).Error(method), "units", "Mean absolute error");
        return layout.Text("CATEGORY", "Category", r => r.Result.Model.Data.Categories[r.Sku]).OrderBy("SKU").IdentifiedBy("SKU");

        static SkuTest Of(SkuRow row) => row.Result.Model.Past.Skus[row.Sku];
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
