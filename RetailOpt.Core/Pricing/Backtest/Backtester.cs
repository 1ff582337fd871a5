using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Backtest;

/// <summary>
/// Tests the curves on the past: at each origin all SKUs are fitted, and their categories learnt, on what lies before it alone;
/// then each SKU's next observation is predicted at the markdown that really came.
/// </summary>
internal static class Backtester
{
    public static PastTest Run(PricingData data, int threads, CancellationToken cancel, IProgress<double>? progress = null)
    {
        var origins = new Origins(data);
        var skus = new SkuTest[data.Count];
        for (var i = 0; i < skus.Length; i++) skus[i] = new(origins.Reason(i));
        for (var origin = Origins.Count; origin >= 1; origin--)
        {
            foreach (var (sku, prediction) in At(data, origins, origin, threads, cancel)) skus[sku].Add(prediction);
            progress?.Report(1 - (origin - 1.0) / Origins.Count);
        }
        return new(skus);
    }

    /// <summary>The predictions from one origin, in SKU order.</summary>
    public static IEnumerable<(int Sku, Prediction Prediction)> At(PricingData data, Origins origins, int origin, int threads, CancellationToken cancel)
    {
        int[] known = [.. Enumerable.Range(0, data.Count).Select(i => origins.Known(origin, i))];
        int[] skus = [.. Enumerable.Range(0, data.Count).Where(i => known[i] > 0)];
        var fits = new CurveFit[skus.Length];
        Chunks.For(skus.Length, threads, cancel, (_, from, to) =>
        {
            var work = new FitWork();
            for (var k = from; k < to; k++)
            {
                var (md, sold) = Before(k);
                fits[k] = work.Fit(md.Span, sold.Span);
            }
        });
        var beliefs = BeliefBuilder.Build(new BeliefData(Array.ConvertAll(skus, i => data.Categories[i]), Array.ConvertAll(skus, i => data.Lower[i]), Array.ConvertAll(skus, i => data.Upper[i]), Before), fits, shrink: true, threads, cancel);
        for (var k = 0; k < skus.Length; k++)
        {
            if (!origins.IsTested(origin, skus[k], known[skus[k]])) continue;
            var (md, sold) = data.Observations(skus[k]);
            yield return (skus[k], Prediction.Of(md.Span, sold.Span, known[skus[k]], fits[k], beliefs[k], beliefs.Categories[beliefs.Category[k]].Slope));
        }

        (ReadOnlyMemory<double> Md, ReadOnlyMemory<double> Sold) Before(int k)
        {
            var (md, sold) = data.Observations(skus[k]);
            return (md[..known[skus[k]]], sold[..known[skus[k]]]);
        }
    }
}
