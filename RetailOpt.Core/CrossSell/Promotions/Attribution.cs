using RetailOpt.Core.CrossSell.Loading;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>An item that was bought under a campaign in a basket; money in ten-thousandths.</summary>
internal readonly record struct CampaignLine(int Basket, int Item, long Net, long Discount);

/// <summary>Which lines belong to which campaign.</summary>
/// <param name="ById">Whether the lines name their campaigns; else by target, window and products.</param>
/// <param name="Lines">Lines of each campaign by basket, then item.</param>
internal sealed record Attribution(bool ById, CampaignLine[][] Lines)
{
    public static Attribution Of(Loaded loaded, ItemCatalog catalog, IReadOnlyList<Campaign> campaigns, CancellationToken ct)
    {
        var byId = loaded.Campaigns.Count > 0;
        var lines = campaigns.Select(_ => new Dictionary<(int, int), (long Net, long Discount)>()).ToArray();
        if (byId) Named(loaded, campaigns, lines);
        else Targeted(loaded, catalog, campaigns, lines, ct);
        return new(byId, Array.ConvertAll(lines, l => l.OrderBy(x => x.Key).Select(x => new CampaignLine(x.Key.Item1, x.Key.Item2, x.Value.Net, x.Value.Discount)).ToArray()));
    }

    private static void Named(Loaded loaded, IReadOnlyList<Campaign> campaigns, Dictionary<(int, int), (long, long)>[] lines)
    {
        var places = campaigns.Index().ToDictionary(c => c.Item.Id, c => c.Index, StringComparer.Ordinal);
        foreach (var line in loaded.Lines)
            if (line.Campaign >= 0) Add(lines[places[loaded.Campaigns[line.Campaign]]], loaded, line);
    }

    private static void Targeted(Loaded loaded, ItemCatalog catalog, IReadOnlyList<Campaign> campaigns, Dictionary<(int, int), (long, long)>[] lines, CancellationToken ct)
    {
        var (purchases, segments) = (loaded.Purchases, loaded.Purchases.Segments);
        var reached = purchases.Accounts.Select((a, i) => Enumerable.Range(0, campaigns.Count).Where(c => campaigns[c].Reaches(a, segments.Of[i] is var s and >= 0 ? segments.Names[s] : null)).ToArray()).ToArray();
        ct.ThrowIfCancellationRequested();
        var offered = campaigns.Select(c => loaded.Products.Select(p => c.Offers(p, catalog)).ToArray()).ToArray();
        foreach (var line in loaded.Lines)
        {
            if (purchases.AccountOf[line.Basket] is not (var account and >= 0)) continue;
            var day = purchases.Days[line.Basket];
            foreach (var c in reached[account])
                if (campaigns[c].Start.DayNumber <= day && day <= campaigns[c].End.DayNumber && offered[c][line.Product]) Add(lines[c], loaded, line);
        }
    }

    private static void Add(Dictionary<(int, int), (long Net, long Discount)> lines, Loaded loaded, SalesLine line)
    {
        var key = (line.Basket, loaded.ItemOf[line.Product]);
        var sum = lines.GetValueOrDefault(key);
        lines[key] = (sum.Net + line.Net, sum.Discount + line.Discount);
    }
}
