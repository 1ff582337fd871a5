using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Backtest;

namespace RetailOpt.Tests.Core.Pricing.Belief;

/// <summary>Intervals of plans: that they hold the truth as often as they say, and what stock, horizon and missing data do to them.</summary>
public sealed class DemandIntervalTests
{
    [Theory]
    [InlineData(Scenario.MaxDemand)]
    [InlineData(Scenario.TargetMd)]
    public void Of_TwoHundredRepeats_HoldTheTruthAboutNineTimesInTen(Scenario scenario)
    {
        const int repeats = 200;
        var held = 0;
        double raw = 0, believed = 0;
        for (var r = 0; r < repeats; r++)
        {
            var (data, truth) = new Shop(40, 24) { Noise = .4, Seed = (ulong)(100 + r) }.Draw();
            var beliefs = Shop.Believe(data);
            var fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold, cancel: TestContext.Current.CancellationToken);
            var (plan, demand) = Solve(Enumerable.Range(0, beliefs.Count).Select(i => beliefs[i].Curve));
            var (rawPlan, rawDemand) = Solve(fits.Select(f => f.Curve));
            var interval = DemandInterval.Of(data, beliefs, 1, (plan, 1));
            if (True(plan) >= interval.Low && True(plan) <= interval.High) held++;
            believed += demand / True(plan) - 1;
            raw += rawDemand / True(rawPlan) - 1;

            (double[] Plan, double Demand) Solve(IEnumerable<DemandCurve> curves)
            {
                var result = ScenarioSolver.SolveOne(Shop.Problem(data, curves), scenario, new(.25, 0, 0), new() { FrontPoints = 0 });
                return (result.Md, result.Totals.Demand);
            }

            double True(double[] md) => Enumerable.Range(0, md.Length).Sum(i => data.Msrp[i] * (1 - md[i]) * truth[i].Sold(md[i]));
        }
        // four standard deviations of a binomial of 90% on either side
        Assert.InRange(held, 163, 196);
        Assert.True(raw / repeats > .05);
        Assert.InRange(believed / repeats, -.02, .02);
    }

    [Fact]
    public void Of_StockThatBinds_EndsAtWhatTheStockBrings()
    {
        var (data, _) = new Shop(10, 24).Draw();
        var beliefs = Shop.Believe(data);
        double[] plan = [.. Enumerable.Repeat(.3, 10)];
        var free = DemandInterval.Of(data, beliefs, 1, (plan, 1));
        for (var i = 0; i < data.Count; i++) data.Stock[i] = beliefs[i].Curve.Sold(.3);
        var cut = DemandInterval.Of(data, beliefs, 1, (plan, 1));
        var most = Enumerable.Range(0, 10).Sum(i => 10 * .7 * data.Stock[i]);
        Assert.True(cut.Expected < free.Expected && cut.High < free.High && cut.High <= most * (1 + 1e-12));
        Assert.Equal(most, cut.Holding(most).High, 1e-9);
        Assert.Equal(cut.Low, cut.Holding(most).Low);
    }

    [Fact]
    public void Of_SeveralStages_AreOneAfterAnother()
    {
        var (data, _) = new Shop(10, 24).Draw();
        var beliefs = Shop.Believe(data);
        double[] plan = [.. Enumerable.Repeat(.3, 10)];
        var (once, parts) = (DemandInterval.Of(data, beliefs, 4, (plan, 4)), DemandInterval.Of(data, beliefs, 4, (plan, 1), (plan, 3)));
        Assert.Equal(once.Low, parts.Low, 1e-9 * once.Low);
        Assert.Equal(once.High, parts.High, 1e-9 * once.High);
    }

    [Fact]
    public void Of_FewerSkus_IsRelativelyWider()
    {
        double Width(int skus)
        {
            var (data, _) = new Shop(skus, 24).Draw();
            var interval = DemandInterval.Of(data, Shop.Believe(data), 1, ([.. Enumerable.Repeat(.2, skus)], 1));
            return (interval.High - interval.Low) / interval.Expected;
        }
        Assert.InRange(Width(10) / Width(160), 2, 8);
    }

    [Fact]
    public void Build_OneRowEach_AssumesTheNoiseAndHasFiniteIntervals()
    {
        var data = History.Data([.. Enumerable.Range(1, 5).Select(i => new History($"S{i}", [(.1, 10.0 * i)]))]);
        var beliefs = Shop.Believe(data);
        var interval = DemandInterval.Of(data, beliefs, 1, ([.2, .2, .2, .2, .2], 1));
        Assert.True(beliefs.NoiseAssumed);
        Assert.True(interval.Low >= 0 && interval.Low < interval.Expected && interval.Expected < interval.High && double.IsFinite(interval.High));
    }

    [Fact]
    public void Build_OneMarkdownSku_TakesTheCategorysSlopeAndIsLessSure()
    {
        var (data, _) = new Shop(60, 24).Draw();
        var histories = Enumerable.Range(0, 60).Select(i => new History(data.Skus[i], [.. Enumerable.Range(24 * i, 24).Select(k => (data.Md[k], data.Sold[k]))], Category: "C0"));
        var all = History.Data([.. histories, new History("Z", [.. Enumerable.Repeat((.25, 30.0), 24)], Category: "C0")]);
        var beliefs = Shop.Believe(all);
        var z = beliefs[60];
        Assert.True(float.IsNaN(z.OwnSlope));
        Assert.Equal(beliefs.Categories[0].Slope, z.Slope, .15);
        Assert.Equal(30, z.Curve.Sold(.25), 1.0);
        var errors = Enumerable.Range(0, 60).Select(i => beliefs[i].SlopeError).ToArray();
        Assert.True(z.SlopeError > errors.Max());
        Assert.Equal(beliefs.Spread, z.SlopeError, .25 * beliefs.Spread);
    }

    [Fact]
    public void Build_CategoryWithOneSku_LeansOnAllSkus()
    {
        var (data, _) = new Shop(60, 24) { Categories = 3 }.Draw();
        data.Categories[0] = "alone";
        var beliefs = Shop.Believe(data);
        var alone = Assert.Single(beliefs.Categories, c => c.Name == "alone");
        Assert.Equal(1, alone.Skus);
        Assert.True(alone.FromAll > beliefs.Categories.Where(c => c != alone).Max(c => c.FromAll));
        Assert.True(alone.FromAll > .5);
    }

    [Fact]
    public void Pessimistic_AnySku_SellsLessThanBelievedAndStaysACurve()
    {
        var (data, _) = new Shop(40, 8) { Family = null, Noise = .5 }.Draw();
        foreach (var beliefs in new[] { Shop.Believe(data), Shop.Believe(data, shrink: false) })
            for (var i = 0; i < beliefs.Count; i++)
            {
                var worst = beliefs.Pessimistic(i);
                Assert.Equal(beliefs[i].Curve.Method, worst.Method);
                foreach (var md in new[] { 0, .25, .5 }) Assert.True(double.IsFinite(worst.Sold(md)) && worst.Sold(md) <= beliefs[i].Curve.Sold(md) * (1 + 1e-12));
                Assert.True(worst.Sold(.5) < beliefs[i].Curve.Sold(.5));
            }
    }

    [Theory]
    [InlineData(100, 10, 105)]
    [InlineData(100, 40, 60)]
    [InlineData(5, 20, 30)]
    [InlineData(100, 1e-9, 100)]
    public void Censored_NormalBetweenLimits_AgreesWithSimulation(double mean, double deviation, double limit)
    {
        var random = RandomStream.Of(4, 1);
        double sum = 0, squares = 0;
        const int draws = 400_000;
        for (var k = 0; k < draws; k++)
        {
            var x = Math.Clamp(mean + deviation * random.Normal(), 0, limit);
            (sum, squares) = (sum + (x - mean), squares + (x - mean) * (x - mean));
        }
        var cut = Censored.Of(mean, deviation, limit);
        Assert.Equal(mean + sum / draws, cut.Mean, .005 * deviation + 1e-9);
        Assert.Equal(squares / draws - sum / draws * (sum / draws), cut.Variance, .01 * deviation * deviation + 1e-9);
    }
}
