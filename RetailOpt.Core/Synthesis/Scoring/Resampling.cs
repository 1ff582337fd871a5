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

    /// <summary>
    /// The ceiling: two halves of a log's customers, dealt at random; lines without a customer go with their basket. Both have as many customers
    /// (of an odd number one is left out), so that shares of customers have the same steps in both.
    /// </summary>
    public static (ShoppingLog One, ShoppingLog Other) Split(ShoppingLog log, ulong seed)
    {
        var order = Enumerable.Range(0, log.Customers).ToArray();
        RandomStream.Of(seed, Halves).Shuffle(order.AsSpan());
        var (half, side) = (log.Customers / 2, new int[log.Customers]);
        for (var i = 0; i < order.Length; i++) side[order[i]] = i / Math.Max(1, half);
        var sides = log.Lines.ToLookup(l => l.Customer >= 0 ? side[l.Customer] : RandomStream.Of(seed, Halves, l.Basket).Below(2));
        return (Of(log, sides[0], half), Of(log, sides[1], half));
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
