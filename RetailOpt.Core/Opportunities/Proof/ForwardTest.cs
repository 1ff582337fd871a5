using RetailOpt.Core.Numerics;
using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>An opportunity that a store took up: what peers said it would sell in the second part, and what it sold.</summary>
internal readonly record struct TakenUp(int Store, double Predicted, double Sold);

/// <summary>What came of the forward test.</summary>
/// <param name="Split">First day of the second part.</param>
/// <param name="FirstDays">Days of the first part.</param>
/// <param name="SecondDays">Days of the second part.</param>
/// <param name="Scores">Score of each store that sold something in the second part; right is what it began to carry.</param>
/// <param name="Gone">Stores with opportunities that sold nothing in the second part.</param>
/// <param name="TakenUp">The opportunities that were taken up.</param>
internal sealed record ForwardResult(DateOnly Split, int FirstDays, int SecondDays, IReadOnlyList<(int Store, ListScore Score)> Scores, int Gone, IReadOnlyList<TakenUp> TakenUp);

/// <summary>
/// Finds opportunities on the first part of the days and looks whether the store began to carry the product in the second. Carrying is meant as the rule
/// means it: sales of at least the least sales of a product, in the second part in proportion to its days.
/// </summary>
internal static class ForwardTest
{
    public static ForwardResult Run(ProofParts parts, OpportunitiesProofOptions options, int threads, CancellationToken ct)
    {
        var (rule, share) = (options.Rule, (double)parts.SecondDays / parts.FirstDays);
        var (first, second) = (parts.First.Cells, parts.Second);
        var found = new OpportunitiesResult(parts.First, options, parts.First.Find(rule, threads, ct));
        var carried = new StoreItems(first, rule.MinProductSales);
        var later = new StoreItems(second, (long)Math.Ceiling(rule.MinProductSales * share));
        var scorer = new ListScorer(found, carried);
        var (scores, taken, gone) = (new List<(int, ListScore)>(), new List<TakenUp>(), 0);
        var known = ItemsOf(first, second);
        for (var store = 0; store < first.Stores.Length; store++)
        {
            ct.ThrowIfCancellationRequested();
            // both parts have the stores of the same labels
            if (later[store].Length == 0)
            {
                if (found.Line(store).Missing > 0) gone++;
                continue;
            }
            var begun = new Dictionary<int, long>();
            foreach (var (item, amount) in later[store])
                if (known[item] >= 0 && carried.Sold(store, known[item]) is null) begun[known[item]] = amount;
            scores.Add((store, scorer.Score(store, begun.Keys.ToHashSet())));
            foreach (var o in found.MissedBy(store))
                if (begun.TryGetValue(o.Item, out var sold)) taken.Add(new(store, o.Average * share, sold / (double)SalesCells.Minor));
        }
        return new(parts.Split, parts.FirstDays, parts.SecondDays, scores, gone, taken);
    }

    /// <summary>The first part's number of each item of the second, -1 where nobody sold it in the first.</summary>
    private static int[] ItemsOf(SalesCells first, SalesCells second)
    {
        var numbers = Enumerable.Range(0, first.Products.Length).ToDictionary(i => (first.Products[i], first.Categories[first.CategoryOf[i]].Key), i => i);
        return [.. Enumerable.Range(0, second.Products.Length).Select(i => numbers.GetValueOrDefault((second.Products[i], second.Categories[second.CategoryOf[i]].Key), -1))];
    }

    /// <summary>Sold against predicted over all that was taken up, and the mean error as a share of the predicted, with intervals over the stores.</summary>
    public static (Estimate Ratio, Estimate Error) Calibration(ForwardResult result, double coverage, int resamples, ulong seed)
    {
        var byStore = result.TakenUp.ToLookup(t => t.Store);
        double[] Sums(Func<TakenUp, double> of) => [.. result.Scores.Select(s => byStore[s.Store].Sum(of))];
        var predicted = Sums(t => t.Predicted);
        return (Intervals.OfRatio(Sums(t => t.Sold), predicted, coverage, resamples, seed), Intervals.OfRatio(Sums(t => Math.Abs(t.Sold - t.Predicted)), predicted, coverage, resamples, seed));
    }
}
