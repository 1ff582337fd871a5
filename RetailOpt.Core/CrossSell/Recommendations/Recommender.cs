using RetailOpt.Core.CrossSell.Promotions;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>An item for an account, and why.</summary>
/// <param name="Account">Account.</param>
/// <param name="Rank">From 1.</param>
/// <param name="Item">Item.</param>
/// <param name="Rule">The best rule that leads to it.</param>
/// <param name="Boost">Factor by a campaign, 1 without one.</param>
/// <param name="Campaign">That campaign, or null.</param>
internal sealed record Recommendation(int Account, int Rank, int Item, ItemRule Rule, double Boost, Campaign? Campaign)
{
    public double Score => Rule.BaseScore * Boost;
}

/// <summary>What is used of the options when something is recommended.</summary>
internal sealed record RecommendationSettings(int Most, bool SkipBought, bool Promotions, double RecencyWeight, double LeastConfidence, Func<string, SegmentStrategy> Strategy);

/// <summary>
/// Recommends by rules: of the rules of the account's segment (else of everybody) of which it bought the whole antecedent, the best three by the
/// segment's ranking for each category bought; duplicates keep the best trigger; confidence x lift x 100, times the boost, decides.
/// </summary>
internal sealed class Recommender
{
    private const int RulesPerGroup = 3;
    private readonly RecommendationModel _model;
    private readonly RecommendationSettings _settings;
    private readonly RuleIndex?[] _indexes;

    public Recommender(RecommendationModel model, RecommendationSettings settings) =>
        (_model, _settings, _indexes) = (model, settings, new RuleIndex?[model.Books.Count]);

    /// <summary>What is recommended to an account, best first.</summary>
    public IReadOnlyList<Recommendation> For(int account)
    {
        var segment = _model.Purchases.Segments.Of[account];
        return For(account, segment, _model.History.Bought[account]);
    }

    /// <summary>The same for items that were bought by an account of a segment.</summary>
    public IReadOnlyList<Recommendation> For(int account, int segment, int[] bought)
    {
        var strategy = _settings.Strategy(NameOf(segment));
        var boosts = new Boosts(Reaching(account, segment), strategy.Boost, _settings.RecencyWeight);
        var best = new Dictionary<int, Recommendation>();
        foreach (var rule in Rules(segment, bought))
        {
            var (factor, campaign) = boosts.Of(rule.Then);
            var found = new Recommendation(account, 0, rule.Then, rule, factor, campaign);
            if (!best.TryGetValue(rule.Then, out var known) || found.Score > known.Score) best[rule.Then] = found;
        }
        return [.. best.Values.OrderByDescending(r => r.Score).ThenBy(r => r.Item).Take(_settings.Most).Select((r, i) => r with { Rank = i + 1 })];
    }

    /// <summary>The rules of a segment, prepared.</summary>
    public RuleIndex IndexOf(int segment)
    {
        var book = _model.BookOf(segment);
        return LazyInitializer.EnsureInitialized(ref _indexes[segment + 1], () =>
        {
            var (rules, fell) = book.Take(_settings.Strategy(NameOf(segment)), _settings.LeastConfidence, _model.BasketValue);
            return new(rules, fell, _model.Purchases.Items.Count);
        });
    }

    private IEnumerable<ItemRule> Rules(int segment, int[] bought)
    {
        var index = IndexOf(segment);
        var taken = new Dictionary<int, int>();
        foreach (var place in index.Matching(bought))
        {
            var rule = index[place];
            if (_settings.SkipBought && Array.BinarySearch(bought, rule.Then) >= 0) continue;
            var group = _model.Groups[rule.If[0]];
            var count = taken.GetValueOrDefault(group);
            if (count == RulesPerGroup) continue;
            taken[group] = count + 1;
            yield return rule;
        }
    }

    private IEnumerable<Offer> Reaching(int account, int segment) =>
        !_settings.Promotions ? [] : _model.Offers.Where(o => o.Campaign.Reaches(_model.Purchases.Accounts[account], segment < 0 ? null : _model.Purchases.Segments.Names[segment]));

    private string NameOf(int segment) => segment < 0 ? Transactions.Everybody : _model.Purchases.Segments.Names[segment];
}
