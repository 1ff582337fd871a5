using RetailOpt.Core.Synthesis.Substitution;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>What stands in for what.</summary>
public sealed class SubstitutionTests
{
    private static ProductAttributes Product(int category = 0, int tier = 1, int pack = 1, BrandTier brand = BrandTier.National, double quality = .5) => new(category, tier, pack, brand, quality);

    [Theory]
    [InlineData("22 LB", 352.0)]
    [InlineData("50.0 OZ", 50.0)]
    [InlineData("4 x 125 g", 500 / 28.349523125)]
    [InlineData("1 L", 1000 / 29.5735295625)]
    [InlineData("12 FL OZ", 12.0)]
    [InlineData(".5 GAL", 64.0)]
    [InlineData("12 CT", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Size_AsItIsWritten_IsReadInOunces(string? size, double? ounces)
    {
        if (ounces is { } expected) Assert.Equal(expected, PackSizes.Ounces(size)!.Value, 9);
        else Assert.Null(PackSizes.Ounces(size));
    }

    [Theory]
    [InlineData("10 OZ", 0)]
    [InlineData("20 OZ", 1)]
    [InlineData("40 OZ", 2)]
    [InlineData("80 OZ", 3)]
    [InlineData("80.1 OZ", 4)]
    [InlineData("a box", -1)]
    public void Size_IsOfAClass(string size, int pack) => Assert.Equal(pack, PackSizes.ClassOf(size));

    [Fact]
    public void Score_IsAsWorkedOut()
    {
        var tastes = new Tastes(.5, .6, .4);
        Assert.Equal(1, Substitutes.Score(Product(), Product(), tastes));
        Assert.Equal(0, Substitutes.Score(Product(), Product(category: 1), tastes));
        // two tiers apart .7, an adjacent pack .7, another tier of brand .76, .3 of quality apart .88
        Assert.Equal(.7 * .7 * .76 * .88, Substitutes.Score(Product(tier: 0, quality: .2), Product(tier: 2, pack: 2, brand: BrandTier.Premium), tastes), 12);
        Assert.Equal(.3, Substitutes.Score(Product(pack: 0), Product(pack: 4), tastes), 12);
        Assert.Equal(1, Substitutes.Score(Product(pack: -1), Product(pack: 4), tastes), 12);
        Assert.Equal(Substitutes.Score(Product(tier: 0), Product(tier: 2), new(1, 0, 0)), Substitutes.Score(Product(tier: 0), Product(tier: 2), new(7, -3, -1)), 12);
    }

    [Fact]
    public void Find_IsSortedAndLeavesOutTheRest()
    {
        ProductAttributes[] products = [Product(), Product(category: 1), Product(pack: 4), Product(pack: 2), Product()];
        Assert.Equal([4, 3, 2], Substitutes.Find(0, products, new(0, .6, 0)).Select(s => s.Product));
        Assert.Equal([4, 3], Substitutes.Find(0, products, new(0, .6, 0), .5).Select(s => s.Product));
    }

    [Fact]
    public void Attributes_AreLearnedFromPricesBrandsAndSizes()
    {
        var learned = AttributeLearner.Learn(
        [
            new(0, "Private Label", "8 OZ", 1), new(0, "Plain", "16 OZ", 2), new(0, "Dear", "2 LB", 3),
            new(1, "Dear", null, 9), new(1, "Plain", "6 LB", 6), new(1, "Never sold", "1 OZ", double.NaN), new(1, null, "1 OZ", 6.5),
        ]);
        Assert.Equal([0, 1, 2], learned[..3].Select(p => p.PriceTier));
        Assert.Equal([0, 1, 2, -1, 4, 0, 0], learned.Select(p => p.Pack));
        Assert.Equal([BrandTier.PrivateLabel, BrandTier.National, BrandTier.Premium, BrandTier.Premium, BrandTier.National, BrandTier.National, BrandTier.National], learned.Select(p => p.Brand));
        Assert.Equal((1, .5), (learned[5].PriceTier, learned[5].Quality));
        Assert.All(learned, p => Assert.InRange(p.Quality, 0, 1));
    }
}
