using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>An answer on the hull with the constraint that its walk has to keep.</summary>
internal readonly record struct Balanced(DualPoint Point, Weights Constraint, double Level)
{
    public Totals Totals => Point.Totals;
}

/// <summary>Points whose worst loss is least (weighted Chebyshev), found by multipliers alone.</summary>
internal static class Balance
{
    private const int MostSteps = 60;

    /// <summary>Losses this near are even; on the way there the constraint need not be met better than loosely.</summary>
    private const double Even = 1e-7, Loose = 1e-9, Near = .05;

    /// <summary>
    /// Weighted markdown against a sum: the least common loss. At a loss the markdown allowed fixes q, and the most of D - q R with enough of the sum
    /// tells whether that loss can be had; its root is found by Newton steps on both the loss and the multiplier.
    /// </summary>
    public static Balanced MdAgainst(Passes passes, in Range01 md, in Measure sum, ref double loss, ref double price, double tolerance = DualSearch.Tight)
    {
        double low = sum.Floor, high = double.PositiveInfinity;
        for (var k = 1; ; k++)
        {
            double q = 1 - md.Ideal - loss * md.Width, level = sum.Ideal - loss;
            var point = new DualSearch(passes, new(1, 0, -q), sum.Weights, level).Run(price, tolerance);
            var t = point.Totals;
            double surplus = t.Demand - q * t.ListSales, size = t.Demand + q * t.ListSales;
            price = point.Multiplier;
            if (Math.Abs(surplus) <= 10 * tolerance * size || k == MostSteps || high - low < 1e-15) return new(point, sum.Weights, level);
            var isShort = sum.Weights.Of(t) < level - 1e-9 * (Math.Abs(level) + 1);
            if (!isShort && (surplus > 0 || price < 0)) high = loss; else low = loss;
            var step = -surplus / (md.Width * t.ListSales + Math.Max(0, price));
            var next = loss + step;
            if (!(next > low && next < high) || isShort) next = double.IsInfinity(high) ? loss + .5 * Math.Max(Math.Abs(step), .1) : .5 * (low + high);
            price += Turn(point.Proof.Curvature, sum.Weights, md.Width) * (next - loss);
            loss = next;
        }
    }

    /// <summary>Change of the multiplier per loss, so that the sum stays on its moving level.</summary>
    private static double Turn(in Curvature h, in Weights sum, double width)
    {
        var own = sum.Of(h.Times(sum));
        return own > 0 ? (-1 - width * sum.Of(h.Times(new(0, 0, 1)))) / own : 0;
    }

    /// <summary>Two sums: the most of both together where their losses are equal.</summary>
    public static Balanced Sums(Passes passes, in Measure a, in Measure b)
    {
        Weights both = new(a.Weights.Demand + b.Weights.Demand, a.Weights.Sales + b.Weights.Sales, 0);
        Weights apart = new(a.Weights.Demand - b.Weights.Demand, a.Weights.Sales - b.Weights.Sales, 0);
        var level = a.Ideal - b.Ideal;
        return new(new DualSearch(passes, both, apart, level).Run(), apart, level);
    }

    /// <summary>The most of an objective with at least the level of a constraint: without it where it is met anyway.</summary>
    public static Balanced AtLeast(Oracle passes, Weights objective, Weights constraint, double level, double price, double tolerance)
    {
        // the neighbour that gave the guess tells which is the likelier: bound or free
        if (price <= 0 && Free() is { } first) return first;
        var point = new DualSearch(passes, objective, constraint, level).Run(price, tolerance);
        return point.Multiplier < 0 && Free() is { } free ? free : new(point, constraint, level);

        Balanced? Free()
        {
            var pass = passes.At(objective);
            return constraint.Of(pass.Totals) >= level ? new(DualPoint.Of(pass), constraint, level) : null;
        }
    }

    /// <summary>
    /// Two losses that trade against each other along a share 0..1, under a constraint solved within: the share where they are even.
    /// </summary>
    /// <param name="solve">The answer at a share, from a guess of the multiplier, to a tolerance.</param>
    /// <param name="lead">First loss less the second: -1 at share 0, 1 at share 1.</param>
    /// <param name="finish">Tries to end from an answer that is near.</param>
    public static Balanced Along(Func<double, double, double, Balanced> solve, Func<Totals, double> lead, double price, Func<Balanced, Balanced?> finish)
    {
        Balanced? end = null;
        double best = 0, bestPrice = price;
        var least = double.PositiveInfinity;
        var f = new Call(share =>
        {
            var answer = solve(share, price, Loose);
            price = answer.Point.Multiplier;
            var value = lead(answer.Totals);
            if (Math.Abs(value) < least && Math.Abs(value) < Near && Math.Abs(value) > Even) end = finish(answer);
            if (Math.Abs(value) < least) (least, best, bestPrice) = (Math.Abs(value), share, price);
            return Math.Abs(value) <= Even || end is not null ? 0 : value;
        });
        Chandrupatla.Root(ref f, 0, -1, 1, 1, 1e-12);
        return end ?? solve(best, bestPrice, DualSearch.Tight);
    }

    private readonly struct Call(Func<double, double> f) : IFunction
    {
        public double At(double x) => f(x);
    }
}
