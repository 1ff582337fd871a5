using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// SKUs with their curves over the horizon and their feasible markdowns: immutable, laid out for passes, shared by all scenarios and threads.
/// Inside, SKUs lie in an order of their own data, so that the order given does not matter.
/// </summary>
public sealed partial class PricingProblem
{
    private readonly SkuArrays skus;
    private readonly DemandCurve[] curves;
    private readonly double[] msrp, inventory;
    private readonly FeasibleInterval[] intervals;

    private PricingProblem(double[] msrp, double[] inventory, DemandCurve[] curves, FeasibleInterval[] intervals)
    {
        this.msrp = msrp;
        this.curves = curves;
        this.inventory = inventory;
        this.intervals = intervals;
        Inventory = Numerics.Neumaier.Sum(inventory);
        skus = SkuArrays.Of(msrp, inventory, curves, intervals);
    }

    /// <summary>Number of SKUs.</summary>
    public int Count => curves.Length;

    /// <summary>Sum of all inventories in units.</summary>
    public double Inventory { get; }

    internal SkuArrays Skus => skus;

    /// <summary>What was solved on it last.</summary>
    internal Solved Solved { get; } = new();

    /// <summary>Flags of a SKU, by its place in the order given.</summary>
    public SkuFlags FlagsOf(int sku) => intervals[sku].Flags;

    /// <summary>The feasible markdowns of a SKU.</summary>
    public Span FeasibleMd(int sku) => new(intervals[sku].Low, intervals[sku].High);

    /// <summary>The curve of a SKU over the horizon.</summary>
    public DemandCurve CurveOf(int sku) => curves[sku];

    /// <summary>Units a SKU sells over the horizon at a markdown, within 0 and its inventory.</summary>
    public double SoldAt(int sku, double md) => Math.Clamp(curves[sku].Sold(md), 0, inventory[sku]);

    internal double MsrpOf(int sku) => msrp[sku];

    internal double StockOf(int sku) => inventory[sku];

    /// <summary>The order of two SKUs by their data; the order given decides only between twins.</summary>
    internal int CompareData(int a, int b)
    {
        var c = msrp[a].CompareTo(msrp[b]);
        if (c == 0) c = inventory[a].CompareTo(inventory[b]);
        if (c == 0) c = curves[a].A.CompareTo(curves[b].A);
        if (c == 0) c = curves[a].B.CompareTo(curves[b].B);
        return c != 0 ? c : a.CompareTo(b);
    }

    /// <summary>The sums of a SKU at a markdown.</summary>
    internal Totals SumsAt(int sku, double md)
    {
        double sold = SoldAt(sku, md), list = msrp[sku] * sold;
        return new(list * (1 - md), sold, list);
    }

    /// <summary>Builds a problem. All spans have one entry per SKU.</summary>
    /// <param name="msrp">List prices, above 0.</param>
    /// <param name="lower">Least markdowns, 0 or more; lower = upper locks a SKU.</param>
    /// <param name="upper">Largest markdowns, below 1.</param>
    /// <param name="inventory">Units at hand, 0 or more.</param>
    /// <param name="curves">Curves per period.</param>
    /// <param name="horizon">Number of periods, above 0.</param>
    /// <param name="mayRunOut">Whether stock may run out on the way, as it may over several weeks: then bounds alone limit markdowns.</param>
    /// <exception cref="ArgumentException">An entry is out of its range.</exception>
    public static PricingProblem Create(ReadOnlySpan<double> msrp, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper,
        ReadOnlySpan<double> inventory, ReadOnlySpan<DemandCurve> curves, double horizon = 1, bool mayRunOut = false)
    {
        var n = msrp.Length;
        if (lower.Length != n || upper.Length != n || inventory.Length != n || curves.Length != n)
            throw new ArgumentException("All arrays must have one entry per SKU.");
        if (!(horizon > 0) || double.IsInfinity(horizon)) throw new ArgumentException("The horizon must be above 0.", nameof(horizon));
        var over = new DemandCurve[n];
        var intervals = new FeasibleInterval[n];
        for (var i = 0; i < n; i++)
        {
            Check(i, msrp[i], lower[i], upper[i], inventory[i], curves[i]);
            over[i] = curves[i] is { Method: CurveMethod.Exp, A: 0 } ? DemandCurve.Constant(0) : curves[i].Over(horizon);
            intervals[i] = mayRunOut ? FeasibleInterval.OfBounds(over[i], lower[i], upper[i], inventory[i]) : FeasibleInterval.Of(over[i], lower[i], upper[i], inventory[i]);
        }
        return new(msrp.ToArray(), inventory.ToArray(), over, intervals);
    }

    private static void Check(int sku, double msrp, double lower, double upper, double inventory, DemandCurve curve)
    {
        if (!(msrp > 0) || double.IsInfinity(msrp)) Refuse("list price must be above 0");
        if (!(lower >= 0 && lower <= upper && upper < 1)) Refuse("bounds must satisfy 0 <= lower <= upper < 1");
        if (!(inventory >= 0) || double.IsInfinity(inventory)) Refuse("inventory must be 0 or more");
        if (!double.IsFinite(curve.A) || !double.IsFinite(curve.B) || !double.IsFinite(curve.Sold(upper))) Refuse("curve is not finite");

        void Refuse(string what) => throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SKU {sku}: {what}."));
    }
}
