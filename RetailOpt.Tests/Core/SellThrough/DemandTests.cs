using CsCheck;
using MathNet.Numerics.Distributions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Limits;
using RetailOpt.Core.SellThrough.Proof;
using static RetailOpt.Tests.Core.SellThrough.Shops;

namespace RetailOpt.Tests.Core.SellThrough;

/// <summary>Demand behind censored sales: expectations against sums, and the estimator against a truth that is known.</summary>
public sealed class DemandTests
{
    [Fact]
    public void Above_IsTheConditionalMean() => Gen.Select(Gen.Double[.1, 60], Gen.Double[0, 1], Gen.Int[1, 40]).Sample((mean, spread, least) =>
    {
        var (mass, sum) = (0.0, 0.0);
        for (var k = least; k < 6000; k++)
        {
            var p = spread < 1e-6 ? Poisson.PMF(mean, k) : NegativeBinomial.PMF(1 / spread, 1 / (1 + spread * mean), k);
            mass += p;
            sum += p * k;
        }
        if (mass > 1e-12) Assert.Equal(sum / mass, CountTail.Above(least, mean, spread < 1e-6 ? 0 : spread).Mean, 1e-6 * sum / mass);
    }, iter: 300);

    /// <summary>Stores of a cluster, each with its own true rate, which its buyer misjudges; some run out.</summary>
    private static (double[] Truth, Shops.Row[] Rows) World(ulong seed, int stores, int products, double differences, int periods, double supply)
    {
        var (truth, rows) = (new List<double>(), new List<Shops.Row>());
        for (var p = 0; p < products; p++)
            for (var s = 0; s < stores; s++)
            {
                var stream = RandomStream.Of(seed, p, s);
                var mean = (5 + p % 7 * 4) * (.5 + s % 4 * .3) * DemandDraws.Factor(ref stream, differences);
                truth.Add(mean);
                var judged = mean * stream.LogNormal(.3);
                var arrived = Enumerable.Range(0, periods).Select(_ => (int)Math.Round(supply * judged / periods)).ToArray();
                var (stock, sold) = (0, new double[periods]);
                for (var t = 0; t < periods; t++)
                {
                    stock += arrived[t];
                    sold[t] = Math.Min(stock, stream.Poisson(mean / periods));
                    stock -= (int)sold[t];
                }
                rows.Add(new($"S{s:00}", $"P{p:000}", "A|x", 10 * sold.Sum(), sold, arrived));
            }
        return ([.. truth], [.. rows]);
    }

    [Theory]
    [InlineData(.7)]
    [InlineData(.9)]
    [InlineData(1.2)]
    public void SoldOut_DemandIsNotTakenForSales(double supply)
    {
        var (truth, rows) = World(3, 12, 60, .1, 8, supply);
        var belief = new DemandEstimator(Of(rows), TestContext.Current.CancellationToken).Estimate();
        var (sold, believed, all) = (rows.Sum(r => r.Sold.Sum()), belief.Mean.Sum(), truth.Sum());
        Assert.True(Math.Abs(believed - all) < .03 * all, FormattableString.Invariant($"true {all:0}, sold {sold:0}, believed {believed:0}"));
        Assert.All(belief.SoldOut.Zip(belief.Corrected), b => Assert.True(b.First >= 0 && b.Second >= 0));
    }

    [Fact]
    public void Belief_IsNearerToTheTruthThanSales()
    {
        var (truth, rows) = World(5, 12, 80, .05, 4, 3);
        var belief = new DemandEstimator(Of(rows), TestContext.Current.CancellationToken).Estimate();
        double Error(Func<int, double> of) => truth.Select((t, i) => (of(i) - t) * (of(i) - t)).Sum();
        var (asSold, asBelieved) = (Error(i => rows[i].Sold.Sum()), Error(i => belief.Mean[i]));
        Assert.True(asBelieved < .8 * asSold, FormattableString.Invariant($"squared error as sold {asSold:0}, as believed {asBelieved:0}"));
    }

    [Fact]
    public void Doubt_CoversTheTruth()
    {
        var (truth, rows) = World(7, 12, 100, .1, 6, 2);
        var belief = new DemandEstimator(Of(rows), TestContext.Current.CancellationToken).Estimate();
        var within = truth.Index().Count(t =>
        {
            var (shape, mean) = (1 / belief.Doubt(t.Index), belief.Mean[t.Index]);
            return Gamma.InvCDF(shape, shape / mean, .05) <= t.Item && t.Item <= Gamma.InvCDF(shape, shape / mean, .95);
        });
        Assert.InRange(within / (double)truth.Length, .86, .94);
    }

