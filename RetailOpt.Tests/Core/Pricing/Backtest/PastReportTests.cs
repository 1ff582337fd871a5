using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;

namespace RetailOpt.Tests.Core.Pricing.Backtest;

/// <summary>What is told of the test on the past.</summary>
public sealed class PastReportTests : IDisposable
{
    private const int Skus = 6, Weeks = 16;
    private readonly PricingSource _source = new();
    private readonly PricingAnalysis _price = new();

    public void Dispose() => _source.Dispose();

    private async Task<Report> ReportAsync(Func<int, int, decimal, double> units, bool dated = true)
    {
        var random = new Random(3);
        var sales = Enumerable.Range(0, Skus).SelectMany(sku => Enumerable.Range(0, Weeks).Select(week =>
        {
            var md = .1m * random.Next(0, 5);
            var sold = Math.Round((decimal)units(sku, week, md), 3);
            return new Sale($"P{sku}", sold, sold * 10 * (1 - md), 10, dated ? new DateOnly(2024, 1, 1).AddDays(7 * week) : null);
        }));
        var inputs = PricingSource.Inputs(await _source.OfAsync(sales, dated ? "amount list_price date" : "amount list_price"));
        var model = await _price.LoadAsync(inputs, new(), new NoWork(), TestContext.Current.CancellationToken);
        return _price.Report(_price.Solve(model, new(), new NoWork(), TestContext.Current.CancellationToken), new());
    }

    private static Notice Verdict(Report report) => Assert.Single(report.Notices, n => n.Table == "BACKTEST");

    [Fact]
    public async Task Report_SalesThatFollowMarkdowns_TellThatTheCurvesAreNearest()
    {
        var report = await ReportAsync((sku, week, md) => (20 + sku) * Math.Exp((1 + .3 * sku) * (double)md) * (1 + .02 * (week * 7 % 5 - 2)));
        var notice = Verdict(report);
        Assert.StartsWith("On the last 4 weeks ", notice.Text, StringComparison.Ordinal);
        Assert.Contains("of 6 SKUs", notice.Text, StringComparison.Ordinal);
        var rows = report.Table("BACKTEST")!.Read().ToDictionary(r => (string)r[0]!);
        Assert.Equal(["believed curve", "fitted curve", "category curve", "last value"], rows.Keys);
        Assert.Equal(0.0, rows["last value"][1]);
        Assert.True((double)rows["believed curve"][4]! < .5 * (double)rows["last value"][4]!);
        Assert.Equal(6, report.Table("BACKTEST_SKUS")!.Read().Count());
        Assert.Equal(6, report.Table("BACKTEST_SKUS")!.Count);
        Assert.Contains(report.Kpis, k => k.Key == "past_error" && k.Value == (double)rows["believed curve"][4]!);
    }

    [Fact]
    public async Task Report_SalesThatGrowWhateverTheMarkdown_WarnThatTheLastValueIsNearer()
    {
        var report = await ReportAsync((sku, week, _) => (20 + sku) * Math.Exp(.3 * week));
        var notice = Verdict(report);
        Assert.Equal(NoticeLevel.Warning, notice.Level);
        Assert.StartsWith("On the last 4 weeks the last value is nearest for 100% of 6 SKUs", notice.Text, StringComparison.Ordinal);
        Assert.Contains("take every plan with care", notice.Text, StringComparison.Ordinal);
        Assert.Equal(0, report.Kpis.Single(k => k.Key == "past_won").Value);
    }

    [Fact]
    public async Task Report_RowsWithoutDates_TellThatTheirOrderIsTaken() =>
        Assert.StartsWith("On the last 4 observations of each SKU, rows taken in the order of the file, ", Verdict(await ReportAsync((sku, _, md) => 10 + sku + 20 * (double)md, dated: false)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Report_NothingToTest_SaysWhyAndHasNoFigure()
    {
        var model = await _price.LoadAsync(PricingSource.Inputs(await _source.OfAsync([new("A", 10, 90, 10), new("A", 12, 96, 10)], "amount list_price")), new(), new NoWork(), TestContext.Current.CancellationToken);
        var report = _price.Report(_price.Solve(model, new(), new NoWork(), TestContext.Current.CancellationToken), new());
        Assert.Contains(report.Notices, n => n.Count == 1 && n.Text == "1 SKUs could not be tested on the past: 1 have fewer than 3 observations before those to predict.");
        Assert.Null(report.Kpis.Single(k => k.Key == "past_won").Value);
        Assert.Empty(report.Table("BACKTEST_SKUS")!.Read());
    }
}
