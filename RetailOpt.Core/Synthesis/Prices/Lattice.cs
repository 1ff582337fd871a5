namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>The forward-backward recursions of a hidden Markov model, in logarithms.</summary>
internal static class Lattice
{
    /// <summary>Log chance of the values so far and of the state, by time and state.</summary>
    public static double[][] Forward(GaussianHmm model, double[] sequence)
    {
        var logRows = Logs(model.Rows);
        var forward = new double[sequence.Length][];
        forward[0] = [.. model.Start.Select((p, s) => Math.Log(p) + model.LogDensity(s, sequence[0]))];
        var terms = new double[model.Count];
        for (var t = 1; t < sequence.Length; t++)
        {
            forward[t] = new double[model.Count];
            for (var to = 0; to < model.Count; to++)
            {
                for (var s = 0; s < model.Count; s++) terms[s] = forward[t - 1][s] + logRows[s][to];
                forward[t][to] = LogSum(terms) + model.LogDensity(to, sequence[t]);
            }
        }
        return forward;
    }

    /// <summary>One step of Baum-Welch: the model with the expected counts of the old one, and the log-likelihood of the OLD one. It never falls from step to step.</summary>
    public static (GaussianHmm Next, double LogLikelihood) Step(GaussianHmm model, IReadOnlyList<double[]> sequences, double smallest)
    {
        var n = model.Count;
        var (start, steps, weight, sum, squares, likelihood) = (new double[n], Enumerable.Range(0, n).Select(_ => new double[n]).ToArray(), new double[n], new double[n], new double[n], 0.0);
        var logRows = Logs(model.Rows);
        foreach (var sequence in sequences)
        {
            var (forward, backward) = (Forward(model, sequence), Backward(model, sequence, logRows));
            var all = LogSum(forward[^1]);
            likelihood += all;
            for (var t = 0; t < sequence.Length; t++)
                for (var s = 0; s < n; s++)
                {
                    var share = Math.Exp(forward[t][s] + backward[t][s] - all);
                    if (t == 0) start[s] += share;
                    weight[s] += share;
                    sum[s] += share * sequence[t];
                    squares[s] += share * (sequence[t] - model.Means[s]) * (sequence[t] - model.Means[s]);
                    if (t + 1 == sequence.Length) continue;
                    for (var to = 0; to < n; to++) steps[s][to] += Math.Exp(forward[t][s] + logRows[s][to] + model.LogDensity(to, sequence[t + 1]) + backward[t + 1][to] - all);
                }
        }
        double[] means = [.. weight.Select((w, s) => w > 0 ? sum[s] / w : model.Means[s])];
        // spread about the new mean: about the old one less the square of the shift
        double[] deviations = [.. weight.Select((w, s) => w > 0 ? Math.Max(smallest, Math.Sqrt(Math.Max(0, squares[s] / w - Math.Pow(means[s] - model.Means[s], 2)))) : model.Deviations[s])];
        return (new(Normal(start, model.Start), [.. steps.Select((row, s) => Normal(row, model.Rows[s]))], means, deviations), likelihood);
    }

    /// <summary>log(sum(exp)), without overflow.</summary>
    public static double LogSum(ReadOnlySpan<double> terms)
    {
        var most = double.NegativeInfinity;
        foreach (var term in terms) most = Math.Max(most, term);
        if (double.IsNegativeInfinity(most)) return most;
        var sum = 0.0;
        foreach (var term in terms) sum += Math.Exp(term - most);
        return most + Math.Log(sum);
    }

    private static double[][] Backward(GaussianHmm model, double[] sequence, double[][] logRows)
    {
        var backward = new double[sequence.Length][];
        backward[^1] = new double[model.Count];
        var terms = new double[model.Count];
        for (var t = sequence.Length - 2; t >= 0; t--)
        {
            backward[t] = new double[model.Count];
            for (var s = 0; s < model.Count; s++)
            {
                for (var to = 0; to < model.Count; to++) terms[to] = logRows[s][to] + model.LogDensity(to, sequence[t + 1]) + backward[t + 1][to];
                backward[t][s] = LogSum(terms);
            }
        }
        return backward;
    }

    private static double[] Normal(double[] counts, double[] otherwise) => counts.Sum() is > 0 and var all ? Array.ConvertAll(counts, c => c / all) : otherwise;

    private static double[][] Logs(double[][] rows) => Array.ConvertAll(rows, row => Array.ConvertAll(row, Math.Log));
}
