using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>How a product is promoted from week to week.</summary>
/// <param name="Rows">Chances of the next state.</param>
/// <param name="Depths">For each state depths of discount seen in it, rising, evenly spread, at most .75; at least one each.</param>
/// <param name="Display">For each state the share of weeks on display among those of which it is known; 0 where it is never known.</param>
/// <param name="Mailer">For each state the share of weeks in a mailer among those of which it is known; 0 where it is never known.</param>
/// <param name="Share">Share of the weeks in each state.</param>
internal sealed record PromotionChain(double[][] Rows, double[][] Depths, double[] Display, double[] Mailer, double[] Share)
{
    /// <summary>Weeks below which nothing is learned of a product.</summary>
    public const int FewestWeeks = 5;
    private static readonly double[] UnseenRow = [.70, .20, .08, .02];
    private static readonly double[] UnseenDepth = [0, .10, .22, .40];

    /// <summary>Learns the chain of series, of all their weeks; null with fewer than 5.</summary>
    public static PromotionChain? Learn(IReadOnlyList<PriceSeries> series)
    {
        var weeks = series.SelectMany(s => s.Weeks).ToLookup(w => w.Promotion);
        var all = series.Sum(s => s.Weeks.Count);
        if (all < FewestWeeks) return null;
        var counts = BasePriceChain.Counts();
        foreach (var (from, to) in series.SelectMany(s => s.Steps)) counts[(int)from.Promotion][(int)to.Promotion]++;
        var states = Enumerable.Range(0, Promotions.Count).Select(s => weeks[(Promotion)s].ToArray()).ToArray();
        return new(Transitions.Of(counts, _ => [.. UnseenRow]),
            [.. states.Select((seen, state) => seen.Length == 0 ? [UnseenDepth[state]] : BasePriceChain.Spread([.. seen.Select(w => Math.Min(w.Depth, Promotions.Deepest)).Order()]))],
            [.. states.Select(seen => Known(seen.Select(w => w.Display)))], [.. states.Select(seen => Known(seen.Select(w => w.Mailer)))],
            [.. states.Select(seen => (double)seen.Length / all)]);
    }

    /// <summary>A path of promotions; depth, display and mailer are drawn when a state is entered, and hold while it holds.</summary>
    public (Promotion State, double Depth, bool Display, bool Mailer)[] Draw(int weeks, ref RandomStream stream)
    {
        var path = new (Promotion State, double Depth, bool Display, bool Mailer)[weeks];
        for (var week = 0; week < weeks; week++)
        {
            var state = week == 0 ? Transitions.Draw(Share, ref stream) : Transitions.Next(Rows, (int)path[week - 1].State, ref stream);
            path[week] = week > 0 && state == (int)path[week - 1].State
                ? path[week - 1]
                : ((Promotion)state, Depths[state][stream.Below(Depths[state].Length)], stream.Next() < Display[state], stream.Next() < Mailer[state]);
        }
        return path;
    }

    private static double Known(IEnumerable<bool?> flags) => flags.OfType<bool>().Select(f => f ? 1.0 : 0).DefaultIfEmpty(0).Average();
}
