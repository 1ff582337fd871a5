using RetailOpt.Web.Components.Charts;

namespace RetailOpt.Web.Pages.Synthesis;

/// <summary>A trial of a calibration: its number over both kinds, and the best score of its kind so far.</summary>
public readonly record struct TrialPoint(int Number, bool Search, double Score, double Best, bool GivenUp);

/// <summary>How a calibration converges: the best so far against the number of trials, by the search and at random.</summary>
public static class TrialsChart
{
    /// <summary>The chart; null before the first trial.</summary>
    public static ChartSpec? Of(IReadOnlyList<TrialPoint> trials)
    {
        if (trials.Count == 0) return null;
        var (search, random) = (trials.Where(t => t.Search).ToArray(), trials.Where(t => !t.Search).ToArray());
        // numbers go on from the search to what is drawn at random
        var before = search.Length > 0 ? search[^1].Number : random[0].Number - 1;
        return new()
        {
            X = new("Trials"),
            Y = new("Tiered score on the weeks learned from"),
            Series = [.. Kind("Search", 0, search, 0), .. Kind("Random", 1, random, before)],
        };
    }

    private static IEnumerable<ChartSeries> Kind(string name, int entity, TrialPoint[] trials, int before)
    {
        if (trials.Length == 0) yield break;
        // a line of more points than a chart has is drawn by every so many-th, and always by the last
        var step = trials.Length / (ChartSeries.MaxPoints - 1) + 1;
        TrialPoint[] drawn = [.. trials.Where((_, i) => i % step == 0 || i == trials.Length - 1)];
        object?[] at = [.. drawn.Select(t => (object?)(double)(t.Number - before))];
        yield return new() { Name = $"{name}, each trial", Kind = SeriesKind.Points, Entity = entity, Size = 4, Unlisted = true, X = at, Y = [.. drawn.Select(t => (double?)t.Score)] };
        yield return new() { Name = $"{name}, best so far", Entity = entity, Strong = true, X = at, Y = [.. drawn.Select(t => (double?)t.Best)] };
    }
}
