using CsCheck;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Loading;
using RetailOpt.Core.SellThrough.Potential;
using static RetailOpt.Tests.Core.SellThrough.Shops;

namespace RetailOpt.Tests.Core.SellThrough;

/// <summary>What is derived of stores, products and clusters, against the rules as they are written.</summary>
public sealed class DerivationTests
{
    private static ProductLine[] Lines(Pairs pairs, bool absolute = false) => Products.Lines(pairs, Products.Facts(pairs, FashionShare.Of(pairs).OfProduct), Nothing, absolute);

    private static readonly Gen<Pairs> Some = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 11], Gen.Int[1, 40], Gen.Int[1, 30]).Array[1, 60].Select(rows => Of(
        [.. rows.DistinctBy(r => (r.Item1, r.Item2)).Select(r => Pair($"S{r.Item1}", $"P{r.Item2:00}", 10 * r.Item3, r.Item4, 60, $"C{r.Item2 % 3}|{r.Item2 % 5}"))]));

    [Fact]
    public void Roles_FollowTheQuartilesOfSales() => Some.Sample(pairs =>
    {
        var lines = Lines(pairs);
        double[] sales = [.. lines.Select(l => l.Facts.Amount).Order()];
        double Quartile(double p)
        {
            var at = p * (sales.Length - 1);
            return sales[(int)at] + (at - (int)at) * (sales[Math.Min((int)at + 1, sales.Length - 1)] - sales[(int)at]);
        }
        foreach (var l in lines)
        {
            var expected = l.Facts.Amount >= Quartile(.75) ? ProductRole.Core : l.Facts.Fashion >= .6 && l.Facts.Amount >= Quartile(.5) ? ProductRole.Seasonal
                : l.Facts.Amount < Quartile(.25) ? ProductRole.Clearance : ProductRole.Filler;
            Assert.Equal(expected, l.Role);
        }
    });

    [Fact]
    public void Facts_AreSumsOverStores() => Some.Sample(pairs =>
    {
        var facts = Products.Facts(pairs, new double[pairs.Products.Length]);
        for (var p = 0; p < facts.Length; p++)
        {
            int[] of = [.. Enumerable.Range(0, pairs.Count).Where(i => pairs.Product[i] == p)];
            double[] sales = [.. of.Select(i => pairs.Amount[i])];
            var mean = sales.Average();
            Assert.Equal(sales.Sum(), facts[p].Amount, 1e-9);
            Assert.Equal(of.Length, facts[p].Stores);
            Assert.Equal(of.Average(i => pairs.Amount[i] / pairs.TotalSold(i)), facts[p].Price, 1e-9);
            Assert.Equal(Math.Clamp(1 - Math.Sqrt(sales.Average(s => (s - mean) * (s - mean))) / mean, 0, 1), facts[p].Consistency, 1e-9);
        }
    });

    [Theory]
    [InlineData(14_000, ProductRole.Core)]
    [InlineData(13_999, ProductRole.Filler)]
    [InlineData(5_000, ProductRole.Filler)]
    [InlineData(4_999, ProductRole.Clearance)]
    public void Roles_ByFixedSales(double amount, ProductRole expected)
    {
        // the first subcategory is the only one, so it is fashion; the second product keeps it from being so
        var pairs = Of([Pair("S", "P", amount, 10, 20, "A|x"), Pair("S", "Q", 1, 1, 2, "A|y"), Pair("S", "R", 90_000, 1, 2, "A|y")]);
        Assert.Equal(expected, Lines(pairs, absolute: true)[0].Role);
    }

    [Fact]
    public void Seasonal_IsFashionFromTheMiddle_AndConfidenceFollowsTheRole()
    {
        var pairs = Of([.. Enumerable.Range(1, 8).Select(i => Pair("S", $"P{i}", 100 * i, 10, 20))], fashionAmount: [0, 0, 0, 0, 0, 360, 0, 0], fashionUnits: new double[8]);
        var lines = Lines(pairs);
        Assert.Equal([ProductRole.Clearance, ProductRole.Clearance, ProductRole.Filler, ProductRole.Filler, ProductRole.Filler, ProductRole.Seasonal, ProductRole.Core, ProductRole.Core], lines.Select(l => l.Role));
        Assert.Equal([.85, .85, .80, .80, .80, .90, .95, .95], lines.Select(l => l.Confidence));
    }

    [Fact]
    public void Bands_AreCutAtTheQuartilesInclusive()
    {
        var pairs = Of([.. Enumerable.Range(1, 5).Select(i => Pair("S", $"P{i}", 10 * i, 10, 20))]);
        Assert.Equal([PriceBand.Economy, PriceBand.Economy, PriceBand.Value, PriceBand.Premium, PriceBand.Luxury], Lines(pairs).Select(l => l.Band));
    }

    [Theory]
    [InlineData(3, 900, 6, "Small")]
    [InlineData(3, 1_600, 7, "Small")]
    [InlineData(3, 3_100, 9, "Small")]
    public void RackCapacity_IsTruncated(int products, double sales, double slots, string tier)
    {
        var pairs = Of([.. Enumerable.Range(0, products).Select(i => Pair("S", $"P{i}", sales / products, 1, 2))]);
        var line = Assert.Single(StoreAttributes.Of(pairs, FashionShare.Of(pairs), Nothing, new Dictionary<string, double>()));
        Assert.Equal((slots, tier), (line.RackCapacity, line.SizeTier));
    }

    [Theory]
    [InlineData(65, 65, "Fashion")]
    [InlineData(64, 65, "Balanced")]
    [InlineData(35, 35, "Basic")]
    [InlineData(36, 35, "Balanced")]
    public void StoreType_IsCutByTheFashionRatio(double amountShare, double unitShare, string type)
    {
        var pairs = Of([Pair("S", "P", 100, 100, 200)], fashionAmount: [amountShare], fashionUnits: [unitShare]);
        var line = Assert.Single(StoreAttributes.Of(pairs, FashionShare.Of(pairs), Nothing, new Dictionary<string, double>()));
        Assert.Equal(((amountShare + unitShare) / 2, type), (line.FashionRatio, line.Type));
    }

    [Fact]
    public void Gaps_SharesOfAClusterAddUp_AndSeverityFollowsTheGap() => Some.Sample(pairs =>
    {
        var (gaps, mixes) = SupplyGap.Of(pairs, Lines(pairs), [25, 30, 35, 10], [25, 25, 25, 25]);
        foreach (var of in gaps.GroupBy(g => (g.Cluster, g.Dimension))) Assert.Equal(100, of.Sum(g => g.Actual), 1e-9);
        foreach (var g in gaps.Where(g => g.Gap is not null))
            Assert.Equal(Math.Abs(g.Gap!.Value) switch { >= 20 => "critical", >= 10 => "significant", >= 5 => "moderate", _ => "none" }, g.Severity);
        foreach (var m in mixes)
        {
            var shares = gaps.Where(g => g.Cluster == m.Cluster && g.Dimension == "category").Select(g => g.Actual / 100).ToArray();
            Assert.Equal(shares.Sum(s => s * s), m.Herfindahl, 1e-9);
            Assert.Equal(shares.Count(s => s < .05), m.UnderRepresented.Count);
        }
    });

    [Fact]
    public void Fashion_OfRanks_IsTheDearAndManyfold()
    {
        // dear and many: three of four subcategories are cheaper or smaller
        var pairs = Of([Pair("S", "A1", 90, 1, 2, "A|a"), Pair("S", "A2", 95, 1, 2, "A|a"), Pair("S", "A3", 99, 1, 2, "A|a"), Pair("S", "B1", 10, 1, 2, "A|b"), Pair("S", "C1", 20, 1, 2, "A|c"), Pair("S", "D1", 30, 1, 2, "A|d")]);
        var fashion = FashionShare.Of(pairs);
        Assert.True(fashion.Derived);
        Assert.Equal(["A|a"], fashion.FashionSubcategories);
        Assert.Equal([1, 1, 1, 0, 0, 0], fashion.OfProduct);
    }

    [Fact]
    public void Potential_StaysWithinItsCapsAndNeverBelowTheBaseline() => Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1].Array[4], Gen.Double[1, 200], Gen.Int[1, 300], Gen.Double[0, 100]).Sample((baseline, mix, price, slots, fashion) =>
    {
        double[] shares = [.. mix.Select(m => m / Math.Max(mix.Sum(), 1e-9))];
        var p = PotentialEstimate.Of(0, baseline, shares, price, [new StoreLine(0, 1, 100, fashion, "", slots, "", null, false)]);
        Assert.InRange(p.Optimised, baseline, Math.Max(baseline, Math.Min(.92, Math.Min(1.15 * baseline, baseline + .08))) + 1e-12);
    });

    [Fact]
    public void Potential_WorkedByHand()
    {
        // 1.135 / (.5 * 1.15 + .5 * .9) = 1.107317; price 80: 1.1; 30 of 50 slots: 1.05; ratio 50: 1.1
        var p = PotentialEstimate.Of(0, .40, [.5, 0, .5, 0], 80, [new StoreLine(0, 1, 30, 50, "", 50, "", null, false)]);
        Assert.Equal(.40 * 1.135 / 1.025 * 1.1 * 1.05 * 1.1, p.Uncapped, 1e-12);
        Assert.Equal(.46, p.Optimised, 1e-12); // 1.15 * .40
    }
}
