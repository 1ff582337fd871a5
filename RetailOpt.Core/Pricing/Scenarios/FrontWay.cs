namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>A point of a front with what its search found, and how that moves along the way: from both, the next search starts near its end.</summary>
/// <param name="Share">Place on the way, 0 to 1.</param>
/// <param name="Pass">The best plan for weights of its own.</param>
/// <param name="Price">What was searched: the weight of the limit, or of demand in a ratio.</param>
/// <param name="Slope">Change of the price per share.</param>
/// <param name="IsBound">Whether the limit binds.</param>
internal readonly record struct Sample(double Share, Pass Pass, double Price, double Slope, bool IsBound);

/// <summary>
/// The way along which a front is drawn: an objective that moves evenly from one end to the other, with at least the level of a limit.
/// Where the limit binds one multiplier is searched; between two known points their multipliers and slopes tell it to the fourth order.
/// </summary>
/// <param name="passes">The SKUs.</param>
/// <param name="from">The objective at share 0.</param>
/// <param name="to">The objective at share 1.</param>
/// <param name="limit">The sum that has a limit.</param>
/// <param name="level">At least so much of it.</param>
/// <param name="most">The most that any plan has of it, above the level.</param>
internal abstract class FrontWay(Oracle passes, Weights from, Weights to, Weights limit, double level, double most)
{
    /// <summary>A point may stay within its limit by so much of the sums: a tenth of a pixel, and on most points a pass less.</summary>
    private const double Fine = 2e-5;

    private readonly double size = DualSearch.Size(limit, passes.Scale);

    /// <summary>Points are sought half of what is allowed within the limit, to within that half: so they all keep it.</summary>
    private double Inside => .5 * Math.Min(Fine * size, most - level);

    protected Oracle Passes => passes;

    /// <summary>Change of the objective per share.</summary>
    protected Weights PerShare { get; } = new(to.Demand - from.Demand, to.Sales - from.Sales, to.ListSales - from.ListSales);

    /// <summary>The point at a share.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="before">A known point before it, or null.</param>
    /// <param name="after">A known point after it, or null.</param>
    public Sample At(double share, in Sample? before, in Sample? after)
    {
        var guess = Guess(share, before, after);
        // bound between bound neighbours; elsewhere to look without the limit first costs least
        var freeFirst = !((before ?? after) is { IsBound: true } && (after ?? before) is { IsBound: true });
        if (freeFirst && Free(share, guess) is { } first && Keeps(first)) return first;
        var bound = Bound(share, guess);
        if (bound.Price >= LeastPrice(share, bound.Pass.Totals) || freeFirst) return bound;
        return Free(share, guess) is { } free && Keeps(free) ? free : bound;
    }

    /// <summary>The best without the limit, or null where none is found.</summary>
    protected abstract Sample? Free(double share, double guess);

    /// <summary>A multiplier below it says that the point without the limit is better and keeps it.</summary>
    protected abstract double LeastPrice(double share, in Totals t);

    protected Weights Objective(double share) => new(from.Demand + share * PerShare.Demand, from.Sales + share * PerShare.Sales, from.ListSales + share * PerShare.ListSales);

    protected static double Sound(double slope) => double.IsFinite(slope) ? slope : 0;

    private bool Keeps(in Sample sample) => limit.Of(sample.Pass.Totals) >= level;

    private Sample Bound(double share, double guess)
    {
        var aim = level + Inside;
        var point = new DualSearch(passes, Objective(share), limit, aim).Run(guess, Inside / (size + Math.Abs(aim)));
        var h = point.Above.Curvature;
        // of two plans about the limit, the one that keeps it
        return new(share, point.Above, point.Multiplier, Sound(-limit.Of(h.Times(PerShare)) / limit.Of(h.Times(limit))), true);
    }

    private static double Guess(double share, in Sample? before, in Sample? after)
    {
        if (before is not { } a) return after is { } only ? Tangent(only) : 0;
        if (after is not { } b) return Tangent(a);
        if (a.IsBound != b.IsBound) return Tangent(a.IsBound ? a : b);
        // the cubic through both prices with both slopes
        double h = b.Share - a.Share, t = (share - a.Share) / h, u = 1 - t;
        return u * u * ((1 + 2 * t) * a.Price + t * h * a.Slope) + t * t * ((1 + 2 * u) * b.Price - u * h * b.Slope);

        double Tangent(in Sample s) => s.Price + (share - s.Share) * s.Slope;
    }
}

/// <summary>Objectives that are sums.</summary>
internal sealed class LimitedWay(Oracle passes, Weights from, Weights to, Weights limit, double level, double most) : FrontWay(passes, from, to, limit, level, most)
{
    protected override Sample? Free(double share, double guess) => new(share, Passes.At(Objective(share)), 0, 0, false);

    protected override double LeastPrice(double share, in Totals t) => 0;
}

/// <summary>
/// Weighted markdown against sales, with at least a demand. The weight of demand that makes the other two a trade-off of the weighted markdown itself
/// is that of list sales over the point's own paid share; where the demand binds it is larger.
/// </summary>
/// <param name="passes">The SKUs.</param>
/// <param name="demand">The least demand.</param>
/// <param name="most">The most demand of any plan.</param>
/// <param name="strength">How far list sales are charged: 1 for the weighted markdown alone, less where demand counts too.</param>
internal sealed class RatioWay(Oracle passes, double demand, double most, double strength = 1)
    : FrontWay(passes, new(0, 0, -strength / passes.Scale.ListSales), new(0, 1 / passes.Scale.Sales, 0), new(1, 0, 0), demand, most)
{
    private const int MostSteps = 12;
    private const double Even = 1e-4;

    protected override double LeastPrice(double share, in Totals t) => Charge(share) * t.ListSales / t.Demand;

    /// <summary>Newton's steps on price * D = charge * R; the paid share lies between 0 and 1, so the price is at least the charge.</summary>
    protected override Sample? Free(double share, double guess)
    {
        double charge = Charge(share), price = Math.Max(charge, guess);
        for (var k = 1; ; k++)
        {
            var pass = Passes.At(Objective(share) with { Demand = price });
            var t = pass.Totals;
            double off = price * t.Demand - charge * t.ListSales, size = charge * t.ListSales;
            Totals byShare = pass.Curvature.Times(PerShare), byPrice = pass.Curvature.Times(new(1, 0, 0));
            var steep = t.Demand + price * byPrice.Demand - charge * byPrice.ListSales;
            if (Math.Abs(off) <= Even * size)
                return new(share, pass, price, Sound(-(price * byShare.Demand - charge * byShare.ListSales + t.ListSales / Passes.Scale.ListSales) / steep), false);
            if (k == MostSteps) return null;
            var next = price - off / steep;
            price = next >= charge && next <= 2 * price ? next : charge * t.ListSales / t.Demand;
            if (!double.IsFinite(price)) return null;
        }
    }

    private double Charge(double share) => (1 - share) / Passes.Scale.ListSales;
}
