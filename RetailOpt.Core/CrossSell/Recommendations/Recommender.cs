using RetailOpt.Core.CrossSell.Promotions;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>An item for an account, and why.</summary>
/// <param name="Account">Account.</param>
/// <param name="Rank">From 1.</param>
/// <param name="Item">Item.</param>
/// <param name="Rule">The best rule that leads to it.</param>
/// <param name="Boost">Factor by a campaign, 1 without one.</param>
/// <param name="Campaign">That campaign, or null.</param>
/// <param name="Likely">How likely the account buys it next, as a learned ranker estimates; null where the rules rank.</param>
internal sealed record Recommendation(int Account, int Rank, int Item, ItemRule Rule, double Boost, Campaign? Campaign, double? Likely = null)
{
    public double Score => Rule.BaseScore * Boost;
}

/// <summary>What is used of the options when something is recommended.</summary>
internal sealed record RecommendationSettings(int Most, bool SkipBought, bool Promotions, double RecencyWeight, double LeastConfidence, Func<string, SegmentStrategy> Strategy)
{
    /// <summary>So many new items, without boosts.</summary>
    public static RecommendationSettings Untouched(int most) => new(most, true, false, 0, 0, _ => new(0, RuleRanking.Balanced, 1));
}

/// <summary>
/// Recommends by rules: of the rules of the account's segment (else of everybody) of which it bought the whole antecedent, the best three by the
/// segment's ranking for each category bought; duplicates keep the best trigger; confidence x lift x 100, times the boost, decides.
/// </summary>
internal sealed class Recommender
{
    private const int RulesPerGroup = 3;
    private readonly RecommendationModel _model;
    private readonly RecommendationSettings _settings;

    public Recommender(RecommendationModel model, RecommendationSettings settings) => (_model, _settings) = (model, settings);

    /// <summary>What is recommended to an account, best first.</summary>
    public IReadOnlyList<Recommendation> For(int account)
    {
        var (segment, bought) = (_model.Purchases.Segments.Of[account], _model.History.Bought[account]);
        var boosts = _model.BoostsOf(account, _settings);
        var best = new Dictionary<int, Recommendation>();
        foreach (var rule in Rules(segment, bought))
        {
            var (factor, campaign) = boosts.Of(rule.Then);
            var found = new Recommendation(account, 0, rule.Then, rule, factor, campaign);
            if (!best.TryGetValue(rule.Then, out var known) || found.Score > known.Score) best[rule.Then] = found;
        }
        return [.. best.Values.OrderByDescending(r => r.Score).ThenBy(r => r.Item).Take(_settings.Most).Select((r, i) => r with { Rank = i + 1 })];
    }

    private IEnumerable<ItemRule> Rules(int segment, int[] bought)
    {
        var index = _model.RulesFor(segment, _settings);
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
}
