using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Scoring;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>
/// Searches the settings whose sales are most like the target's. Every trial draws with the same random numbers, so that two of them differ
/// only by their settings. What was tried is kept: a search that was interrupted goes on where it was.
/// </summary>
internal sealed class Calibrator(Simulator simulator, ShoppingLog target, int trials, double giveUp, IWork work)
{
    private const long Random = 1;
    private readonly LogSamples _target = Scorecard.Samples(target);
    private readonly List<Trial> _history = [];
    private readonly IReadOnlyList<Trial> _before = work.Checkpoint<TrialHistory>()?.Trials ?? [];

    /// <summary>What was tried.</summary>
    public IReadOnlyList<Trial> History => _history;

    /// <summary>The best settings found, by the search or at random. A stop keeps the best so far.</summary>
    public (ModelSettings Settings, double Score) Search(ModelSettings start, CancellationToken ct)
    {
        var search = new CmaEs(Dials.Of(start), .2, work.Seed);
        var best = (Point: Dials.Of(start), Score: double.NegativeInfinity);
        while (_history.Count < trials && !work.StopRequested)
        {
            var points = search.Ask();
            search.Tell(points, [.. points.Select(p => Try(start, p, search: true, ref best, ct))]);
        }
        var stream = RandomStream.Of(work.Seed, Random);
        for (var i = _history.Count; i > 0 && !work.StopRequested; i--)
            Try(start, [.. Dials.All.Select(_ => stream.Next())], search: false, ref best, ct);
        return (Dials.At(start, best.Point), best.Score);
    }

    private double Try(ModelSettings start, double[] point, bool search, ref (double[] Point, double Score) best, CancellationToken ct)
    {
        var number = _history.Count;
        var soFar = _history.Where(t => t.Search == search).Select(t => t.Score).DefaultIfEmpty(double.NegativeInfinity).Max();
        var (score, givenUp) = number < _before.Count ? (_before[number].Score, _before[number].GivenUp) : Score(Dials.At(start, point), soFar, ct);
        if (score > best.Score && !givenUp) best = (point, score);
        var trial = new Trial(number + 1, search, score, Math.Max(soFar, givenUp ? double.NegativeInfinity : score), givenUp);
        _history.Add(trial);
        if (number >= _before.Count)
        {
            work.Log("trials", trial);
            work.Save(new TrialHistory(_history));
        }
        work.Report(Math.Min(1, _history.Count / (2.0 * trials)), search ? "Searching" : "Trying at random", string.Create(CultureInfo.InvariantCulture, $"best {best.Score:0.000}"));
        return score;
    }

    private (double Score, bool GivenUp) Score(ModelSettings settings, double best, CancellationToken ct)
    {
        if (giveUp > 0 && double.IsFinite(best) && Of(settings, .25, ct) is var quarter && quarter < best - giveUp) return (quarter, true);
        return (Of(settings, 1, ct), false);
    }

    private double Of(ModelSettings settings, double share, CancellationToken ct) =>
        Scorecard.Of(Scorecard.Samples(simulator.Log(settings, target.Weeks, work.Threads, ct, share)), _target).Tiered.Score ?? 0;
}
