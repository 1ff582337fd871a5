using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Benchmarks;

/// <summary>The exponential fit beside MathNet's Levenberg-Marquardt from the log-linear start, 20 observations each.</summary>
internal static class PricingFits
{
    private const double Same = 1e-6;

    public static void Print(int count)
    {
        var random = new Random(11);
        var data = Enumerable.Range(0, count).Select(_ => PricingInstances.Observations(random, PricingInstances.Curve(random, CurveMethod.Exp))).ToArray();
        var ends = Array.ConvertAll(data, d => (d.Md.Min(), d.Md.Max()));
        var ours = new ExpFit();
        DemandCurve[] fitted = new DemandCurve[count], reference = new DemandCurve[count];
        var (own, ownBytes) = Measured(i => fitted[i] = ours.Fit(data[i].Md, data[i].Sold, ends[i].Item1, ends[i].Item2), count);
        var (other, otherBytes) = Measured(i => reference[i] = LevenbergMarquardt.Fit(data[i].Md, data[i].Sold), count);
        double Mse(DemandCurve c, int i) => data[i].Md.Zip(data[i].Sold, (x, y) => (y - c.Sold(x)) * (y - c.Sold(x))).Average();
        double[] errors = [.. Enumerable.Range(0, count).Select(i => Math.Abs(Mse(fitted[i], i) / Mse(reference[i], i) - 1))];
        double[] values = [.. Enumerable.Range(0, count).Select(i => data[i].Md.Max(x => Math.Abs(fitted[i].Sold(x) / reference[i].Sold(x) - 1)))];
        Console.WriteLine($"exp fit: {own * 1e6:0.0} us and {ownBytes:0.0} bytes, MathNet {other * 1e6:0.0} us and {otherBytes:0} bytes: {other / own:0.0} times faster (at least 8), {(ownBytes == 0 ? "nothing" : $"1/{otherBytes / ownBytes:0}")} of its allocation (under 1/100)");
        Console.WriteLine($"  largest relative difference of the mean squared errors {errors.Max():0.0E+0}, of fitted values {values.Max():0.0E+0}; {errors.Zip(values, Math.Max).Count(d => d > Same):N0} of {count:N0} fits differ by more than {Same:0E+0}");
    }

    private static (double Seconds, double Bytes) Measured(Action<int> work, int count)
    {
        for (var i = 0; i < count; i++) work(i);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var cost = Cost.Of(() => { for (var i = 0; i < count; i++) work(i); });
        return (cost.Cpu / count, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)count);
    }
}
