namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>How well two models of a base price explain weeks that neither was learned from: mean log density of a week, larger is better.</summary>
/// <param name="Product">The product.</param>
/// <param name="Weeks">Weeks held out.</param>
/// <param name="Chain">The chain of observed states.</param>
/// <param name="Hidden">The hidden Markov model.</param>
internal sealed record HeldOut(string Product, int Weeks, double Chain, double Hidden)
{
    private const double Learned = .75, Smallest = .01;

    /// <summary>
    /// Learns both on the first three quarters of the weeks and reads them on the rest. Prices are relative to the product's median; in both a
    /// state emits a normal density with a standard deviation of at least 1%. Null where there is too little to learn from or to read on.
    /// </summary>
    public static HeldOut? Of(string product, IReadOnlyList<PriceSeries> series, ulong seed)
    {
        var plain = series.Select(s => s with { Weeks = [.. s.Weeks.Where(w => w.Promotion == Promotion.None)] }).Where(s => s.Weeks.Count > 0).ToArray();
        if (plain.Length == 0) return null;
        var cut = plain.Min(s => s.Weeks[0].Week) + Learned * (plain.Max(s => s.Weeks[^1].Week) - plain.Min(s => s.Weeks[0].Week));
        var (first, rest) = (Runs(plain, w => w.Week <= cut), Runs(plain, w => w.Week > cut));
        var held = rest.Sum(r => r.Length);
        if (held == 0 || first.Sum(r => r.Length) < BasePriceChain.FewestWeeks) return null;
        double[] all = [.. first.SelectMany(r => r).Order()];
        var median = all[all.Length / 2];
        double[][] Relative(double[][] runs) => [.. runs.Select(r => Array.ConvertAll(r, p => p / median))];
        var (learn, read) = (Relative(first), Relative(rest));
        return new(product, held, Observed(learn).LogLikelihood(read) / held, GaussianHmm.Learn(learn, BasePriceChain.Count, seed, Smallest).LogLikelihood(read) / held);
    }

    /// <summary>
    /// The chain of quartile states as a hidden Markov model whose states are known: counted steps (one more of each, so that nothing is impossible),
    /// and a state's own mean and spread.
    /// </summary>
    private static GaussianHmm Observed(double[][] runs)
    {
        double[] all = [.. runs.SelectMany(r => r).Order()];
        double[] cuts = [BasePriceChain.Quantile(all, .25), BasePriceChain.Quantile(all, .5), BasePriceChain.Quantile(all, .75)];
        var counts = Enumerable.Range(0, BasePriceChain.Count).Select(_ => Enumerable.Repeat(1.0, BasePriceChain.Count).ToArray()).ToArray();
        foreach (var run in runs)
            for (var t = 1; t < run.Length; t++) counts[BasePriceChain.StateOf(cuts, run[t - 1])][BasePriceChain.StateOf(cuts, run[t])]++;
        var seen = Enumerable.Range(0, BasePriceChain.Count).Select(s => all.Where(p => BasePriceChain.StateOf(cuts, p) == s).DefaultIfEmpty(cuts[Math.Min(s, 2)]).ToArray()).ToArray();
        double[] means = [.. seen.Select(s => s.Average())];
        return new([.. seen.Select(s => (s.Length + 1.0) / seen.Sum(x => x.Length + 1))], Transitions.Of(counts, _ => throw new InvalidOperationException()), means,
            [.. seen.Select((s, i) => Math.Max(Smallest, Math.Sqrt(s.Average(p => (p - means[i]) * (p - means[i])))))]);
    }

    /// <summary>Weeks that follow each other without a gap.</summary>
    private static double[][] Runs(PriceSeries[] series, Func<PriceWeek, bool> wanted)
    {
        var runs = new List<double[]>();
        foreach (var weeks in series.Select(s => s.Weeks.Where(wanted).ToArray()))
            for (int from = 0, to; from < weeks.Length; from = to)
            {
                for (to = from + 1; to < weeks.Length && weeks[to].Week == weeks[to - 1].Week + 1;) to++;
                runs.Add([.. weeks[from..to].Select(w => w.Base)]);
            }
        return [.. runs];
    }
}
