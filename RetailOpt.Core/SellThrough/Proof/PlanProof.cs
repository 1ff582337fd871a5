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

    private int Times { get; } = cells.Periods;

    /// <summary>First cell of each store and product: its periods follow.</summary>
    private IEnumerable<int> Firsts => Enumerable.Range(0, cells.Count / Times).Select(i => i * Times);

    /// <summary>Expected units sold more, with its 90% interval.</summary>
    public Estimate Bootstrap(double expected)
    {
        int[] moved = [.. Firsts.Where(c => !plan.AsSpan(c, Times).SequenceEqual(cells.Current.AsSpan(c, Times)) && cells.Mean.AsSpan(c, Times).ContainsAnyExcept(0))];
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
        for (var i = 0; i < factors.Length; i++) mean += (gains[i] = Gain(cell, factors[i], 0)) / factors.Length;
        var stream = RandomStream.Of(seed, 1, cell);
        var bits = 0UL;
        for (var d = 0; d < sums.Length; d++, bits >>= 4)
        {
            if (d % 16 == 0) bits = stream.NextBits();
            sums[d] += gains[(int)(bits & 15)] - mean;
        }
    }

    /// <summary>What the cells of a store and product gain where their means are so many times as much, with a spread besides their noise.</summary>
    private double Gain(int first, double factor, double more) => Sold(first, plan, factor, more) - Sold(first, cells.Current, factor, more);

    private double Sold(int first, int[] units, double factor, double more)
    {
        if (Times == 1) return DemandLaw.ExpectedSold(cells.Mean[first] * factor, cells.Noise[first] + more, units[first]);
        var (stock, all) = (0.0, 0.0);
        for (var c = first; c < first + Times; c++)
        {
            stock += units[c];
            var (whole, mean, spread) = ((int)stock, cells.Mean[c] * factor, cells.Noise[c] + more);
            var sold = DemandLaw.ExpectedSold(mean, spread, whole);
            if (stock > whole) sold += (stock - whole) * (DemandLaw.ExpectedSold(mean, spread, whole + 1) - sold);
            all += sold;
            stock -= sold;
        }
        return all;
    }

    private double Slope(int first) => (Gain(first, 1 + Step, cells.Own[first]) - Gain(first, 1 - Step, cells.Own[first])) / (2 * Step);

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
            for (var first = 0; first < cells.Count; first += Times) Sell(first, d, shared, ref before[d], ref after[d]);
        });
        double[] gains = [.. after.Zip(before, (a, b) => a - b)];
        return new(Interval(before), Interval(after), Interval(gains), gains.Count(g => g > 0) / (double)draws, draws);
    }

    /// <summary>Sells what is wanted of a product in a store from both plans, period by period; what is left is there in the next.</summary>
    private void Sell(int first, int draw, SharedErrors shared, ref double before, ref double after)
    {
        var stream = RandomStream.Of(seed, 2, first, draw);
        var factor = shared.Factor(first) * DemandDraws.Factor(ref stream, cells.Own[first]);
        var (now, then) = (0L, 0L);
        for (var c = first; c < first + Times; c++)
        {
            var wanted = cells.Mean[c] > 0 ? DemandDraws.Count(ref stream, cells.Mean[c] * factor * DemandDraws.Factor(ref stream, cells.Noise[c])) : 0;
            (now, then) = (now + cells.Current[c], then + plan[c]);
            var (soldNow, soldThen) = (Math.Min(wanted, now), Math.Min(wanted, then));
            (now, then, before, after) = (now - soldNow, then - soldThen, before + soldNow, after + soldThen);
        }
    }

    private static Estimate Interval(double[] drawn, double? value = null)
    {
        double[] ascending = [.. drawn.Order()];
        return new(value ?? drawn.Sum() / drawn.Length, Quantiles.Of(ascending, (1 - Coverage) / 2), Quantiles.Of(ascending, (1 + Coverage) / 2));
    }
}
