using MathNet.Numerics.Distributions;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Benchmarks;

/// <summary>
/// Which standard error of a raw slope is to be trusted: the plain one, White's HC3 from the SKU's own residuals, or ours, from moderated noise that grows
/// with the level. Straight lines, so that no choice of a family disturbs; counted are the SKUs whose 90% interval holds the true rise.
/// </summary>
internal static class SlopeErrors
{
    public static void Print()
    {
        Console.WriteLine("90% intervals of a raw line's rise that hold the truth, of 2,000 SKUs: plain, HC3, ours");
        foreach (var each in new[] { 6, 12, 24, 52 })
            foreach (var (name, scatter) in new[] { ("noise 30%", Scatter.Times), ("counts", Scatter.Counts), ("noise added", Scatter.Plus) })
                Print(each, name, new BeliefWorld(name) { Family = CurveMethod.Linear, Scatter = scatter, Seen = .6, Promotions = true });
    }

    private static void Print(int each, string name, BeliefWorld world)
    {
        var (data, truth) = world.Draw(1, 2_000, each);
        var fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold);
        var ours = BeliefBuilder.Build(data, fits, shrink: false);
        double plain = 0, hc3 = 0, own = 0, count = 0;
        for (var i = 0; i < data.Count; i++)
        {
            var (md, sold) = data.Observations(i);
            var (rise, se, robust) = Line(md.ToArray(), sold.ToArray());
            if (!double.IsFinite(rise + se)) continue;
            var off = Math.Abs(rise - truth[i].A);
            count++;
            plain += off <= Student(each - 2) * se ? 1 : 0;
            hc3 += off <= Student(each - 2) * robust ? 1 : 0;
            own += off <= Student(ours[i].Freedom) * Ours(ours[i]) ? 1 : 0;
        }
        Console.WriteLine($"  {each,2} observations, {name,-12} {plain / count:0.0%} {hc3 / count:0.0%} {own / count:0.0%}");
    }

    private static double Student(double freedom) => StudentT.InvCDF(0, 1, freedom, .95);

    /// <summary>Error of the rise between the ends of the range told of, as a line has it.</summary>
    private static double Ours(in SkuBelief belief)
    {
        var c = belief.Covariance;
        return Math.Sqrt(Math.Max(0, c.Aa + c.Dd - 2 * c.Ad)) / (belief.Points.High - belief.Points.Low);
    }

    private static (double Rise, double Plain, double Hc3) Line(double[] x, double[] y)
    {
        double n = x.Length, mx = x.Average(), my = y.Average(), xx = x.Sum(v => (v - mx) * (v - mx)), rise = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / xx;
        double squares = 0, robust = 0;
        for (var k = 0; k < x.Length; k++)
        {
            double d = x[k] - mx, e = y[k] - my - rise * d, free = 1 - 1 / n - d * d / xx;
            squares += e * e;
            robust += d * d * e * e / (free * free);
        }
        return (rise, Math.Sqrt(squares / (n - 2) / xx), Math.Sqrt(robust) / xx);
    }
}
