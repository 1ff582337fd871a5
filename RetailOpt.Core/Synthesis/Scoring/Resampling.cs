using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Metrics;

namespace RetailOpt.Core.Synthesis.Scoring;

/// <summary>Logs made of a log: between which a score is read.</summary>
internal static class Resampling
{
    private const long Fields = 1, Halves = 2, Thin = 3;

    /// <summary>
    /// The null: every field of the lines is drawn independently of the others, so that each keeps its own distribution and nothing hangs together.
    /// Quantity and price stay a line's own draws: the net amount is a drawn quantity at a drawn unit price.
    /// </summary>
    public static ShoppingLog Independent(ShoppingLog log, ulong seed)
    {
        var stream = RandomStream.Of(seed, Fields);
        var lines = log.Lines;
        LogLine Drawn() => lines[stream.Below(lines.Count)];
        var drawn = new LogLine[lines.Count];
        for (var i = 0; i < drawn.Length; i++)
        {
            var (quantity, priced, cut) = (Drawn().Quantity, Drawn(), Drawn());
            drawn[i] = new(Drawn().Customer, Drawn().Week, Drawn().Basket, Drawn().Product, quantity, quantity * priced.Net / priced.Quantity, cut.Discount);
        }
        return new(drawn, log.Customers, log.Weeks, log.Shelves, log.Knows);
    }

    /// <summary>The ceiling: two halves of a log's customers, dealt at random; lines without a customer go with their basket.</summary>
    public static (ShoppingLog One, ShoppingLog Other) Split(ShoppingLog log, ulong seed)
    {
        bool First(LogLine line) => RandomStream.Of(seed, Halves, line.Customer >= 0 ? line.Customer : -1 - (long)line.Basket).Next() < .5;
        var half = Enumerable.Range(0, log.Customers).Count(c => RandomStream.Of(seed, Halves, c).Next() < .5);
        var sides = log.Lines.ToLookup(First);
        return (Of(log, sides[true], half), Of(log, sides[false], log.Customers - half));
    }

    /// <summary>A row sample of a log, as some public data sets are of their originals.</summary>
    /// <param name="log">The log.</param>
    /// <param name="rate">The share of lines kept, above 0 and at most 1.</param>
    /// <param name="seed">Names the draw.</param>
    public static ShoppingLog Thinned(ShoppingLog log, double rate, ulong seed)
    {
        if (rate >= 1) return log;
        var stream = RandomStream.Of(seed, Thin);
        return Of(log, log.Lines.Where(_ => stream.Next() < rate), log.Customers);
    }

    private static ShoppingLog Of(ShoppingLog log, IEnumerable<LogLine> lines, int customers) => new([.. lines], customers, log.Weeks, log.Shelves, log.Knows);
}
