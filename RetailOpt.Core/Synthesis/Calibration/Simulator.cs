using RetailOpt.Core.Synthesis.Generate;
using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Scoring;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>
/// Makes the log that settings bring about on a learned catalogue: as many customers and weeks as the target has, thinned as the target is.
/// The same seed for all settings: what differs is the settings' doing.
/// </summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="customers">Customers.</param>
/// <param name="knows">What the target can tell: the synthetic log pretends to know no more.</param>
/// <param name="rate">Share of lines that the target is a sample of.</param>
/// <param name="seed">Names every draw.</param>
internal sealed class Simulator(Catalogue catalogue, int customers, Known knows, double rate, ulong seed)
{
    private readonly Shop[] _shops = [new("S001", 0, 1, [.. Enumerable.Repeat(true, catalogue.Items.Count)])];
    private readonly Shelves _shelves = new([.. catalogue.Attributes.Select(a => a.Category)], catalogue.BrandOf);

    /// <summary>The log of some weeks, of the first customers or all.</summary>
    public ShoppingLog Log(ModelSettings settings, int weeks, int threads, CancellationToken ct, double share = 1)
    {
        var count = Math.Max(1, (int)(share * customers));
        var market = new Market(catalogue, settings, PriceBoard.Draw(catalogue, settings, weeks, seed), _shops, new(seed, 0), [], DateOnly.MinValue, seed);
        var lines = new List<LogLine>();
        var (last, basket) = ((-1, -1, -1), -1);
        foreach (var batch in new Batches(market, count, Math.Max(1, count / (8 * threads)), threads).From(0, ct))
            foreach (var p in batch)
            {
                if ((p.Customer, p.Week, p.Trip) != last) (last, basket) = ((p.Customer, p.Week, p.Trip), basket + 1);
                var tag = market.Prices.Tags[p.Week][p.Item];
                lines.Add(new(p.Customer, p.Week, basket, p.Item, p.Quantity, p.Quantity * p.Cents / 100.0, p.Quantity * (tag.BaseCents - p.Cents) / 100.0));
            }
        return Resampling.Thinned(new([.. lines], count, weeks, _shelves, knows), rate, seed);
    }
}
