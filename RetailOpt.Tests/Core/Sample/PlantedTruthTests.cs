using RetailOpt.Core.Sample;
using RetailOpt.Core.Truth;

namespace RetailOpt.Tests.Core.Sample;

/// <summary>What was planted can be found again in the sales by the plain arithmetic of each feature's definition.</summary>
public sealed class PlantedTruthTests(PlantedTruthTests.Market market, ITestOutputHelper output) : IClassFixture<PlantedTruthTests.Market>
{
    public sealed class Market
    {
        internal Retailer Retailer { get; } = Retailer.Make(new SampleOptions(), 0, 2, _ => { }, CancellationToken.None);
    }

    private Retailer Retailer => market.Retailer;
    private World World => Retailer.World;

    [Fact]
    public void Wanted_OverTheYear_IsWhatTheCurvesSay()
    {
        // Campaigns add to the curves, so products that no campaign offered.
        var offered = World.Campaigns.SelectMany(k => k.Products).ToHashSet();
        double expected = 0, wanted = 0, farthest = 0;
        for (var p = 0; p < World.Products.Length; p++)
        {
            if (offered.Contains(p)) continue;
            var mean = Enumerable.Range(0, World.Options.Weeks).Sum(w => Retailer.Demand.At(World.Products[p], p, w, Retailer.Prices.Markdown(p, w)));
            var units = Retailer.Trades.Sum(t => t.Wanted[p]);
            farthest = Math.Max(farthest, Math.Abs(units - mean) / Math.Sqrt(mean));
            (expected, wanted) = (expected + mean, wanted + units);
        }
        output.WriteLine($"wanted {wanted:N0}, expected {expected:N0}, farthest product {farthest:F1} deviations");
        Assert.InRange(wanted / expected, .99, 1.01);
        // A line holds more than one unit, so units vary more than a Poisson count.
        Assert.InRange(farthest, 0, 7);
    }

    [Fact]
    public void Markdown_WeekByWeek_SellsByTheTrueSlope()
    {
        var (errors, sold) = (new List<double>(), UnitsByWeek());
        for (var p = 0; p < World.Products.Length; p++)
        {
            var curve = Retailer.Demand.Curves[p];
            var deep = Enumerable.Range(0, World.Options.Weeks).Where(w => Retailer.Prices.Markdown(p, w) > .15).ToArray();
            var none = Enumerable.Range(0, World.Options.Weeks).Where(w => Retailer.Prices.Markdown(p, w) == 0).ToArray();
            if (deep.Length < 4 || curve.Sold(0) < 20) continue;
            var season = Retailer.Demand.Season[World.Products[p].Category];
            var (units, mean) = (Mean(sold[p], season, deep) / Mean(sold[p], season, none), deep.Average(w => curve.Sold(Retailer.Prices.Markdown(p, w))) / curve.Sold(0));
            errors.Add(units / mean - 1);
        }
        errors.Sort();
        output.WriteLine($"{errors.Count} products, uplift error median {errors[errors.Count / 2]:P1}, 90% within {errors[errors.Count / 20]:P0} to {errors[^(errors.Count / 20)]:P0}");
        Assert.InRange(errors.Count, 100, 600);
        Assert.InRange(errors[errors.Count / 2], -.06, .06);
    }

