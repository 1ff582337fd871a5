using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Loading;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>Baskets, campaigns, and which lines belong to which.</summary>
public sealed class PromotionModel : IModel
{
    internal PromotionModel(Purchases purchases, DateOnly? asOf, IReadOnlyList<Campaign> campaigns, Attribution attribution, IReadOnlyList<Notice> notices)
    {
        (Purchases, AsOf, Campaigns, Attribution, Notices) = (purchases, asOf, campaigns, attribution, notices);
        InCampaign = new bool[purchases.Count];
        foreach (var line in attribution.Lines.SelectMany(l => l)) InCampaign[line.Basket] = true;
    }

    internal Purchases Purchases { get; }
    internal DateOnly? AsOf { get; }
    internal IReadOnlyList<Campaign> Campaigns { get; }
    internal Attribution Attribution { get; }
    internal IReadOnlyList<Notice> Notices { get; }

    /// <summary>Whether a basket has a line of any campaign.</summary>
    internal bool[] InCampaign { get; }

    /// <inheritdoc/>
    public long Bytes => Purchases.Bytes + 32L * Attribution.Lines.Sum(l => (long)l.Length);

    internal static async Task<PromotionModel> LoadAsync(RunInputs inputs, CrossSellReading reading, IWork work, CancellationToken ct)
    {
        var source = inputs.Require(CrossSellInputs.Data);
        var data = await new CrossSellLoader(source, reading).LoadAsync(work, ct);
        work.Report(null, "Reading campaigns");
        return Of(data, await CampaignsAsync(source, reading, data, ct), ct);
    }

    /// <summary>The campaigns of a source and what must be known of them.</summary>
    internal static async Task<(IReadOnlyList<Campaign> Campaigns, IReadOnlyList<Notice> Notices)> CampaignsAsync(Engines.IQueryEngine source, CrossSellReading reading, CrossSellData data, CancellationToken ct)
    {
        var loader = new CampaignLoader(source, reading.UpperCase);
        return (await loader.LoadAsync(data.Loaded.Campaigns, ct), loader.Notices);
    }

    internal static PromotionModel Of(CrossSellData data, (IReadOnlyList<Campaign> All, IReadOnlyList<Notice> Notices) campaigns, CancellationToken ct) =>
        new(data.Loaded.Purchases, data.Window.AsOf, campaigns.All, Attribution.Of(data.Loaded, data.Catalog, campaigns.All, ct), [.. campaigns.Notices, .. data.Notices]);
}
