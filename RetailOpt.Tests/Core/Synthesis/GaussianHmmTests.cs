using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Prices;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>Baum-Welch and Viterbi.</summary>
public sealed class GaussianHmmTests
{
    private static readonly GaussianHmm True = new([.6, .4], [[.9, .1], [.2, .8]], [0, 3], [.5, 1]);

    private static (double[] Values, int[] States) Draw(int length, ulong seed)
    {
        var stream = RandomStream.Of(seed);
        var (values, states) = (new double[length], new int[length]);
        for (var t = 0; t < length; t++)
        {
            states[t] = Transitions.Draw(t == 0 ? True.Start : True.Rows[states[t - 1]], ref stream);
            values[t] = True.Means[states[t]] + True.Deviations[states[t]] * stream.Normal();
        }
        return (values, states);
    }

    [Fact]
    public void Likelihood_OfAStep_NeverFalls()
    {
        double[][] sequences = [Draw(80, 1).Values, Draw(30, 2).Values, [1.5]];
        var model = new GaussianHmm([.3, .3, .4], [[.5, .3, .2], [.2, .5, .3], [.3, .3, .4]], [-1, 1, 2], [1, 1, 1]);
        var before = double.NegativeInfinity;
        for (var step = 0; step < 60; step++)
        {
            (model, var likelihood) = Lattice.Step(model, sequences, 1e-3);
            Assert.True(likelihood >= before - 1e-9, $"step {step}: {before} -> {likelihood}");
            before = likelihood;
        }
    }

    [Fact]
    public void Learn_FromDrawnSequences_FindsTheirModel()
    {
        var learned = GaussianHmm.Learn([.. Enumerable.Range(0, 20).Select(i => Draw(300, (ulong)i).Values)], 2, 5, 1e-3);
        var order = learned.Means[0] < learned.Means[1] ? new[] { 0, 1 } : [1, 0];
        for (var s = 0; s < 2; s++)
        {
            Assert.Equal(True.Means[s], learned.Means[order[s]], .1);
            Assert.Equal(True.Deviations[s], learned.Deviations[order[s]], .1);
            Assert.Equal(True.Rows[s][0], learned.Rows[order[s]][order[0]], .04);
        }
    }

    [Fact]
    public void LogLikelihood_EqualsTheSumOverAllPaths()
    {
        var values = Draw(6, 9).Values;
        var all = 0.0;
        for (var path = 0; path < 1 << values.Length; path++)
        {
            var chance = 1.0;
            for (var t = 0; t < values.Length; t++)
            {
                var (state, before) = ((path >> t) & 1, t == 0 ? -1 : (path >> (t - 1)) & 1);
                chance *= (t == 0 ? True.Start[state] : True.Rows[before][state]) * Math.Exp(True.LogDensity(state, values[t]));
            }
            all += chance;
        }
        Assert.Equal(Math.Log(all), True.LogLikelihood([values]), 9);
    }

    [Fact]
    public void Viterbi_FindsTheLikeliestPath()
    {
        var values = Draw(8, 4).Values;
        double Chance(int[] path) => path.Select((s, t) => Math.Log(t == 0 ? True.Start[s] : True.Rows[path[t - 1]][s]) + True.LogDensity(s, values[t])).Sum();
        var best = Enumerable.Range(0, 1 << values.Length).Select(p => Enumerable.Range(0, values.Length).Select(t => (p >> t) & 1).ToArray()).Max(Chance);
        Assert.Equal(best, Chance(True.Viterbi(values)), 9);
        var (many, states) = Draw(2_000, 6);
        Assert.True(True.Viterbi(many).Zip(states).Count(p => p.First == p.Second) > 1_850);
    }
}
