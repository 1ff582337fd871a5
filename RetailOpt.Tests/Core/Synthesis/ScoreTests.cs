using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Scoring;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>Scores against figures worked out by hand.</summary>
public sealed class ScoreTests
{
    [Theory]
    [InlineData(new[] { .8, .75, .8, .77 }, .77942, .74145)]
    [InlineData(new[] { .9, .9, .9, .3 }, .600, .39680)]
    public void Balanced_OfKnownMetrics_IsAsWorkedOut(double[] metrics, double harmonic, double score)
    {
        Assert.Equal(harmonic, BalancedScore.HarmonicMean(metrics), 5);
        Assert.Equal(score, BalancedScore.Of(metrics), 4);
    }

    [Fact]
    public void Balanced_OfPerfectMetrics_IsItsCeiling() => Assert.Equal(BalancedScore.Ceiling, BalancedScore.Of([1, 1, 1]), 12);

    [Fact]
    public void Balanced_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => BalancedScore.Of([]));

    [Fact]
    public void Tiered_WeighsTiers()
    {
        var metrics = MetricList.All.ToDictionary(m => m.Key, m => (double?)(m.Tier == 1 ? 1 : m.Tier == 2 ? .8 : .6));
        var score = TieredScore.Of(metrics);
        Assert.False(score.IsPartial);
        Assert.Equal(.4 * BalancedScore.Of([1]) + .35 * BalancedScore.Of([.8]) + .25 * BalancedScore.Of([.6]), score.Score!.Value, 12);
    }

    [Fact]
    public void Tiered_WithAMissingMetric_IsOfTheRestAndSaysSo()
    {
        var metrics = MetricList.All.ToDictionary(m => m.Key, m => m.Key == "revenue" || m.Tier == 3 ? null : (double?).9);
        var score = TieredScore.Of(metrics);
        Assert.True(score.IsPartial);
        Assert.Equal(["revenue"], score.Tiers[0].Missing);
        Assert.Null(score.Tiers[2].Score);
        Assert.Equal(BalancedScore.Of([.9]), score.Score!.Value, 12);
        Assert.Null(TieredScore.Of(new Dictionary<string, double?>()).Score);
    }
}
