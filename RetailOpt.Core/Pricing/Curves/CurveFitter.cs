using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Curves;

/// <summary>Fits the demand curve of a SKU: the family of least squared error, ties to the simpler.</summary>
public static class CurveFitter
{
    /// <summary>Fits one SKU.</summary>
    /// <param name="md">Markdown of each observation.</param>
    /// <param name="sold">Units of each observation.</param>
    /// <exception cref="ArgumentException">No observation, or one that is not finite.</exception>
    public static CurveFit Fit(ReadOnlySpan<double> md, ReadOnlySpan<double> sold)
    {
        var work = new FitWork();
        return work.Fit(md, sold);
    }

    /// <summary>Fits many SKUs: observations of SKU i are offsets[i] to offsets[i + 1] - 1.</summary>
    public static CurveFit[] FitAll(ReadOnlyMemory<int> offsets, ReadOnlyMemory<double> md, ReadOnlyMemory<double> sold, int threads = 1, CancellationToken cancel = default, IProgress<double>? progress = null)
    {
        var fits = new CurveFit[offsets.Length - 1];
        var done = 0;
        Chunks.For(fits.Length, threads, cancel, (_, from, to) =>
        {
            var work = new FitWork();
            ReadOnlySpan<int> at = offsets.Span;
            ReadOnlySpan<double> x = md.Span, y = sold.Span;
            for (var i = from; i < to; i++) fits[i] = work.Fit(x[at[i]..at[i + 1]], y[at[i]..at[i + 1]]);
            progress?.Report(Interlocked.Add(ref done, to - from) / (double)fits.Length);
        });
        return fits;
    }
}
