using RetailOpt.Core.CrossSell.Recommendations;

namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>
/// Recommends what a learned ranker holds for likeliest to be bought next, times the boost. Its candidates are new items that are popular, alike to what was
/// bought, or led to by a rule. Each comes with the best rule that leads to it, else with the pair of it and the most alike item bought, else, where no basket
/// holds it with any of these, with the share of all baskets that hold it (a rule from nothing).
/// </summary>
internal sealed class LearnedRecommender(RecommendationModel model, Features features, LogisticRanker ranker, RecommendationSettings settings)
{
    /// <summary>What is recommended to an account on a day, best first.</summary>
    public IReadOnlyList<Recommendation> For(int account, int day)
    {
        var (segment, bought) = (model.Purchases.Segments.Of[account], model.History.Bought[account]);
        var boosts = model.BoostsOf(account, settings);
        var candidates = features.Of(account, day);
        var likely = new (double Likely, double Boost)[candidates.Items.Length];
        for (var i = 0; i < likely.Length; i++) likely[i] = (1 / (1 + Math.Exp(-ranker.Score(candidates.Row(i)))), boosts.Of(candidates.Items[i]).Factor);
        var rules = BestRules(segment, bought);
        var list = new List<Recommendation>();
        foreach (var place in Enumerable.Range(0, likely.Length).OrderByDescending(i => likely[i].Likely * likely[i].Boost).ThenBy(i => i))
        {
            var item = candidates.Items[place];
            list.Add(new(account, list.Count + 1, item, rules.GetValueOrDefault(item) ?? Pair(item, bought) ?? model.History.FromNothing(item), likely[place].Boost, boosts.Of(item).Campaign, likely[place].Likely));
            if (list.Count == settings.Most) break;
        }
        return list;
    }

    /// <summary>The rule of the greatest base score that leads to each item.</summary>
    private Dictionary<int, ItemRule> BestRules(int segment, int[] bought)
    {
        var (index, best) = (model.AllRules(segment), new Dictionary<int, ItemRule>());
        foreach (var rule in index.Matching(bought).Select(place => index[place]))
            if (!best.TryGetValue(rule.Then, out var known) || rule.BaseScore > known.BaseScore) best[rule.Then] = rule;
        return best;
    }

    /// <summary>An item and the item bought that is most alike to it, counted over everybody's baskets; null where no basket holds it with any.</summary>
    private ItemRule? Pair(int item, int[] bought)
    {
        foreach (var other in model.History.Near[item].Items) // in the order of likeness
            if (Array.BinarySearch(bought, other) >= 0) return model.History.Pair(other, item);
        return bought.Select(other => model.History.Pair(other, item)).Where(p => p.Both > 0).MaxBy(p => p.Both / Math.Sqrt(p.First)); // less alike than the most alike ones
    }
}
