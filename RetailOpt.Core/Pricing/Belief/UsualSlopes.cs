using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// A first look at each category's slope: straight lines through all its observations relative to their SKUs' means, few SKUs drawn towards all.
/// Weights and precisions are taken there and not at a SKU's own slope, or the lucky ones would count for more.
/// </summary>
internal static class UsualSlopes
{
    /// <summary>All SKUs count in every category like so many of its own.</summary>
    private const double Drawn = 10;

    public static double[] Of(BeliefData data, int[] category, int categories, int threads, CancellationToken cancel)
    {
        var moments = new (double Xx, double Xy)[data.Count];
        Chunks.For(data.Count, threads, cancel, (_, from, to) =>
        {
            for (var i = from; i < to; i++) moments[i] = Moments(data, i);
        });
        Neumaier allXx = default, allXy = default;
        double[] xx = new double[categories], xy = new double[categories];
        for (var i = 0; i < moments.Length; i++)
        {
            allXx.Add(moments[i].Xx);
            allXy.Add(moments[i].Xy);
            xx[category[i]] += moments[i].Xx;
            xy[category[i]] += moments[i].Xy;
        }
        if (!(allXx.Value > 0)) return new double[categories];
        double all = allXy.Value / allXx.Value, drawn = Drawn * allXx.Value / data.Count;
        return [.. xx.Select((x, c) => (xy[c] + drawn * all) / (x + drawn))];
    }

    private static (double Xx, double Xy) Moments(BeliefData data, int sku)
    {
        var (md, sold) = data.Observations(sku);
        ReadOnlySpan<double> x = md.Span, y = sold.Span;
        double mx = 0, my = 0, xx = 0, xy = 0;
        for (var k = 0; k < x.Length; k++) (mx, my) = (mx + x[k], my + y[k]);
        (mx, my) = (mx / x.Length, my / x.Length);
        for (var k = 0; k < x.Length; k++)
        {
            xx += (x[k] - mx) * (x[k] - mx);
            xy += (x[k] - mx) * y[k];
        }
        return (xx, xy / my);
    }
}
