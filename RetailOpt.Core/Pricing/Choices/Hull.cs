using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Which of some sums are best for weights.</summary>
internal static class Hull
{
    private const int Planes = 64;
    private const double Flat = 1e-10, Noise = 1e-13;

    /// <summary>
    /// Marks the sums that lie on the hull: its corners, which some weights need, and what lies between them on an edge, which no weights need. For weights on demand, units and list sales the latter two act as one sum in a plane, and a few planes
    /// stand for all; where list sales are the list price times units, one plane is all there is.
    /// </summary>
    /// <param name="sums">Sums.</param>
    /// <param name="isOnePlane">Whether list sales are proportional to units.</param>
    public static (bool[] Corner, bool[] Edge) On(IReadOnlyList<Totals> sums, bool isOnePlane)
    {
        var (corner, edge) = (new bool[sums.Count], new bool[sums.Count]);
        var (units, list) = (Math.Max(double.Epsilon, sums.Max(t => t.Sales)), Math.Max(double.Epsilon, sums.Max(t => t.ListSales)));
        for (var p = 0; p < (isOnePlane ? 1 : Planes); p++)
        {
            var (sin, cos) = Math.SinCos(Math.PI * p / Planes);
            foreach (var (side, marks) in new[] { (Noise, corner), (-Flat, edge) })
                foreach (var i in Sides(sums, t => t.Demand, t => cos * t.Sales / units + sin * t.ListSales / list, side).SelectMany(s => s)) marks[i] = true;
        }
        return (corner, edge);
    }

    /// <summary>Pairs of neighbours on the hull, the lower place first.</summary>
    public static HashSet<(int, int)> Edges(IReadOnlyList<Totals> sums, Func<Totals, double> y, Func<Totals, double> x) =>
        [.. Sides(sums, y, x, Noise).SelectMany(side => side.Zip(side.Skip(1), (a, b) => (Math.Min(a, b), Math.Max(a, b))))];

    /// <summary>The lower and the upper side: points that turn by more than a little of the whole, which below 0 lets points on an edge be.</summary>
    private static IEnumerable<List<int>> Sides(IReadOnlyList<Totals> sums, Func<Totals, double> y, Func<Totals, double> x, double least)
    {
        var (xs, ys, order) = (new double[sums.Count], new double[sums.Count], new int[sums.Count]);
        for (var i = 0; i < order.Length; i++) (xs[i], ys[i], order[i]) = (x(sums[i]), y(sums[i]), i);
        Array.Sort(order, (a, b) => xs[a].CompareTo(xs[b]) is not 0 and var c ? c : ys[a].CompareTo(ys[b]) is not 0 and var d ? d : a.CompareTo(b));
        least *= (xs.Max() - xs.Min()) * (ys.Max() - ys.Min());
        foreach (var sign in new[] { 1, -1 })
        {
            var side = new List<int>();
            foreach (var i in order)
            {
                if (side.Count > 0 && xs[side[^1]] == xs[i] && ys[side[^1]] == ys[i]) continue;
                while (side.Count > 1 && sign * Turn(side[^2], side[^1], i) <= least) side.RemoveAt(side.Count - 1);
                side.Add(i);
            }
            yield return side;
        }

        double Turn(int a, int b, int c) => (xs[b] - xs[a]) * (ys[c] - ys[a]) - (ys[b] - ys[a]) * (xs[c] - xs[a]);
    }
}
