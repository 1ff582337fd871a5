using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Metrics;

namespace RetailOpt.Core.Synthesis.Scoring;

/// <summary>Where a metric's value stands between its floor and its ceiling.</summary>
/// <param name="Scored">The metric and its value.</param>
/// <param name="Null">Its value when every field is drawn independently, mean of the repeats.</param>
/// <param name="Ceiling">Its value of real against real, mean of the repeats.</param>
/// <param name="CeilingSpread">Standard deviation of the ceiling over the repeats.</param>
internal sealed record Reading(Scored Scored, double? Null, double? Ceiling, double? CeilingSpread)
{
    /// <summary>(value - null) / (ceiling - null); null where one is missing, or where the null already reaches the ceiling.</summary>
    public double? Skill => Scored.Value - Null is { } gained && Ceiling - Null is { } room and > 0 ? gained / room : null;
}

/// <summary>A scorecard between floor and ceiling.</summary>
internal sealed record Readings(Scorecard Card, IReadOnlyList<Reading> Metrics, double? NullScore, double? CeilingScore)
{
    /// <summary>Repeats of the null and of the ceiling.</summary>
    public const int Repeats = 20;

    /// <summary>Reads a scorecard against its target's floor and ceiling.</summary>
    public static Readings Of(Scorecard card, Bounds bounds) => new(card,
        [.. card.Metrics.Select((m, i) => new Reading(m, Mean(bounds.Nulls, i), Mean(bounds.Ceilings, i), Spread(bounds.Ceilings, i)))],
        MeanOf(bounds.Nulls.Select(c => c.Tiered.Score)), MeanOf(bounds.Ceilings.Select(c => c.Tiered.Score)));

    private static double? Mean(IReadOnlyList<Scorecard> cards, int metric) => MeanOf(cards.Select(c => c.Metrics[metric].Value));

    private static double? MeanOf(IEnumerable<double?> values) => values.OfType<double>().ToArray() is { Length: > 0 } known ? known.Average() : null;

    private static double? Spread(IReadOnlyList<Scorecard> cards, int metric)
    {
        var known = cards.Select(c => c.Metrics[metric].Value).OfType<double>().ToArray();
        return known.Length < 2 ? null : Math.Sqrt(known.Sum(v => Math.Pow(v - known.Average(), 2)) / (known.Length - 1));
    }
}

/// <summary>The repeats between which scores against a target are read; they depend on the target alone.</summary>
internal sealed record Bounds(IReadOnlyList<Scorecard> Nulls, IReadOnlyList<Scorecard> Ceilings)
{
    /// <summary>Draws the repeats of a target's null and ceiling.</summary>
    public static Bounds Of(ShoppingLog target, ulong seed, int threads, CancellationToken ct)
    {
        var samples = Scorecard.Samples(target);
        Scorecard[] Repeat(Func<ulong, Scorecard> once)
        {
            var cards = new Scorecard[Readings.Repeats];
            Parallel.For(0, cards.Length, new() { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = ct }, i => cards[i] = once(RandomStream.Of(seed, i).NextBits()));
            return cards;
        }
        return new(
            Repeat(draw => Scorecard.Of(Scorecard.Samples(Resampling.Independent(target, draw)), samples)),
            Repeat(draw =>
            {
                var (one, other) = Resampling.Split(target, draw);
                return Scorecard.Of(one, other);
            }));
    }
}
