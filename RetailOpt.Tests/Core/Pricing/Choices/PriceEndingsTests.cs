using CsCheck;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>Prices really end as asked, in decimals, and are the nearest that do.</summary>
public sealed class PriceEndingsTests
{
    private static readonly Gen<double> Msrp = Gen.OneOf(Gen.Int[1, 2_000_000].Select(cents => cents / 100.0), Gen.Double[.01, 5000]);

    private static Gen<T> One<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static bool Ends(decimal price, string endings) => endings switch
    {
        ".99" => price % 1 == .99m,
        ".99,.49" => price % 1 is .99m or .49m,
        ".5" => price % 1 == .5m,
        _ => price % 10 == 9.99m,
    };

    private static decimal[] AllPrices(decimal least, decimal most, string endings) =>
        [.. Enumerable.Range(1, 1 + (int)(most * 100)).Select(cents => cents / 100m).Where(p => p >= least && p <= most && Ends(p, endings))];

    [Fact]
    public void Within_AnyListPrice_EndsAsAskedInDecimals() => Gen.Select(Msrp, Gen.Double[0, .5], Gen.Double[0, .45], One(".99", ".99,.49", ".5", "9.99"), One(.01, .05, .1)).Sample((msrp, low, width, endings, step) =>
    {
        var interval = new Span(low, low + width);
        var (mds, isOff) = Steps.Within(interval, step, PriceEndings.Parse(endings)!, msrp);
        if (isOff)
        {
            Assert.Equal(mds[0] == interval.Low ? interval.Low : interval.High, Assert.Single(mds));
            if (msrp < 50) Assert.Empty(AllPrices((decimal)msrp * (1 - (decimal)interval.High), (decimal)msrp * (1 - (decimal)interval.Low), endings));
            return;
        }
        foreach (var md in mds)
        {
            var exact = (decimal)msrp * (1 - (decimal)md);
            var price = Math.Round(exact, 2);
            Assert.True(Ends(price, endings) && Math.Abs(exact - price) < 1e-9m, $"{exact} of {msrp}");
            Assert.InRange(md, interval.Low - 1e-12, interval.High + 1e-12);
        }
        Assert.Equal(mds.Distinct().Order(), mds);
    }, iter: 3000);

    [Fact]
    public void Within_EachStep_TakesTheNearestPriceThatEndsSo() => Gen.Select(Gen.Int[50, 4000].Select(cents => cents / 100.0), Gen.Int[0, 40], Gen.Int[1, 40], One(".99", ".99,.49", "9.99")).Sample((msrp, low, width, endings) =>
    {
        var (list, interval) = ((decimal)msrp, new Span(low / 100.0, (low + width) / 100.0));
        var all = AllPrices(list * (1 - (low + width) / 100m), list * (1 - low / 100m), endings);
        var (mds, isOff) = Steps.Within(interval, .05, PriceEndings.Parse(endings)!, msrp);
        Assert.Equal(all.Length == 0, isOff);
        if (isOff) return;
        var expected = Steps.Within(interval, .05).Mds.Select(md => list * (1 - (decimal)md)).Select(p => all.OrderBy(q => Math.Abs(q - p)).ThenByDescending(q => q).First()).Distinct().OrderDescending();
        Assert.Equal(expected, mds.Select(md => Math.Round(list * (1 - (decimal)md), 2)));
    }, iter: 2000);

    [Theory]
    [InlineData("99")]
    [InlineData(".999")]
    [InlineData(".")]
    [InlineData("-.99")]
    [InlineData(".99;.49")]
    [InlineData("12345.99")]
    [InlineData("x")]
    public void Problem_TextThatIsNoEnding_IsTold(string text) => Assert.Contains($"'{text}' is no ending of a price", PriceEndings.Problem(text), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData(".99")]
    [InlineData(".99, .49")]
    [InlineData("9.99,.5")]
    public void Problem_GoodText_IsNull(string? text) => Assert.Null(PriceEndings.Problem(text));

    [Fact]
    public void With_MarkdownBesideTheSteps_IsAddedOnceAndInOrder()
    {
        double[] mds = [.1, .2, .3];
        var range = new Span(.05, .35);
        Assert.Equal([.1, .15, .2, .3], Steps.With(mds, .15, range));
        Assert.Equal([.05, .1, .2, .3], Steps.With(mds, .05, range));
        Assert.Equal([.1, .2, .3, .35], Steps.With(mds, .35, range));
        Assert.Same(mds, Steps.With(mds, .2, range));
        Assert.Same(mds, Steps.With(mds, .4, range));
    }
}
