using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Prove;

/// <summary>The other systems' lists beside what was planted.</summary>
internal static class OtherProofs
{
    private const string Everybody = "ALL";

    /// <summary>Opportunities beside the sales that the stores would have made, and beside the planted gaps.</summary>
    public static IReadOnlyList<Finding> Opportunities(IReadOnlyList<RunRow> rows, Market market, MarketPlan plan, Trials trials, IReadOnlyDictionary<string, int> places)
    {
        var shops = market.Shops.Select((s, i) => (s.Id, i)).ToDictionary(s => s.Id, s => s.i, StringComparer.Ordinal);
        var listed = rows.Where(r => shops.ContainsKey(r.Texts[0]) && places.ContainsKey(r.Texts[1])).Select(r => (Store: shops[r.Texts[0]], Item: places[r.Texts[1]], Said: r.Numbers[0])).ToArray();
        var gaps = market.Shops.SelectMany((_, s) => MarketMaker.GapsAt(market.Catalogue, plan, s, market.Seed).Select(i => (s, i))).ToHashSet();
        var named = listed.Select(l => (l.Store, l.Item)).Distinct().ToArray();
        var wider = market.Shops.Select((shop, s) => new Shop(shop.Id, shop.Cluster, shop.Size, [.. shop.Carried.Select((c, i) => c || named.Contains((s, i)))])).ToArray();
        var sold = trials.Cells(wider);
        return
        [
            new("opportunities", "sales of the pairs named", listed.Sum(l => l.Said), named.Sum(p => sold.GetValueOrDefault(p).Paid) * plan.Weeks, $"the stores carry all that is named, simulated over {plan.Weeks} weeks"),
            new("opportunities", "planted gaps found", null, gaps.Count == 0 ? null : (double)named.Count(gaps.Contains) / gaps.Count, $"share of {gaps.Count} planted gaps that are among the {named.Length} pairs named"),
            new("opportunities", "pairs named that were planted", null, named.Length == 0 ? null : (double)named.Count(gaps.Contains) / named.Length, "the others are products that the store does not carry either, for another reason"),
        ];
    }

    /// <summary>An allocation beside simulated sales: what both plans sell of the true demand.</summary>
    public static IReadOnlyList<Finding> Allocation(IReadOnlyList<RunRow> rows, Market market, MarketPlan plan, Trials trials, IReadOnlyDictionary<string, int> places)
    {
        var shops = market.Shops.Select((s, i) => (s.Id, i)).ToDictionary(s => s.Id, s => s.i, StringComparer.Ordinal);
        var cells = rows.Where(r => shops.ContainsKey(r.Texts[0]) && places.ContainsKey(r.Texts[1])).ToArray();
        var demand = trials.Cells(market.Shops);
        double Sold(Func<double[], double> quantity) => cells.Sum(r => ExpectedSold(demand.GetValueOrDefault((shops[r.Texts[0]], places[r.Texts[1]])).Units * plan.Weeks, quantity(r.Numbers)));
        var (before, after) = (Sold(n => n[1]), Sold(n => n[0]));
        return
        [
            new("sell-through", "sold before", cells.Sum(r => r.Numbers[2]), before, $"units of the true demand over {plan.Weeks} weeks that today's allocation serves"),
            new("sell-through", "sold after", cells.Sum(r => r.Numbers[3]), after, "the same of the optimised allocation"),
            new("sell-through", "units won", cells.Sum(r => r.Numbers[3] - r.Numbers[2]), after - before, "the improvement"),
        ];
    }

    /// <summary>Rules beside the planted affinities.</summary>
    public static IReadOnlyList<Finding> Rules(IReadOnlyList<RunRow> rows, Catalogue catalogue)
    {
        var rules = rows.Where(r => r.Texts[0] == Everybody).Select(r => (If: r.Texts[1], Then: r.Texts[2], Lift: r.Numbers[0])).ToArray();
        var names = catalogue.Categories;
        var planted = catalogue.Affinities.Select(a => (One: names[a.Trigger].Name, Other: names[a.Target].Name, a.Kappa)).ToArray();
        double? Lift(string one, string other) => rules.Where(r => (r.If, r.Then) == (one, other) || (r.If, r.Then) == (other, one)).Max(r => (double?)r.Lift);
        var found = planted.Select(p => Lift(p.One, p.Other)).ToArray();
        var others = rules.Where(r => !planted.Any(p => (p.One, p.Other) == (r.If, r.Then) || (p.Other, p.One) == (r.If, r.Then))).Select(r => r.Lift).ToArray();
        return
        [
            new("cross-sell", "planted affinities found", null, planted.Length == 0 ? null : found.Count(f => f is not null) / (double)planted.Length, $"share of {planted.Length} planted pairs of categories that are among the {rules.Length} rules; mine with item level subcategory"),
            new("cross-sell", "mean lift of planted pairs", found.OfType<double>().DefaultIfEmpty(double.NaN).Average(), planted.Length == 0 ? null : Math.Exp(planted.Average(p => p.Kappa)), "beside it the geometric mean of the planted factors on the odds, of which a lift can only be a part"),
            new("cross-sell", "mean lift of other pairs", others.DefaultIfEmpty(double.NaN).Average(), 1, "nothing is planted between them; what customers have in common remains"),
        ];
    }

    /// <summary>E[min(D, a)] of a Poisson demand.</summary>
    private static double ExpectedSold(double mean, double units)
    {
        if (mean <= 0 || units <= 0) return 0;
        if (units > mean + 12 * Math.Sqrt(mean) + 12) return mean; // the tail beyond weighs less than 1e-12
        var (sold, tail, chance) = (0.0, 1.0, Math.Exp(-mean));
        if (chance == 0) return Math.Min(mean, units); // a mean beyond 745, of which the spread is below 4%
        for (var k = 1; k <= units; k++)
        {
            tail -= chance;
            sold += Math.Max(0, tail);
            chance *= mean / k;
        }
        return sold;
    }
}