    [Fact]
    public void Affinities_InBaskets_HaveTheLiftThatWasPlanted()
    {
        var baskets = Retailer.Trades.SelectMany((t, s) => t.Lines.GroupBy(l => l.Visit, l => l.Product)
            .Select(b => (World.Accounts[Retailer.Visits[s][b.Key].Account].Segment, Items: b.ToHashSet()))).ToArray();
        foreach (var a in Retailer.Affinities)
        {
            var mine = baskets.Where(b => a.Segment is null || b.Segment == a.Segment).ToArray();
            double with = mine.Count(b => b.Items.Overlaps(a.Triggers)), target = mine.Count(b => b.Items.Overlaps(a.Targets));
            double both = mine.Count(b => b.Items.Overlaps(a.Triggers) && b.Items.Overlaps(a.Targets));
            var lift = both * mine.Length / with / target;
            output.WriteLine($"{a.Level} {a.Trigger} -> {a.Target} {a.Segment}: planted {a.Strength:F1}, lift {lift:F2}, support {both / mine.Length:P2}, confidence {both / with:P0}, pairs {both}");
            // Baskets differ in size and tastes go together, which lifts every pair; whole subcategories saturate (one target is enough).
            var chance = 4 / Math.Sqrt(both);
            Assert.InRange(lift / a.Strength, .75 - chance, 1.35 + chance);
        }
    }

    [Fact]
    public void Gaps_ByRule11_AreTopSellersThatPeersCarry()
    {
        var sales = Retailer.Trades.Select(t => t.Lines.GroupBy(l => l.Product).ToDictionary(g => g.Key, g => g.Sum(l => (long)l.Quantity * l.Cents))
            .Where(c => c.Value >= 5000).ToDictionary()).ToArray();
        var found = 0;
        foreach (var gap in Retailer.Assortment.Gaps)
        {
            var peers = Enumerable.Range(0, sales.Length).Where(s => World.Stores[s].Cluster == World.Stores[gap.Store].Cluster).ToArray();
            var shelf = Enumerable.Range(0, World.Products.Length).Where(p => World.Products[p].Shelf == World.Products[gap.Product].Shelf)
                .Where(p => peers.Count(s => sales[s].ContainsKey(p)) >= 3).ToArray();
            var totals = shelf.ToDictionary(p => p, p => peers.Sum(s => sales[s].GetValueOrDefault(p)));
            var percentile = (double)totals.Values.Count(v => v <= totals.GetValueOrDefault(gap.Product)) / totals.Count;
            var adoption = (double)peers.Count(s => sales[s].ContainsKey(gap.Product)) / peers.Length;
            if (percentile >= .8 && adoption >= .6) found++;
        }
        output.WriteLine($"{found} of {Retailer.Assortment.Gaps.Count} planted gaps are found");
        Assert.True(found >= .9 * Retailer.Assortment.Gaps.Count);
    }

    [Fact]
    public void Supply_OverTheYear_IsNeitherShortNorEndless()
    {
        double supplied = Retailer.Trades.Sum(t => t.Supply.Sum(c => (double)c.Sum())), wanted = Retailer.Trades.Sum(t => t.Wanted.Sum(w => (double)w)), lost = Retailer.Trades.Sum(t => t.Lost.Sum(l => (double)l));
        output.WriteLine($"sell-through {(wanted - lost) / supplied:P1}, lost {lost / wanted:P1}");
        Assert.InRange((wanted - lost) / supplied, .6, .85);
        Assert.InRange(lost / wanted, .01, .08);
    }

    [Theory]
    [InlineData(DemandCurve.Linear)]
    [InlineData(DemandCurve.Exponential)]
    [InlineData(DemandCurve.Logarithmic)]
    public void Through_EveryMethod_PassesThePointWithTheSlope(string method)
    {
        var curve = DemandCurve.Through(method, 20, 3);
        Assert.Equal(20, curve.Sold(0), 9);
        Assert.Equal(60, (curve.Sold(1e-6) - curve.Sold(0)) / 1e-6, 2);
    }

    /// <summary>Mean units of a week with the season taken out.</summary>
    private static double Mean(double[] units, double[] season, int[] weeks) => weeks.Average(w => units[w] / season[w]);

    private double[][] UnitsByWeek()
    {
        var units = World.Products.Select(_ => new double[World.Options.Weeks]).ToArray();
        for (var s = 0; s < Retailer.Trades.Length; s++)
            foreach (var line in Retailer.Trades[s].Lines) units[line.Product][Retailer.Visits[s][line.Visit].Day / 7] += line.Quantity;
        return units;
    }
}
