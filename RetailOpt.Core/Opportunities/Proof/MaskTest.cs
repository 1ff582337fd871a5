using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>
/// Hides a random share of the pairs of store and product that are carried, runs the rule on the rest, and asks how many of the hidden pairs
/// its lists name. Clusters stay as they are.
/// </summary>
internal static class MaskTest
{
    /// <summary>Draws that an interval needs, so that a stopped test has one.</summary>
    private const int Fewest = 2;

    /// <summary>One score for each draw, summed over the stores; of a test that was stopped, of those that were made. A draw depends on the seed and its number alone.</summary>
    public static ListScore[] Run(OpportunitiesModel model, OpportunitiesProofOptions options, IWork work, CancellationToken ct)
    {
        var scores = new ListScore?[options.Draws];
        var done = 0;
        var carried = new StoreItems(model.Cells, options.Rule.MinProductSales);
        var standing = Standing(model.Cells, carried);
        Parallel.For(0, scores.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, work.Threads), CancellationToken = ct }, (d, loop) =>
        {
            if (Volatile.Read(ref done) >= Fewest && work.StopRequested)
            {
                loop.Stop();
                return;
            }
            scores[d] = Draw(model, options, carried, standing, RandomStream.Of(work.Seed, d), ct);
            work.Report(Interlocked.Increment(ref done) / (double)scores.Length, "Mask test", $"{done} of {scores.Length} draws");
        });
        return [.. scores.OfType<ListScore>()];
    }

    private static ListScore Draw(OpportunitiesModel model, OpportunitiesProofOptions options, StoreItems carried, double[] standing, RandomStream stream, CancellationToken ct)
    {
        var (cells, rule) = (model.Cells, options.Rule);
        var hidden = new HashSet<int>[cells.Stores.Length];
        for (var store = 0; store < hidden.Length; store++) hidden[store] = Hidden(carried[store], standing, options.Hide, ref stream);
        var rest = cells.With(Array.ConvertAll(cells.Sales, s => s.Without((store, item) => hidden[store].Contains(item))));
        var masked = new OpportunitiesModel(rest, model.Notes);
        var scorer = new ListScorer(new(masked, options, masked.Find(rule, 1, ct)), new StoreItems(rest, rule.MinProductSales));
        var all = new ListScore();
        for (var store = 0; store < hidden.Length; store++) all += scorer.Score(store, hidden[store]);
        return all;
    }

    /// <summary>
    /// A random share of a store's items: of each ten (for a share of a tenth) in the order of their standing one. So each draw hides best sellers and
    /// slow sellers in the same proportion, which takes chance out of the comparison and favours nobody.
    /// </summary>
    private static HashSet<int> Hidden(ReadOnlySpan<(int Item, long Amount)> carried, double[] standing, double share, ref RandomStream stream)
    {
        var order = new int[carried.Length];
        for (var i = 0; i < order.Length; i++) order[i] = carried[i].Item;
        Array.Sort(order, (a, b) => standing[a] != standing[b] ? standing[b].CompareTo(standing[a]) : a.CompareTo(b));
        var hidden = new HashSet<int>();
        for (var block = 0.0; block < order.Length * share; block++)
        {
            // the last block may reach beyond the list; an item may lie in two blocks
            var at = (int)((block + stream.Next()) / share);
            while (at < order.Length && !hidden.Add(order[at])) at++;
        }
        return hidden;
    }

    /// <summary>How far up each item stands among those of its category by the sales of the chain, in (0, 1].</summary>
    private static double[] Standing(SalesCells cells, StoreItems carried)
    {
        var totals = new long[cells.Products.Length];
        for (var store = 0; store < carried.Stores; store++)
            foreach (var (item, amount) in carried[store]) totals[item] += amount;
        var standing = new double[totals.Length];
        foreach (var category in Enumerable.Range(0, totals.Length).GroupBy(i => cells.CategoryOf[i]))
        {
            var ascending = category.OrderBy(i => totals[i]).ThenBy(i => i).ToArray();
            for (var i = 0; i < ascending.Length; i++) standing[ascending[i]] = (i + 1.0) / ascending.Length;
        }
        return standing;
    }
}