    [Fact]
    public void Plan_BringsWhatItClaims()
    {
        // a plan is chosen by what is believed: errors of belief that go with supply are claimed as gain
        var (claims, within) = (new List<double>(), 0);
        for (var seed = 1UL; seed <= 8; seed++)
        {
            var (truth, rows) = World(seed, 12, 60, .1, 6, 1.3);
            var pairs = Of(rows);
            var model = new SellThroughModel(pairs, new DemandEstimator(pairs, TestContext.Current.CancellationToken).Estimate(), Nothing, new Dictionary<string, double>(), new("made", "one", [], new(), []));
            var result = new SellThroughSolver(model, new() { Weights = "1/0/0", RoleMix = MixScope.None, MinCategories = 0, Slots = null, UnitsLimit = false }, new NoWork(1, seed), TestContext.Current.CancellationToken).Solve();
            var gain = truth.Index().Sum(t => DemandLaw.ExpectedSold(t.Item, 0, result.Solution.Plan[t.Index]) - DemandLaw.ExpectedSold(t.Item, 0, result.Cells.Current[t.Index]));
            claims.Add(result.Gain.Value / gain);
            within += gain >= result.Gain.Low && gain <= result.Gain.High ? 1 : 0;
        }
        Assert.InRange(claims.Average(), .95, 1.05);
        Assert.InRange(within, 6, 8);
    }

    [Fact]
    public void SharedDoubt_WidensTheInterval()
    {
        // three stores: an error in a product's rate is one of all its cells
        var (_, rows) = World(11, 3, 40, .02, 6, 1.3);
        var pairs = Of(rows);
        var belief = new DemandEstimator(pairs, TestContext.Current.CancellationToken).Estimate();
        var model = new SellThroughModel(pairs, belief, Nothing, new Dictionary<string, double>(), new("made", "one", [], new(), []));
        var cells = Cells.Of(model, Products.Lines(pairs, Products.Facts(pairs, FashionShare.Of(pairs).OfProduct), Nothing, false), PlanPeriods.Of(pairs, 1, null), (_, _) => 1, false);
        int[] more = [.. cells.Current.Select(u => u + 5)];
        double Width(Cells of) => new PlanProof(of, belief, more, 1, 400, 1, TestContext.Current.CancellationToken).Bootstrap(100) is var e ? e.High - e.Low : 0;
        Assert.True(Width(cells) > 1.2 * Width(cells with { Lean = new double[cells.Count] }));
    }

    [Fact]
    public void NothingSoldAnywhere_IsNoDemand()
    {
        var belief = new DemandEstimator(Of([Pair("S", "P", 0, 0, 10), Pair("T", "P", 0, 0, 5)]), TestContext.Current.CancellationToken).Estimate();
        Assert.All(belief.Mean, m => Assert.Equal(0, m));
        Assert.All(belief.Mean.Index(), m => Assert.True(double.IsFinite(belief.Doubt(m.Index))));
    }

    [Fact]
    public void Draws_HaveTheirMeansAndVariances()
    {
        foreach (var variance in new[] { .05, .5, 3 })
        {
            double[] drawn = [.. Enumerable.Range(0, 40_000).Select(i =>
            {
                var stream = RandomStream.Of(1, i);
                return DemandDraws.Factor(ref stream, variance);
            })];
            Assert.Equal(1, drawn.Average(), 5 * Math.Sqrt(variance / drawn.Length));
            Assert.Equal(variance, drawn.Average(x => (x - 1) * (x - 1)), .12 * variance);
        }
        foreach (var mean in new[] { 3.0, 99, 101, 5_000 })
        {
            double[] drawn = [.. Enumerable.Range(0, 20_000).Select(i =>
            {
                var stream = RandomStream.Of(2, i);
                return (double)DemandDraws.Count(ref stream, mean);
            })];
            Assert.Equal(mean, drawn.Average(), 5 * Math.Sqrt(mean / drawn.Length));
            Assert.Equal(mean, drawn.Average(x => (x - mean) * (x - mean)), .08 * mean);
        }
    }

    [Fact]
    public void Factors_HaveMeanOneAndTheirVariance()
    {
        var factors = new double[DemandDraws.Levels];
        foreach (var variance in new[] { 0, .001, .05, .3, .8 })
        {
            DemandDraws.Factors(variance, factors);
            Assert.Equal(1, factors.Average(), .01);
            Assert.Equal(variance, factors.Average(f => (f - 1) * (f - 1)), .03 * variance + 1e-12);
            Assert.All(factors, f => Assert.True(f >= 0));
        }
    }

    [Fact]
    public void Objective_IsTheSlopeOfTheWeighedValue() => Gen.Select(Gen.Double[1, 100], Gen.Double[1, 50], Gen.Double[1.2, 5], Gen.Double[.01, 1].Array[3]).Sample((sold, price, cover, weights) =>
    {
        var (revenue, allocated) = (price * sold, cover * sold);
        var turnover0 = sold / (allocated - sold / 2);
        double Value(double s, double r, double a) => sold * (weights[0] * s / sold + weights[1] * r / revenue + weights[2] * (s / (a - s / 2)) / turnover0);
        var objective = Objective.Of(weights, sold, revenue, allocated);
        const double h = 1e-6;
        double Slope(double s, double r, double a) => (Value(sold + h * s, revenue + h * r, allocated + h * a) - Value(sold - h * s, revenue - h * r, allocated - h * a)) / (2 * h);
        Assert.Equal(Slope(1, 0, 0), objective.PerSold, 1e-4 * Math.Max(1, objective.PerSold));
        Assert.Equal(Slope(0, 1, 0), objective.PerMoney, 1e-4);
        Assert.Equal(Slope(0, 0, 1), objective.PerUnit, 1e-4);
    });
}
