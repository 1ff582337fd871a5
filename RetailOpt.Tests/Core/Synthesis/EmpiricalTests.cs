using CsCheck;
using RetailOpt.Core.Synthesis.Metrics;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>The two-sample Kolmogorov-Smirnov statistic against its definition.</summary>
public sealed class EmpiricalTests
{
    private static readonly Gen<double[]> Sample = Gen.Int[0, 8].Select(i => i / 2.0).Array[1, 40];

    private static double Naive(double[] a, double[] b) => a.Concat(b).Max(x => Math.Abs((double)a.Count(v => v <= x) / a.Length - (double)b.Count(v => v <= x) / b.Length));

    [Fact]
    public void Distance_EqualsTheDefinition_TiesIncluded() => Gen.Select(Sample, Sample).Sample((a, b) =>
        Assert.Equal(Naive(a, b), Empirical.Distance(Empirical.Of(a), Empirical.Of(b)), 12));

    [Fact]
    public void Distance_IsSymmetric_AndZeroOfItself() => Gen.Select(Sample, Sample).Sample((a, b) =>
    {
        Assert.Equal(Empirical.Distance(Empirical.Of(a), Empirical.Of(b)), Empirical.Distance(Empirical.Of(b), Empirical.Of(a)));
        Assert.Equal(0, Empirical.Distance(Empirical.Of(a), Empirical.Of([.. a.Reverse()])));
    });

    [Fact]
    public void Distance_OfNothing_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Empirical.Distance(Empirical.Of([]), Empirical.Of([1])));

    [Fact]
    public void OfCounts_IsTheSameAsOfObservations() => Gen.Int[0, 9].Array[1, 50].Sample(values =>
    {
        var counts = new long[10];
        foreach (var value in values) counts[value]++;
        var (one, other) = (Empirical.OfCounts(counts), Empirical.Of([.. values.Select(v => (double)v)]));
        Assert.Equal(one.Values, other.Values);
        Assert.Equal(one.Counts, other.Counts);
        Assert.Equal(values.Average(), one.Mean, 12);
    });
}
