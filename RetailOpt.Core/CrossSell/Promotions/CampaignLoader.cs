using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>Reads campaigns with their targets and products.</summary>
internal sealed class CampaignLoader(IQueryEngine data, bool upperCase)
{
    private static readonly DateOnly Open = new(1900, 1, 1), Endless = new(9999, 12, 31);
    private static readonly string[] Texts = ["name", "type", "category", "target_segment", "status"];
    private readonly List<Notice> _notices = [];

    /// <summary>What a person must know of them.</summary>
    public IReadOnlyList<Notice> Notices => _notices;

    /// <summary>The campaigns of the data and those that only lines of sales name, by id.</summary>
    public async Task<IReadOnlyList<Campaign>> LoadAsync(IEnumerable<string> namedBySales, CancellationToken ct)
    {
        var (targets, products) = (await SetsAsync("campaign_targets", "account", ct), await SetsAsync("campaign_products", "product", ct));
        if (upperCase) products = products.ToDictionary(p => p.Key, p => p.Value.Select(v => v.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var campaigns = new Dictionary<string, Campaign>(StringComparer.Ordinal);
        await foreach (var campaign in DescribedAsync(ct)) campaigns.TryAdd(campaign.Id, campaign);
        Scale(campaigns);
        foreach (var id in namedBySales.Where(id => !campaigns.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToArray())
        {
            _notices.Add(new(NoticeLevel.Warning, $"Lines of the sales name the campaign {id}, which is not among the campaigns; it counts as general, without days."));
            campaigns[id] = new(id, null, CampaignType.General, null, null, Open, Endless, null, null, null, null, null, null);
        }
        foreach (var unknown in campaigns.Values.Where(c => c.TypeGiven is { } type && CampaignTypes.Find(type) is null).GroupBy(c => c.TypeGiven!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            _notices.Add(new(NoticeLevel.Info, Invariant($"{unknown.Count():N0} campaigns are of the type '{unknown.Key}', which counts as general."), unknown.Count()));
        return [.. campaigns.Values.Select(c => c with { Targets = targets.GetValueOrDefault(c.Id), Products = products.GetValueOrDefault(c.Id) }).OrderBy(c => c.Id, StringComparer.Ordinal)];
    }

    private async IAsyncEnumerable<Campaign> DescribedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (!data.Has("campaigns", "campaign")) yield break;
        var texts = Texts.Where(t => data.Has("campaigns", t)).ToArray();
        string Column(string name, string missing) => data.Has("campaigns", name) ? $"COALESCE(\"{name}\", {missing})" : missing;
        var query = new Aggregate("campaigns",
            $"SELECT campaign, {Column("start", "DATE '1900-01-01'")}, {Column("end", "DATE '9999-12-31'")}, {Column("actual_spend", "-1")}, {Column("discount_percent", "-1")}{string.Concat(texts.Select(t => ", " + t))} FROM campaigns WHERE campaign IS NOT NULL ORDER BY campaign",
            [new("campaign", "campaign", ColumnType.Text), new("start", "start", ColumnType.Date), new("end", "end", ColumnType.Date), new("spend", "spend", ColumnType.Money), new("discount", "discount", ColumnType.Number), .. texts.Select(t => new Column(t, t, ColumnType.Text))]);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
            {
                string? Text(string name) => Array.IndexOf(texts, name) is var at and >= 0 && batch.Column<string?>(5 + at)[i] is { Length: > 0 } text ? text : null;
                var (spend, discount) = (batch.Units(3)[i] / Purchases.Minor, batch.Column<double>(4)[i]);
                yield return new(batch.Column<string?>(0)[i]!, Text("name"), Text("type") is { } type ? CampaignTypes.Find(type) ?? CampaignType.General : CampaignType.General, Text("type"), Text("category"),
                    batch.Column<DateOnly>(1)[i], batch.Column<DateOnly>(2)[i], spend < 0 ? null : spend, Text("target_segment"), discount < 0 ? null : discount, Text("status"), null, null);
            }
    }

    /// <summary>Discounts come as fractions or as percents, whichever most of them look like; one beyond 100% cannot be and is measured on the lines instead.</summary>
    private void Scale(Dictionary<string, Campaign> campaigns)
    {
        var given = campaigns.Values.Where(c => c.DiscountPercent > 0).ToArray();
        if (given.Length == 0) return;
        var factor = given.Count(c => c.DiscountPercent <= 1) * 2 >= given.Length ? 100 : 1;
        foreach (var campaign in given)
        {
            var percent = campaign.DiscountPercent!.Value * factor;
            campaigns[campaign.Id] = campaign with { DiscountPercent = percent <= 100 ? percent : null };
            if (percent > 100) _notices.Add(new(NoticeLevel.Error, Invariant($"Campaign {campaign.Id} has a discount of {percent:0.#}%, which cannot be; its discount is measured on the lines. Correct discount_percent.")));
        }
    }

    private async Task<Dictionary<string, HashSet<string>>> SetsAsync(string table, string column, CancellationToken ct)
    {
        var sets = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        if (!data.Has(table, "campaign") || !data.Has(table, column)) return sets;
        var query = new Aggregate($"{column}s of campaigns", $"SELECT campaign, {column} FROM {table} WHERE campaign IS NOT NULL AND {column} IS NOT NULL GROUP BY campaign, {column} ORDER BY 1, 2",
            [new("campaign", "campaign", ColumnType.Text), new(column, column, ColumnType.Text)]);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
            {
                var campaign = batch.Column<string?>(0)[i]!;
                if (!sets.TryGetValue(campaign, out var set)) sets[campaign] = set = new(StringComparer.Ordinal);
                set.Add(batch.Column<string?>(1)[i]!);
            }
        return sets;
    }
}
