using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing;

/// <summary>A plan that leaves the markdowns that were seen says so.</summary>
public sealed class BeyondSeenTests : IDisposable
{
    private readonly PricingSource _source = new();
    private readonly PricingAnalysis _price = new();

    public void Dispose() => _source.Dispose();

    /// <summary>Both sell far more when marked down; SEEN was tried at 0 to 60 percent, UNSEEN at 10 to 20 percent.</summary>
    private async Task<PricingResult> PriceAsync(params Bounds[] bounds)
    {
        var sales = new List<Sale>();
        foreach (var (sku, first, last) in new[] { ("SEEN", 0, 60), ("UNSEEN", 10, 20) })
            for (var k = 0; k <= 10; k++)
            {
                var md = (first + (last - first) * k / 10m) / 100;
                var units = Math.Round(20 * (decimal)Math.Exp(3 * (double)md), 2);
                sales.Add(new(sku, units, units * 10 * (1 - md), 10));
            }
        var model = await _price.LoadAsync(PricingSource.Inputs(await _source.OfAsync(sales, "amount list_price", bounds)), new(), new NoWork(), TestContext.Current.CancellationToken);
        return _price.Solve(model, new(), new NoWork(), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(.1, false)]
    [InlineData(.2, false)]
    [InlineData(.204, false)]
    [InlineData(.096, false)]
    [InlineData(.206, true)]
    [InlineData(.094, true)]
    public void Is_Markdown_OutsideTheRangeByMoreThanHalfAPoint(double md, bool expected) =>
        Assert.Equal(expected, BeyondSeen.Is(new CurveFit(default, 0, 0, 2, .1, .2, default), md));

    [Fact]
    public async Task BeyondOf_PlanThatGoesFurther_CountsTheSkuAndItsDemand()
    {
        var result = await PriceAsync(new("SEEN", null, 0, .6, 1000), new("UNSEEN", null, 0, .6, 1000));
        var beyond = result.BeyondOf(Scenario.MaxDemand)!.Value;
        double seen = result.DemandOf(Scenario.MaxDemand, 0)!.Value, unseen = result.DemandOf(Scenario.MaxDemand, 1)!.Value;
        Assert.True(result.MdOf(Scenario.MaxDemand, 1) > .3);
        Assert.Equal(1, beyond.Skus);
        Assert.Equal(unseen / (seen + unseen), beyond.DemandShare, 1e-9);
    }

    [Fact]
    public async Task Report_PlansThatGoFurther_AreToldInTheSummaryForTheSkuAndInANotice()
    {
        var report = _price.Report(await PriceAsync(new("SEEN", null, 0, .6, 1000), new("UNSEEN", null, 0, .6, 1000)), new());
        var summary = report.Table("SUMMARY")!;
        Assert.Equal(1L, summary.Read().First()[summary.Schema.IndexOf("BEYOND_SEEN")]);
        var rows = report.Table("RESULT")!;
        var texts = rows.Read().Select(r => (string?)r[rows.Schema.IndexOf("BEYOND_SEEN")]).ToArray();
        Assert.Null(texts[0]);
        Assert.StartsWith("1, 2", texts[1], StringComparison.Ordinal); // the least markdown, 0, was not seen either
        Assert.Single(report.Notices, n => n is { Level: NoticeLevel.Warning, Count: 1 } && n.Text.Contains("outside the range that was seen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_PlansWithinWhatWasSeen_SayNothing()
    {
        var report = _price.Report(await PriceAsync(new("SEEN", null, 0, .6, 1000), new("UNSEEN", null, .1, .2, 1000)), new());
        var summary = report.Table("SUMMARY")!;
        Assert.All(summary.Read(), r => Assert.Equal(0L, r[summary.Schema.IndexOf("BEYOND_SEEN")]));
        Assert.DoesNotContain(report.Notices, n => n.Text.Contains("outside the range", StringComparison.Ordinal));
    }
}
