using CsCheck;
using RetailOpt.Core.CrossSell.AbTest;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class AbTests
{
    [Fact]
    public void Assign_EachSegment_HasItsShareAndTheSeedDecides() => Gen.Select(Gen.Int[-1, 2].Array[2, 60], Gen.Double[.05, .95], Gen.ULong[0, 99]).Sample((segments, share, seed) =>
    {
        var treated = AbMath.Assign(segments, share, seed);
        foreach (var segment in segments.Distinct())
        {
            var own = Enumerable.Range(0, segments.Length).Where(a => segments[a] == segment).ToArray();
            Assert.InRange(own.Count(a => treated[a]), share * own.Length - .5 - 1e-9, share * own.Length + .5 + 1e-9);
        }
        Assert.Equal(treated, AbMath.Assign(segments, share, seed));
    }, iter: 300);

    [Fact]
    public void Assign_AnotherSeed_AnotherAssignment() => Assert.NotEqual(AbMath.Assign(new int[100], .5, 1), AbMath.Assign(new int[100], .5, 2));

    [Theory]
    [InlineData(.1, .2, .8, 3839)] // z of 1.960 and .842: 7.849 x (.12 x .88 + .1 x .9) / .02^2
    [InlineData(.05, 1, .9, 578)] // z of 1.960 and 1.282: 10.507 x (.1 x .9 + .05 x .95) / .05^2
    public void SampleSize_EqualArms_IsTheTextbooks(double baseline, double lift, double power, int each) =>
        Assert.Equal((each, each), AbMath.SampleSize(baseline, lift, power, .5));

    [Fact]
    public void SampleSize_IsEnough_OnSimulatedTests()
    {
        var (treated, control) = AbMath.SampleSize(.2, .5, .8, .5);
        var found = 0;
        for (var test = 0; test < 400; test++)
        {
            var stream = RandomStream.Of(5, test);
            if (AbMath.RateDifference(Draw(ref stream, treated, .3), Draw(ref stream, control, .2)).Low > 0) found++;
        }
        Assert.InRange(found / 400.0, .74, .86);
    }

    [Fact]
    public void Intervals_CoverTheTruthAboutAsOftenAsTheySay()
    {
        var (rate, mean) = (0, 0);
        for (var test = 0; test < 400; test++)
        {
            var stream = RandomStream.Of(6, test);
            var (one, two) = (Draw(ref stream, 150, .25), Draw(ref stream, 150, .2));
            if (AbMath.RateDifference(one, two) is var d && d.Low <= .05 && .05 <= d.High) rate++;
            if (AbMath.MeanDifference(one, two) is var m && m.Low <= .05 && .05 <= m.High) mean++;
        }
        Assert.InRange(rate, 366, 396); // of 400, at 95%
        Assert.InRange(mean, 366, 396);
    }

    [Fact]
    public void MeanDifference_OneAccount_HasNoInterval() => Assert.True(double.IsNaN(AbMath.MeanDifference(default(ArmSum).With(1), default(ArmSum).With(2).With(3)).Low));

    private static ArmSum Draw(ref RandomStream stream, int accounts, double rate)
    {
        var arm = default(ArmSum);
        for (var a = 0; a < accounts; a++) arm = arm.With(stream.Next() < rate ? 1 : 0);
        return arm;
    }
}
