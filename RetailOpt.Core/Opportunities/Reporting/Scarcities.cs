using static System.FormattableString;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>Looks for the reason of an answer that holds little.</summary>
internal static class Scarcities
{
    /// <summary>Little is fewer opportunities than one in so many stores.</summary>
    private const int Stores = 10;

    /// <summary>Below the median nothing is a top performer by any measure.</summary>
    private const double LowestTop = .5;

    public static Scarcity? Of(OpportunitiesResult result, CancellationToken ct)
    {
        if (result.Opportunities * Stores >= result.Cells.Stores.Length) return null;
        var dropped = Bottleneck.Dropped(result);
        var why = result.Opportunities == 0 ? $"Nothing was found: {Bottleneck.Of(result).Reason}." : Little(result);
        if (dropped > .5 && dropped < 1) why += Invariant($" The least sales of a product, {result.Options.MinProductSales:N2}, drops {dropped:0.0%} of all pairs of {result.Options.One.ToLowerInvariant()} and product.");
        var tried = new List<OpportunitiesResult> { Eased(result, ct) };
        if (dropped > .5)
        {
            var all = Solve(result, result.Options with { MinProductSales = 0 }, ct);
            tried.Add(all);
            if (all.Opportunities < Wanted(result)) tried.Add(Eased(all, ct));
        }
        return new(why, [.. tried.Where(t => t.Opportunities > result.Opportunities).DistinctBy(t => t.Options).Select(t => new ThresholdMove(t.Options, Words(result.Options, t.Options), t.Opportunities))]);
    }

    private static long Wanted(OpportunitiesResult result) => result.Cells.Stores.Length;

    private static OpportunitiesResult Solve(OpportunitiesResult result, RuleOptions options, CancellationToken ct) => new(result.Model, options, result.Model.Find(options.Rule, 1, ct));

    private static string Little(OpportunitiesResult result)
    {
        var (options, tops) = (result.Options, result.Clusters.Sum(c => c.Groups.Sum(g => (long)g.TopPerformers)));
        var removed = result.Clusters.Sum(c => c.Groups.Sum(g => (long)g.RemovedProducts));
        var missed = result.Clusters.Sum(c => Enumerable.Range(0, c.Groups.Length).Where(g => c.Groups[g].Opportunities > 0).Sum(g => c.Top(g).LongCount(t => t.Allowed && c.Missing(t) > 0)));
        return Invariant($"Of {tops:N0} top performers {tops - missed - removed:N0} are carried by all {options.Many} of their cluster") + (removed > 0 ? Invariant($", and {removed:N0} by fewer than {options.AdoptionThreshold:0.##%}.") : ". Where nearly everything is carried, little is the right answer.");
    }

    /// <summary>The answer with the one threshold eased that holds back the most.</summary>
    private static OpportunitiesResult Eased(OpportunitiesResult result, CancellationToken ct)
    {
        var (options, first) = (result.Options, result.Opportunities == 0 ? Bottleneck.Of(result) : null);
        if (first is { Option: not Threshold.Adoption and not Threshold.AllCarry }) return Solve(result, first.Ease(options), ct);
        if (AdoptionFor(result, Wanted(result)) is { } adoption) return Solve(result, options with { AdoptionThreshold = adoption }, ct);
        for (var top = Math.Floor(options.TopPerformerThreshold * 10 - 1e-9) / 10; top >= LowestTop; top = Math.Round(top - .1, 12))
            if (Solve(result, options with { TopPerformerThreshold = top }, ct) is var lower && lower.Opportunities > result.Opportunities) return lower;
        return result;
    }

    /// <summary>The adoption, in whole percents where that can be, with which so many opportunities are found, or all; null where the adoption removes nothing.</summary>
    private static double? AdoptionFor(OpportunitiesResult result, long wanted)
    {
        var removed = result.Clusters.SelectMany(c => Enumerable.Range(0, c.Groups.Length).Where(g => c.Groups[g].Removed > 0)
            .SelectMany(g => c.Top(g).Where(t => !t.Allowed && c.Missing(t) > 0).Select(t => (t.Adoption, Missing: (long)c.Missing(t))))).OrderByDescending(t => t.Adoption).ToArray();
        if (removed.Length == 0) return null;
        var (found, at) = (result.Opportunities, 0);
        while (at < removed.Length && (found += removed[at].Missing) < wanted) at++;
        var adoption = removed[Math.Min(at, removed.Length - 1)].Adoption;
        return adoption >= .01 ? Math.Floor(adoption * 100 + 1e-9) / 100 : Bottleneck.Down(adoption);
    }

    private static string Words(RuleOptions before, RuleOptions after)
    {
        var words = new List<string>();
        if (after.MinProductSales != before.MinProductSales) words.Add(Invariant($"least sales of a product {after.MinProductSales:N0}"));
        if (after.MinClusterStores != before.MinClusterStores) words.Add(Invariant($"stores of a cluster {after.MinClusterStores:N0}"));
        if (after.MinStoresSelling != before.MinStoresSelling) words.Add(Invariant($"stores selling {after.MinStoresSelling:N0}"));
        if (after.TopPerformerThreshold != before.TopPerformerThreshold) words.Add(Invariant($"top performer from {after.TopPerformerThreshold:0.##%}"));
        if (after.AdoptionThreshold != before.AdoptionThreshold) words.Add(Invariant($"adoption from {after.AdoptionThreshold:0.##%}"));
        return string.Join(" and ", words);
    }
}
