using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>The SKUs as arrays in canonical order: fixed SKUs, then linear, exp and log ones, each sorted by its shape and the rest of its data.</summary>
internal sealed class SkuArrays
{
    /// <summary>Canonical place to place as given.</summary>
    public required int[] Order { get; init; }
    public required double[] Price { get; init; }
    public required double[] InversePrice { get; init; }
    public required double[] Low { get; init; }
    public required double[] High { get; init; }
    public required double[] SoldLow { get; init; }
    public required double[] SoldHigh { get; init; }
    public required double[] A { get; init; }
    public required double[] B { get; init; }
    /// <summary>What the inner optimum needs: b / a (linear), 1 / b (exp), a / b (log).</summary>
    public required double[] Shape { get; init; }
    /// <summary>Ends of the blocks: fixed, linear, exp, log.</summary>
    public required int[] Ends { get; init; }

    public int Count => Order.Length;

    /// <summary>The most each sum could be, SKU by SKU: sizes for tolerances.</summary>
    public required Totals Scale { get; init; }

    /// <summary>The least each sum could be, SKU by SKU.</summary>
    public required Totals Floor { get; init; }

    /// <summary>Units of a SKU at a markdown of its interval; at the ends what the passes use there.</summary>
    public double SoldAt(int i, double md)
    {
        if (md <= Low[i]) return SoldLow[i];
        if (md >= High[i]) return SoldHigh[i];
        return i < Ends[1] ? A[i] * md + B[i] : i < Ends[2] ? A[i] * Math.Exp(B[i] * md) : A[i] + B[i] * Math.Log(1 + md);
    }

    /// <summary>The same with one SKU's interval narrowed; <see cref="Floor"/> and <see cref="Scale"/> stay, which is on the safe side.</summary>
    public SkuArrays With(int i, double low, double high)
    {
        return new()
        {
            Order = Order,
            Price = Price,
            InversePrice = InversePrice,
            A = A,
            B = B,
            Shape = Shape,
            Ends = Ends,
            Scale = Scale,
            Floor = Floor,
            Low = Set(Low, low),
            High = Set(High, high),
            SoldLow = Set(SoldLow, SoldAt(i, low)),
            SoldHigh = Set(SoldHigh, SoldAt(i, high)),
        };

        double[] Set(double[] values, double value)
        {
            var copy = (double[])values.Clone();
            copy[i] = value;
            return copy;
        }
    }

    public static SkuArrays Of(double[] msrp, double[] inventory, DemandCurve[] curves, FeasibleInterval[] intervals)
    {
        var order = CanonicalOrder.Of(msrp, inventory, curves, intervals, out var ends);
        var n = order.Length;
        double[] price = new double[n], inverse = new double[n], low = new double[n], high = new double[n], soldLow = new double[n], soldHigh = new double[n];
        double[] a = new double[n], b = new double[n], shape = new double[n];
        var (scale, floor) = (new Sizes(), new Sizes());
        for (var k = 0; k < n; k++)
        {
            var i = order[k];
            (price[k], inverse[k], low[k], high[k]) = (msrp[i], 1 / msrp[i], intervals[i].Low, intervals[i].High);
            (soldLow[k], soldHigh[k]) = (Math.Clamp(curves[i].Sold(low[k]), 0, inventory[i]), Math.Clamp(curves[i].Sold(high[k]), 0, inventory[i]));
            (a[k], b[k], shape[k]) = (curves[i].A, curves[i].B, CanonicalOrder.Shape(curves[i]));
            double paidLow = soldLow[k] * (1 - low[k]), paidHigh = soldHigh[k] * (1 - high[k]);
            scale.Add(price[k], Math.Max(soldLow[k], soldHigh[k]), Math.Max(paidLow, paidHigh));
            floor.Add(price[k], Math.Min(soldLow[k], soldHigh[k]), Math.Min(paidLow, paidHigh));
        }
        return new()
        {
            Order = order,
            Price = price,
            InversePrice = inverse,
            Low = low,
            High = high,
            SoldLow = soldLow,
            SoldHigh = soldHigh,
            A = a,
            B = b,
            Shape = shape,
            Ends = ends,
            Scale = scale.Totals,
            Floor = floor.Totals,
        };
    }

    /// <summary>Sums of what each SKU alone could bring.</summary>
    private struct Sizes
    {
        private Neumaier d, units, r;

        public readonly Totals Totals => new(d.Value, units.Value, r.Value);

        public void Add(double price, double sold, double paid)
        {
            units.Add(sold);
            r.Add(price * sold);
            d.Add(price * paid);
        }
    }
}
