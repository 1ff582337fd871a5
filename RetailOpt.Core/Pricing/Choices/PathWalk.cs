using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// Non-decreasing paths of markdowns over weeks for SKUs that share them, each with its own stock: a week sells what the curve says or what is left.
/// Where no SKU can run out, the sums of a path are those of its weeks, so the hull of all paths is that of the constant ones, and two neighbouring
/// levels fill its edges. Where one may run out, the last weeks are cut short and any path may be best: all are looked at as long as they are few
/// (<see cref="Most"/>), else those of two levels, else those of two neighbouring levels, which <see cref="IsPartial"/> tells.
/// </summary>
internal sealed class PathWalk
{
    /// <summary>Most paths looked at for one SKU or group.</summary>
    public const int Most = 5000;

    private readonly double[][] weekly;
    private readonly double[] msrp, stock;
    private readonly double[][] left;
    private readonly Totals[] sums;
    private readonly int[] path;
    private readonly double[] mds;

    private PathWalk(PricingProblem problem, int[] skus, double[] mds, int weeks)
    {
        this.mds = mds;
        msrp = Array.ConvertAll(skus, problem.MsrpOf);
        stock = Array.ConvertAll(skus, problem.StockOf);
        weekly = Array.ConvertAll(skus, sku => Array.ConvertAll(mds, md => Math.Max(0, problem.CurveOf(sku).Sold(md) / weeks)));
        left = [.. Enumerable.Range(0, weeks + 1).Select(_ => (double[])stock.Clone())];
        sums = new Totals[weeks + 1];
        path = new int[weeks];
    }

    /// <summary>Sums of the paths.</summary>
    public List<Totals> Sums { get; } = [];

    /// <summary>The paths, as places among the markdowns.</summary>
    public List<int[]> Paths { get; } = [];

    /// <summary>Whether there are paths that were not looked at and might be better.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Paths over some of the markdowns, which rise.</summary>
    public static PathWalk Of(PricingProblem problem, int[] skus, double[] mds, int weeks)
    {
        var walk = new PathWalk(problem, skus, mds, weeks);
        var runsOut = walk.weekly.Where((sold, m) => sold.Max() * weeks > walk.stock[m]).Any();
        if (runsOut && Count(mds.Length, weeks) <= Most) walk.All(0, 0);
        else if (runsOut && mds.Length + mds.Length * (mds.Length - 1L) / 2 * (weeks - 1) <= Most) walk.TwoLevels(Enumerable.Range(0, mds.Length).SelectMany(a => Enumerable.Range(a + 1, mds.Length - a - 1).Select(b => (a, b))));
        else walk.TwoLevels(Enumerable.Range(1, mds.Length - 1).Select(b => (b - 1, b)).Union(walk.Neighbours()));
        walk.IsPartial = runsOut && Count(mds.Length, weeks) > Most;
        return walk;
    }

    /// <summary>How many paths there are: combinations with repetition.</summary>
    private static double Count(int steps, int weeks)
    {
        var count = 1.0;
        for (var w = 1; w <= weeks; w++) count *= (steps - 1.0 + w) / w;
        return count;
    }

    private void All(int week, int from)
    {
        if (week == path.Length) Keep();
        else for (var k = from; k < mds.Length; k++)
        {
            Sell(week, k);
            All(week + 1, k);
        }
    }

    private void TwoLevels(IEnumerable<(int From, int To)> pairs)
    {
        for (var k = 0; k < mds.Length; k++) Run(k, path.Length, k);
        foreach (var (from, to) in pairs)
            for (var weeks = 1; weeks < path.Length; weeks++) Run(from, weeks, to);
    }

    private void Run(int first, int weeks, int then)
    {
        for (var w = 0; w < path.Length; w++) Sell(w, w < weeks ? first : then);
        Keep();
    }

    private void Sell(int week, int k)
    {
        path[week] = k;
        double list = 0, units = 0;
        for (var m = 0; m < stock.Length; m++)
        {
            var q = Math.Min(weekly[m][k], left[week][m]);
            left[week + 1][m] = left[week][m] - q;
            units += q;
            list += msrp[m] * q;
        }
        var s = sums[week];
        sums[week + 1] = new(s.Demand + list * (1 - mds[k]), s.Sales + units, s.ListSales + list);
    }

    private void Keep()
    {
        Sums.Add(sums[^1]);
        Paths.Add((int[])path.Clone());
    }

    /// <summary>Pairs of levels that neighbour on the hull of a week's demand and units.</summary>
    private IEnumerable<(int, int)> Neighbours()
    {
        var week = new Totals[mds.Length];
        for (var k = 0; k < week.Length; k++)
        {
            Sell(0, k);
            week[k] = sums[1];
        }
        return Hull.Edges(week, t => t.Demand, t => t.Sales);
    }
}
