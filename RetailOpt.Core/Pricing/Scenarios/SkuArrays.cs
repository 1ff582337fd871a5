using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>The SKUs as arrays in canonical order: fixed SKUs, then linear, exp and log ones, each sorted by its data.</summary>
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
        var n = msrp.Length;
        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        Array.Sort(order, Compare);
        double Sold(int i, double md) => Math.Clamp(curves[i].Sold(md), 0, inventory[i]);
        return new()
        {
            Order = order,
            Price = Take(i => msrp[i]),
            InversePrice = Take(i => 1 / msrp[i]),
            Low = Take(i => intervals[i].Low),
            High = Take(i => intervals[i].High),
            SoldLow = Take(i => Sold(i, intervals[i].Low)),
            SoldHigh = Take(i => Sold(i, intervals[i].High)),
            A = Take(i => curves[i].A),
            B = Take(i => curves[i].B),
            Shape = Take(i => curves[i].Method switch { CurveMethod.Linear => curves[i].B / curves[i].A, CurveMethod.Exp => 1 / curves[i].B, _ => curves[i].A / curves[i].B }),
            Scale = Bounds(Math.Max),
            Floor = Bounds(Math.Min),
            Ends = [.. Enumerable.Range(0, 4).Select(k => order.Count(i => Block(i) <= k))],
        };

        double[] Take(Func<int, double> of) => Array.ConvertAll(order, i => of(i));

        Totals Bounds(Func<double, double, double> of)
        {
            Neumaier d = default, units = default, r = default;
            foreach (var i in order)
            {
                double low = Sold(i, intervals[i].Low), high = Sold(i, intervals[i].High), units1 = of(low, high);
                units.Add(units1);
                r.Add(msrp[i] * units1);
                d.Add(msrp[i] * of(low * (1 - intervals[i].Low), high * (1 - intervals[i].High)));
            }
            return new(d.Value, units.Value, r.Value);
        }

        int Block(int i) => intervals[i].Low >= intervals[i].High ? 0 : 1 + (int)curves[i].Method;

        int Compare(int i, int j)
        {
            var c = Block(i).CompareTo(Block(j));
            if (c == 0) c = msrp[i].CompareTo(msrp[j]);
            if (c == 0) c = curves[i].A.CompareTo(curves[j].A);
            if (c == 0) c = curves[i].B.CompareTo(curves[j].B);
            if (c == 0) c = intervals[i].Low.CompareTo(intervals[j].Low);
            if (c == 0) c = intervals[i].High.CompareTo(intervals[j].High);
            if (c == 0) c = inventory[i].CompareTo(inventory[j]);
            return c != 0 ? c : i.CompareTo(j);
        }
    }
}
