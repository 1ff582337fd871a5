using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// The order of SKUs inside a problem, by their own data: the blocks (fixed, linear, exp, log) one after another, each by shape and then by the rest.
/// Neighbours of like shape have their best markdown alike, at an end or within, which the processor can foresee; and numbers sort faster than comparisons of six.
/// </summary>
internal static class CanonicalOrder
{
    /// <summary>Places in the order given, in canonical order, and the ends of the four blocks.</summary>
    public static int[] Of(double[] msrp, double[] inventory, DemandCurve[] curves, FeasibleInterval[] intervals, out int[] ends)
    {
        var order = new int[msrp.Length];
        ends = new int[4];
        for (var i = 0; i < order.Length; i++)
            for (var block = Block(i); block < ends.Length; block++) ends[block]++;
        int[] next = [0, .. ends.AsSpan(0, 3)];
        for (var i = 0; i < order.Length; i++) order[next[Block(i)]++] = i;
        var keys = Array.ConvertAll(order, i => Shape(curves[i]));
        for (var block = 0; block < ends.Length; block++) Array.Sort(keys, order, block == 0 ? 0 : ends[block - 1], ends[block] - (block == 0 ? 0 : ends[block - 1]));
        var same = Comparer<int>.Create(Compare);
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && keys[to].Equals(keys[from]); to++) { }
            if (to - from > 1) Array.Sort(order, from, to - from, same);
        }
        return order;

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

    /// <summary>What the inner optimum of a curve needs: b / a (linear), 1 / b (exp), a / b (log).</summary>
    public static double Shape(DemandCurve c) => c.Method switch { CurveMethod.Linear => c.B / c.A, CurveMethod.Exp => 1 / c.B, _ => c.A / c.B };
}
