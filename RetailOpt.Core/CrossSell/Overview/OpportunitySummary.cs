using RetailOpt.Core.CrossSell.MarketBasket;
using RetailOpt.Core.CrossSell.Promotions;

namespace RetailOpt.Core.CrossSell.Overview;

/// <summary>A rule as an opportunity.</summary>
/// <param name="Rule">The rule, with one consequent.</param>
/// <param name="Effectiveness">The best effectiveness of a campaign for both items in the segment, 0 without one.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Accounts">Accounts of the segment that bought the antecedent and never the consequent.</param>
/// <param name="Potential">Revenue potential in the currency.</param>
internal sealed record CrossSellOpportunity(SegmentRule Rule, double Effectiveness, double Score, int Accounts, double Potential);

/// <summary>
/// Scores rules as opportunities: .3 confidence + .3 lift + .2 support + .2 effectiveness, each scaled from its least to its greatest to 0..100
/// (a constant one is 50). Potential = confidence x mean value of baskets with the consequent x accounts with the antecedent and without the consequent.
/// </summary>
internal static class OpportunitySummary
{
    /// <summary>By score, the best first; ties by segment, then rank.</summary>
    public static IReadOnlyList<CrossSellOpportunity> Of(Purchases purchases, IEnumerable<SegmentRule> rules, PromotionResult? promotions)
    {
        var all = rules.Where(r => r.Then.Length == 1).ToArray();
        var best = Best(promotions);
        var effectiveness = all.Select(r => r.If.Max(i => best.GetValueOrDefault((purchases.Items[i], purchases.Items[r.Then[0]], Segment(purchases, r.Segment))))).ToArray();
        double[][] scaled = [Scaled([.. all.Select(r => r.Measures.Confidence)]), Scaled([.. all.Select(r => r.Measures.Lift)]), Scaled([.. all.Select(r => r.Measures.Support)]), Scaled(effectiveness)];
        var accounts = all.Select(r => r.Segment).Distinct().ToDictionary(s => s, s => new SetCounts(Transactions.Of(purchases, CountBy.Account, s), purchases.Items.Count));
        return [.. all.Select((r, i) =>
        {
            var missing = accounts[r.Segment].Of(r.If) - accounts[r.Segment].Of([.. r.If, .. r.Then]);
            return new CrossSellOpportunity(r, effectiveness[i], .3 * scaled[0][i] + .3 * scaled[1][i] + .2 * scaled[2][i] + .2 * scaled[3][i], missing, r.Measures.Confidence * r.BasketValue * missing);
        }).OrderByDescending(o => o.Score).ThenBy(o => Segment(purchases, o.Rule.Segment), StringComparer.Ordinal).ThenBy(o => o.Rule.Rank)];
    }

    /// <summary>From the least to the greatest to 0..100; 50 where all are the same.</summary>
    public static double[] Scaled(double[] values)
    {
        if (values.Length == 0) return [];
        var (least, greatest) = (values.Min(), values.Max());
        return Array.ConvertAll(values, v => greatest > least ? 100 * (v - least) / (greatest - least) : 50);
    }

    private static Dictionary<(string, string, string), double> Best(PromotionResult? promotions)
    {
        var best = new Dictionary<(string, string, string), double>();
        foreach (var c in promotions?.Combinations ?? [])
        {
            var key = (promotions!.Model.Purchases.Items[c.Primary], promotions.Model.Purchases.Items[c.Other], Segment(promotions.Model.Purchases, c.Segment));
            best[key] = Math.Max(best.GetValueOrDefault(key), c.Effectiveness);
        }
        return best;
    }

    private static string Segment(Purchases purchases, int segment) => segment < 0 ? Transactions.Everybody : purchases.Segments.Names[segment];
}
