using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Tests.Core.Pricing.Belief;

/// <summary>What all SKUs tell is found where it was planted.</summary>
public sealed class LearningTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void VariancePower_PlantedPower_IsFound(double power)
    {
        const int skus = 400, each = 24;
        double[] md = new double[skus * each], sold = new double[skus * each];
        for (var i = 0; i < skus; i++)
        {
            var random = RandomStream.Of(5, i);
            for (var k = i * each; k < (i + 1) * each; k++)
            {
                md[k] = .4 * random.Next();
                var mean = 50 * Math.Exp(2 * (md[k] - .2));
                sold[k] = mean + 10 * Math.Pow(mean / 50, power / 2) * random.Normal();
            }
        }
        var data = new BeliefData([.. Enumerable.Repeat("C", skus)], new double[skus], new double[skus], i => (md.AsMemory(i * each, each), sold.AsMemory(i * each, each)));
        Assert.Equal(power, VariancePower.Of(data, new int[skus], [2], 1, TestContext.Current.CancellationToken), .2);
    }

    [Fact]
    public void Trigamma_KnownValues_AreMetAndInverted()
    {
        Assert.Equal(Math.PI * Math.PI / 6, ModeratedNoise.Trigamma(1), 1e-12);
        Assert.Equal(Math.PI * Math.PI / 2, ModeratedNoise.Trigamma(.5), 1e-11);
        foreach (var x in new[] { .3, 1, 4, 50, 3000 }) Assert.Equal(x, ModeratedNoise.InverseTrigamma(ModeratedNoise.Trigamma(x)), 1e-6 * x);
    }

    [Theory]
    [InlineData(1e9, 200, 2e6)]
    [InlineData(12, 8, 18)]
    public void ModeratedNoise_PlantedFreedom_IsFound(double planted, double least, double most)
    {
        var random = RandomStream.Of(3, 1);
        var skus = new (double Level, double Squares, int Freedom)[3_000];
        for (var i = 0; i < skus.Length; i++)
        {
            double level = Math.Exp(4 * random.Next()), own = 0;
            // variances of their own, as 1 over a chi square, that fall with the level
            if (planted > 1e6) own = 1;
            else for (var k = 0; k < planted; k++) own += Math.Pow(random.Normal(), 2) / planted;
            double variance = .5 / level / own, squares = 0;
            for (var k = 0; k < 20; k++) squares += variance * Math.Pow(random.Normal(), 2);
            skus[i] = (level, squares, 20);
        }
        var noise = new ModeratedNoise(skus);
        Assert.InRange(noise.PriorFreedom, least, most);
        // a SKU without residuals has what its level has
        var (small, large) = (noise.Of(2, 0, 0).Variance, noise.Of(40, 0, 0).Variance);
        Assert.Equal(20, small / large, 2.0);
    }

    [Fact]
    public void ModeratedNoise_NobodyCanTell_IsAssumedAndSaid()
    {
        var noise = new ModeratedNoise([(10, 0, 0), (20, 0, 0)]);
        Assert.True(noise.IsAssumed);
        Assert.Equal(.09, noise.Of(10, 0, 0).Variance, 1e-6);
    }

    [Fact]
    public void CategorySlopes_PlantedSpreads_AreFound()
    {
        const int categories = 40, each = 50;
        var random = RandomStream.Of(9, 2);
        double[] slopes = new double[categories * each], variances = new double[categories * each];
        var category = new int[categories * each];
        for (var c = 0; c < categories; c++)
        {
            var mean = 2 + .8 * random.Normal();
            for (var i = c * each; i < (c + 1) * each; i++)
            {
                (category[i], variances[i]) = (c, .1 + .4 * random.Next());
                slopes[i] = mean + .5 * random.Normal() + Math.Sqrt(variances[i]) * random.Normal();
            }
        }
        var found = CategorySlopes.Of(slopes, variances, category, categories);
        Assert.InRange(found.Spread, .21, .29);
        Assert.InRange(found.All, 1.6, 2.4);
        Assert.All(found.FromAll, f => Assert.InRange(f, .001, .1));
        Assert.InRange(Math.Sqrt(found.AllVariance), .08, .2);
    }

    [Fact]
    public void CategorySlopes_OneSkuEach_AreOneCategory()
    {
        double[] slopes = [1, 2, 3, 2.5, 1.5, 2], variances = [.1, .1, .1, .1, .1, .1];
        var found = CategorySlopes.Of(slopes, variances, [0, 1, 2, 3, 4, 5], 7);
        Assert.All(found.Means, m => Assert.Equal(2, m, 1e-9));
        Assert.All(found.FromAll, f => Assert.Equal(1, f));
        // of the variance .5 of the slopes .1 is noise
        Assert.Equal(.4, found.Spread, 1e-6);
    }

    [Fact]
    public void CategorySlopes_AWildFit_DoesNotMakeTheSpread()
    {
        double[] slopes = [.. Enumerable.Range(0, 60).Select(i => 2 + .3 * Math.Sin(i)), 40], variances = [.. Enumerable.Repeat(.05, 61)];
        var found = CategorySlopes.Of(slopes, variances, new int[61], 1);
        Assert.InRange(found.Means[0], 1.8, 2.2);
        Assert.InRange(found.Spread, 0, .2);
    }

    [Theory]
    [InlineData(CurveMethod.Exp, .8)]
    [InlineData(CurveMethod.Log, .5)]
    public void FamilyTilt_OneFamilyOfManySkus_IsFound(CurveMethod family, double least)
    {
        var (data, _) = new Shop(2_000, 24) { Family = family }.Draw();
        var shares = Shop.Believe(data).Learnt.Tilt.Shares;
        Assert.InRange(shares[(int)family], least, 1);
    }

    [Fact]
    public void FamilyTilt_NothingSeen_LeavesTheFamiliesEvenAndTheTiltUnsure()
    {
        var tilt = FamilyTilt.Unseen;
        Assert.Equal(1, tilt.Shares.Linear + tilt.Shares.Exp + tilt.Shares.Log, 1e-12);
        Assert.All(Enumerable.Range(0, 3), f => Assert.InRange(tilt.Shares[f], .2, .45));
        Assert.InRange(tilt.TiltVariance, 1, 2);
    }
}
