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
    /// <summary>Ends of the blocks: fixed, linear, exp, log.</summary>
    public required int[] Ends { get; init; }

    public int Count => Order.Length;

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
            Ends = [.. Enumerable.Range(0, 4).Select(k => order.Count(i => Block(i) <= k))],
        };

        double[] Take(Func<int, double> of) => Array.ConvertAll(order, i => of(i));

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
