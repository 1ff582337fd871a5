using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Limits;

namespace RetailOpt.Core.SellThrough.Proof;

/// <summary>
/// How far the improvement can be trusted. The bootstrap is parametric: it draws what is not known, the mean demand of each cell, from what is believed of it, and
/// values both plans under each draw; its interval is that of the expected improvement. What cells share, such as an error in the rate of a product, is drawn for all of them at
/// once, its effect taken by its slope.
/// </summary>
internal sealed class PlanProof(Cells cells, DemandBelief demand, int[] plan, ulong seed, int draws, int threads, CancellationToken ct)
{
    private const double Coverage = .9, Step = .05;

    /// <summary>Expected units sold more, with its 90% interval.</summary>
    public Estimate Bootstrap(double expected)
    {
        int[] moved = [.. Enumerable.Range(0, cells.Count).Where(c => plan[c] != cells.Current[c] && cells.Mean[c] > 0)];
        var (parts, slopes) = (new double[Chunks.Count(moved.Length)][], new double[moved.Length]);
        Chunks.For(moved.Length, threads, ct, (chunk, from, to) =>
        {
            var sums = parts[chunk] = new double[draws];
            for (var i = from; i < to; i++)
            {
                Add(moved[i], sums);
                slopes[i] = cells.Lean[moved[i]] * Slope(moved[i]);
            }
        });
        var (gains, spread, stream) = (new double[draws], Math.Sqrt(Shared(moved, slopes)), RandomStream.Of(seed, 3));
        for (var d = 0; d < draws; d++) gains[d] = expected + spread * stream.Normal();
        foreach (var part in parts)
            for (var d = 0; d < draws; d++) gains[d] += part[d];
        return Interval(gains, expected);
    }

    /// <summary>Adds to each sum how far a draw of a cell's gain lies from its mean: one of as many values of its mean, equally likely, as four random bits tell apart.</summary>
    private void Add(int cell, double[] sums)
    {
        Span<double> factors = stackalloc double[DemandDraws.Levels], gains = stackalloc double[DemandDraws.Levels];
        DemandDraws.Factors(cells.Own[cell], factors);
        var mean = 0.0;
        for (var i = 0; i < factors.Length; i++) mean += (gains[i] = Gain(cell, factors[i], cells.Noise[cell])) / factors.Length;
        var stream = RandomStream.Of(seed, 1, cell);
        var bits = 0UL;
        for (var d = 0; d < sums.Length; d++, bits >>= 4)
        {
            if (d % 16 == 0) bits = stream.NextBits();
            sums[d] += gains[(int)(bits & 15)] - mean;
        }
    }

    /// <summary>What a cell gains where its mean is so many times as much.</summary>
    private double Gain(int cell, double factor, double spread) =>
        DemandLaw.ExpectedSold(cells.Mean[cell] * factor, spread, plan[cell]) - DemandLaw.ExpectedSold(cells.Mean[cell] * factor, spread, cells.Current[cell]);

    private double Slope(int cell)
    {
        var spread = cells.Noise[cell] + cells.Own[cell];
        return (Gain(cell, 1 + Step, spread) - Gain(cell, 1 - Step, spread)) / (2 * Step);
    }

    /// <summary>Variance of the gain by what cells share.</summary>
    private double Shared(int[] moved, double[] slopes)
    {
        var (variance, follows) = (0.0, 0.0);
        for (var kind = 0; kind < Effects.Kinds; kind++)
        {
            var doubt = demand.Effects.All[kind].Doubt;
            var sums = new double[doubt.Length];
            for (var i = 0; i < moved.Length; i++) sums[demand.Effects.Group(kind, cells.Store[moved[i]], cells.Product[moved[i]])] += slopes[i];
            for (var g = 0; g < sums.Length; g++) variance += sums[g] * sums[g] * doubt[g];
        }
        for (var i = 0; i < moved.Length; i++) follows += slopes[i] * cells.Ahead[moved[i]];
        return variance + follows * follows * demand.SlopeDoubt;
    }

    /// <summary>Sells drawn demand from both plans.</summary>
    public SimulatedSales Simulate()
    {
        var (before, after) = (new double[draws], new double[draws]);
        Parallel.For(0, draws, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = ct }, d =>
        {
            var shared = new SharedErrors(cells, demand, seed, d);
            for (var c = 0; c < cells.Count; c++)
            {
                var wanted = Demand(c, d, shared);
                before[d] += Math.Min(wanted, cells.Current[c]);
                after[d] += Math.Min(wanted, plan[c]);
            }
        });
        double[] gains = [.. after.Zip(before, (a, b) => a - b)];
        return new(Interval(before), Interval(after), Interval(gains), gains.Count(g => g > 0) / (double)draws, draws);
    }

    private long Demand(int cell, int draw, SharedErrors shared)
    {
        if (cells.Mean[cell] <= 0) return 0;
        var stream = RandomStream.Of(seed, 2, cell, draw);
        var mean = cells.Mean[cell] * shared.Factor(cell) * DemandDraws.Factor(ref stream, cells.Own[cell]);
        return DemandDraws.Count(ref stream, mean * DemandDraws.Factor(ref stream, cells.Noise[cell]));
    }

    private static Estimate Interval(double[] drawn, double? value = null)
    {
        double[] ascending = [.. drawn.Order()];
        return new(value ?? drawn.Sum() / drawn.Length, Quantiles.Of(ascending, (1 - Coverage) / 2), Quantiles.Of(ascending, (1 + Coverage) / 2));
    }
}
