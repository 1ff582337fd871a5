using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.SellThrough.Limits;
using RetailOpt.Core.SellThrough.Reporting;
using static RetailOpt.Tests.Core.SellThrough.Shops;

namespace RetailOpt.Tests.Core.SellThrough;

/// <summary>Plans of several periods: what arrives in one is shared out in it, and what is left carries over.</summary>
public sealed class PlanPeriodTests
{
    private static SellThroughModel Model(int periods)
    {
        var rows = new List<Shops.Row>();
        for (var p = 0; p < 8; p++)
            for (var s = 0; s < 6; s++)
            {
                var stream = RandomStream.Of(9, p, s);
                var (mean, stock) = ((3 + p) * (.5 + s * .2), 0);
                int[] arrived = [.. Enumerable.Range(0, periods).Select(t => (int)(mean * (t == 0 ? 2 : 1) * stream.LogNormal(.5)))];
                var sold = new double[periods];
                for (var t = 0; t < periods; t++)
                {
                    stock += arrived[t];
                    sold[t] = Math.Min(stock, stream.Poisson(mean));
                    stock -= (int)sold[t];
                }
                rows.Add(new($"S{s}", $"P{p}", $"C{p % 3}|x", 10 * sold.Sum(), sold, arrived));
            }
        var pairs = Of(rows, s => s is "S0" or "S1" ? "A" : "B");
        return new(pairs, new DemandEstimator(pairs, default).Estimate(), Nothing, new Dictionary<string, double>(), new("shops", "a test", [], new(), []));
    }

    private static SellThroughResult Solve(SellThroughModel model, SellThroughOptions options) => new SellThroughSolver(model, options, new NoWork(1, 5), TestContext.Current.CancellationToken).Solve();

    [Theory]
    [InlineData(MixScope.None)]
    [InlineData(MixScope.Cluster)]
    [InlineData(MixScope.Store)]
    public void Periods_ShareOutWhatArrivesInEach(MixScope mix)
    {
        var model = Model(4);
        var result = Solve(model, new() { Periods = 2, RoleMix = mix, Draws = 1000 });
        Assert.Equal(2 * model.Pairs.Count, result.Cells.Count);
        foreach (var pool in Enumerable.Range(0, result.Cells.Count).GroupBy(c => (result.Cells.Product[c], result.Cells.Period[c])))
            Assert.Equal(pool.Sum(c => result.Cells.Current[c]), pool.Sum(c => result.Solution.Plan[c]));
        Assert.Equal(Enumerable.Range(0, model.Pairs.Count).Sum(model.Pairs.TotalArrived), result.Cells.Current.Sum());
        Assert.Equal(model.Demand.Mean.Sum(), result.Cells.Mean.Sum(), 1e-9 * model.Demand.Mean.Sum());
        Assert.True(result.Whole.After > result.Whole.Before);
        Assert.True(result.Solution.Gap < .05, $"gap {result.Solution.Gap}");
        // carrying over in expectation sells too much, never much
        Assert.InRange(result.Simulated!.After.Value, .95 * result.Whole.After, 1.005 * result.Whole.After);
        Assert.Equal([1L, 2], PlanTables.Cells(result).Read().Select(r => (long)r[2]!).Distinct().Order());
        Assert.Equal(result.Solution.Limits.Count(l => l.Kind != RetailOpt.Core.SellThrough.Allocation.LimitKind.Cell), LimitWords.Table(result).Read().Select(r => (r[0], r[1], r[2])).Distinct().Count());
        Assert.Equal(model.Pairs.Amount.Sum(), result.Whole.Amount, 1e-6);
    }

    [Fact]
    public void Weeks_OfAllDays_AreOnePeriod()
    {
        var model = Model(4);
        var (one, weeks) = (Solve(model, new()), Solve(model, new() { PeriodWeeks = 52 }));
        Assert.Equal(one.Solution.Plan, weeks.Solution.Plan);
        Assert.Equal(4, PlanPeriods.Of(model.Pairs, 1, 4).Count);
        Assert.Equal(2, PlanPeriods.Of(model.Pairs, 1, 8).Count);
    }

    [Fact]
    public void Periods_ThatTheDataHasNot_AreRefused()
    {
        Assert.Contains("at most 4", Assert.Throws<InputException>(() => Solve(Model(4), new() { Periods = 5 })).Message);
        Assert.Contains("need dates", Assert.Throws<InputException>(() => Solve(Model(1), new() { Periods = 2 })).Message);
        Assert.Contains(new SellThroughOptions { Periods = 2, OpenCells = true }.Check(), e => e.Key == "open-cells");
        Assert.Contains(new SellThroughOptions { PeriodWeeks = 4, ChangeLimit = null }.Check(), e => e.Key == "change-limit");
        Assert.Contains(new SellThroughOptions { PeriodWeeks = 4, Periods = 2 }.Check(), e => e.Key == "period-weeks");
    }
}
