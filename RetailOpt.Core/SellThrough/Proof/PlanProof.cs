using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Limits;

namespace RetailOpt.Core.SellThrough.Proof;

/// <summary>What a simulation of both plans sold.</summary>
/// <param name="Before">Units sold by the baseline, with the interval that holds 90% of the draws.</param>
/// <param name="After">Units sold by the plan.</param>
/// <param name="Gain">Units more.</param>
/// <param name="Wins">Share of the draws in which the plan sold more.</param>
/// <param name="Draws">How many.</param>
internal sealed record SimulatedSales(Estimate Before, Estimate After, Estimate Gain, double Wins, int Draws);

/// <summary>
/// How far the improvement can be trusted. The bootstrap draws what is not known, the mean demand of each cell, from what is believed of it, and values
/// both plans under each draw: its interval is that of the expected improvement. The simulation draws demand itself besides and sells it from both plans.
/// </summary>
internal sealed class PlanProof(Cells cells, int[] plan, ulong seed, int draws, int threads, CancellationToken ct)
{
    private const double Coverage = .9;

    /// <summary>Expected units sold more, with its 90% interval.</summary>
    public Estimate Bootstrap(double expected)
    {
        int[] moved = [.. Enumerable.Range(0, cells.Count).Where(c => plan[c] != cells.Current[c] && cells.Mean[c] > 0)];
        var parts = new double[Chunks.Count(moved.Length)][];
        Chunks.For(moved.Length, threads, ct, (chunk, from, to) =>
        {
            var sums = parts[chunk] = new double[draws];
            for (var i = from; i < to; i++) Add(moved[i], sums);
        });
        var gains = new double[draws];
        foreach (var part in parts)
            for (var d = 0; d < draws; d++) gains[d] += part[d];
        return Interval(gains, expected);
    }

    /// <summary>Adds a draw of a cell's gain to each sum: one of as many values of its mean, equally likely, as four random bits tell apart.</summary>
    private void Add(int cell, double[] sums)
    {
        Span<double> factors = stackalloc double[DemandDraws.Levels], gains = stackalloc double[DemandDraws.Levels];
        DemandDraws.Factors(cells.Doubt[cell], factors);
        for (var i = 0; i < factors.Length; i++)
        {
            var mean = cells.Mean[cell] * factors[i];
            gains[i] = DemandLaw.ExpectedSold(mean, cells.Noise[cell], plan[cell]) - DemandLaw.ExpectedSold(mean, cells.Noise[cell], cells.Current[cell]);
        }
        var stream = RandomStream.Of(seed, 1, cell);
        var bits = 0UL;
        for (var d = 0; d < sums.Length; d++, bits >>= 4)
        {
            if (d % 16 == 0) bits = stream.NextBits();
            sums[d] += gains[(int)(bits & 15)];
        }
    }

    /// <summary>Sells drawn demand from both plans.</summary>
    public SimulatedSales Simulate()
    {
        var (before, after) = (new double[draws], new double[draws]);
        var parts = new (double Before, double After)[Chunks.Count(cells.Count)][];
        Chunks.For(cells.Count, threads, ct, (chunk, from, to) =>
        {
            var sums = parts[chunk] = new (double, double)[draws];
            for (var c = from; c < to; c++)
                for (var d = 0; d < draws; d++)
                {
                    var wanted = Demand(c, d);
                    sums[d].Before += Math.Min(wanted, cells.Current[c]);
                    sums[d].After += Math.Min(wanted, plan[c]);
                }
        });
        foreach (var part in parts)
            for (var d = 0; d < draws; d++) (before[d], after[d]) = (before[d] + part[d].Before, after[d] + part[d].After);
        double[] gains = [.. after.Zip(before, (a, b) => a - b)];
        return new(Interval(before), Interval(after), Interval(gains), gains.Count(g => g > 0) / (double)draws, draws);
    }

    private long Demand(int cell, int draw)
    {
        if (cells.Mean[cell] <= 0) return 0;
        var stream = RandomStream.Of(seed, 2, cell, draw);
        var mean = cells.Mean[cell] * DemandDraws.Factor(ref stream, cells.Doubt[cell]);
        return DemandDraws.Count(ref stream, mean * DemandDraws.Factor(ref stream, cells.Noise[cell]));
    }

    private static Estimate Interval(double[] drawn, double? value = null)
    {
        double[] ascending = [.. drawn.Order()];
        return new(value ?? drawn.Sum() / drawn.Length, Quantiles.Of(ascending, (1 - Coverage) / 2), Quantiles.Of(ascending, (1 + Coverage) / 2));
    }
}
