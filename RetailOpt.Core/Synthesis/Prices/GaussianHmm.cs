using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>
/// A hidden Markov model with Gaussian emissions. Learned by Baum-Welch in logarithms over several sequences; a gap in a sequence starts a new one.
/// Source: Rabiner, A tutorial on hidden Markov models (1989).
/// </summary>
/// <param name="Start">Chances of the first state.</param>
/// <param name="Rows">Chances of the next state.</param>
/// <param name="Means">Mean of what a state emits.</param>
/// <param name="Deviations">Standard deviation of what a state emits, above 0.</param>
internal sealed record GaussianHmm(double[] Start, double[][] Rows, double[] Means, double[] Deviations)
{
    private static readonly double LogRoot = .5 * Math.Log(2 * Math.PI);

    /// <summary>States.</summary>
    public int Count => Start.Length;

    /// <summary>The log-likelihood of sequences.</summary>
    public double LogLikelihood(IEnumerable<double[]> sequences) => sequences.Sum(s => Lattice.LogSum(Lattice.Forward(this, s)[^1]));

    /// <summary>The log density of what a state emits.</summary>
    public double LogDensity(int state, double value)
    {
        var z = (value - Means[state]) / Deviations[state];
        return -.5 * z * z - Math.Log(Deviations[state]) - LogRoot;
    }

    /// <summary>The likeliest path of hidden states (Viterbi).</summary>
    public int[] Viterbi(double[] sequence)
    {
        var (best, from) = (new double[Count], new int[sequence.Length][]);
        for (var s = 0; s < Count; s++) best[s] = Math.Log(Start[s]) + LogDensity(s, sequence[0]);
        for (var t = 1; t < sequence.Length; t++)
        {
            from[t] = [.. Enumerable.Range(0, Count).Select(to => Enumerable.Range(0, Count).MaxBy(s => best[s] + Math.Log(Rows[s][to])))];
            best = [.. Enumerable.Range(0, Count).Select(to => best[from[t][to]] + Math.Log(Rows[from[t][to]][to]) + LogDensity(to, sequence[t]))];
        }
        var path = new int[sequence.Length];
        path[^1] = Enumerable.Range(0, Count).MaxBy(s => best[s]);
        for (var t = sequence.Length - 1; t > 0; t--) path[t - 1] = from[t][path[t]];
        return path;
    }

    /// <summary>Learns a model: the best of several seeded starts, each until a step gains less than the tolerance for each observation.</summary>
    /// <param name="sequences">Sequences, each with at least one value.</param>
    /// <param name="states">Hidden states.</param>
    /// <param name="seed">Names the starts.</param>
    /// <param name="smallest">Least standard deviation of a state: where values repeat exactly the likelihood has no bound without it.</param>
    /// <param name="starts">Starts; the first lies at the quantiles of the values.</param>
    public static GaussianHmm Learn(IReadOnlyList<double[]> sequences, int states, ulong seed, double smallest, int starts = 4)
    {
        if (sequences.Count == 0 || sequences.Any(s => s.Length == 0)) throw new ArgumentException("There is nothing to learn from.", nameof(sequences));
        var values = sequences.SelectMany(s => s).Order().ToArray();
        return Enumerable.Range(0, starts).Select(i => Climb(First(values, states, RandomStream.Of(seed, i), i == 0, smallest), sequences, smallest))
            .MaxBy(m => m.LogLikelihood(sequences))!;
    }

    private static GaussianHmm Climb(GaussianHmm model, IReadOnlyList<double[]> sequences, double smallest)
    {
        const int MostSteps = 200;
        const double Tolerance = 1e-6;
        var observations = sequences.Sum(s => s.Length);
        var before = double.NegativeInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var (next, likelihood) = Lattice.Step(model, sequences, smallest);
            if (likelihood - before < Tolerance * observations) break;
            (model, before) = (next, likelihood);
        }
        return model;
    }

    private static GaussianHmm First(double[] values, int states, RandomStream stream, bool even, double smallest)
    {
        var means = Enumerable.Range(0, states).Select(s => even ? BasePriceChain.Quantile(values, (s + .5) / states) : values[stream.Below(values.Length)]).Order().ToArray();
        var mean = values.Average();
        var deviation = Math.Max(smallest, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))) / states);
        double[] Row(int s) => [.. Enumerable.Range(0, states).Select(to => states == 1 ? 1 : to == s ? .8 : .2 / (states - 1))];
        return new([.. Enumerable.Repeat(1.0 / states, states)], [.. Enumerable.Range(0, states).Select(Row)], means, [.. Enumerable.Repeat(deviation, states)]);
    }
}
