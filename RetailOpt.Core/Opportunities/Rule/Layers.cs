namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>
/// What thresholds leave as it is, prepared once: shelves for the least sales, rankings for the stores selling. Few are kept, those used last,
/// so that a slider that goes back and forth finds what it left.
/// </summary>
internal sealed class Layers(SalesCells cells)
{
    /// <summary>Least sales for which shelves are kept, and for each of them stores selling for which rankings are.</summary>
    public const int Kept = 2;

    private readonly Lock _gate = new();
    private readonly List<Layer> _layers = [];

    /// <summary>Memory that the layers may come to hold, in bytes.</summary>
    public long Bytes { get; } = Kept * cells.Sales.Sum(s => 4L * s.Amounts.Length + 24L * s.Items.Length + Kept * (24L * s.Items.Length + 32L * Members(s, cells.CategoryOf)));

    /// <summary>The answer of each cluster.</summary>
    public Findings[] Find(Thresholds thresholds, int threads, CancellationToken ct)
    {
        var (shelves, rankings) = For(thresholds, threads, ct);
        return Each(threads, ct, c => Findings.Of(shelves[c], rankings[c], thresholds, cells.Sales[c].Stores.Length, ct));
    }

    private (Shelf[] Shelves, Ranking[] Rankings) For(Thresholds thresholds, int threads, CancellationToken ct)
    {
        lock (_gate)
        {
            var layer = Used(_layers, l => l.Least == thresholds.MinProductSales,
                () => new(thresholds.MinProductSales, Each(threads, ct, c => Shelf.Of(cells.Sales[c], cells.CategoryOf, thresholds.MinProductSales)), []));
            var ranks = Used(layer.Ranks, r => r.MinStoresSelling == thresholds.MinStoresSelling,
                () => new Ranks(thresholds.MinStoresSelling, Each(threads, ct, c => Ranking.Of(layer.Shelves[c], thresholds.MinStoresSelling, cells.Sales[c].Stores.Length))));
            return (layer.Shelves, ranks.Rankings);
        }
    }

    /// <summary>Stores of all categories of a cluster together, at most.</summary>
    private static long Members(ClusterSales sales, int[] categoryOf)
    {
        var cells = new Dictionary<int, long>();
        for (var e = 0; e < sales.Items.Length; e++) cells[categoryOf[sales.Items[e]]] = cells.GetValueOrDefault(categoryOf[sales.Items[e]]) + sales.Starts[e + 1] - sales.Starts[e];
        return cells.Values.Sum(n => Math.Min(n, sales.Stores.Length));
    }

    private static T Used<T>(List<T> kept, Predicate<T> wanted, Func<T> make)
    {
        var at = kept.FindIndex(wanted);
        var entry = at >= 0 ? kept[at] : make();
        if (at >= 0) kept.RemoveAt(at);
        else if (kept.Count == Kept) kept.RemoveAt(Kept - 1);
        kept.Insert(0, entry);
        return entry;
    }

    // Clusters have nothing to do with each other, so threads change no figure.
    private T[] Each<T>(int threads, CancellationToken ct, Func<int, T> make)
    {
        var made = new T[cells.Sales.Length];
        if (threads <= 1)
            for (var c = 0; c < made.Length; c++)
            {
                ct.ThrowIfCancellationRequested();
                made[c] = make(c);
            }
        else Parallel.For(0, made.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, c => made[c] = make(c));
        return made;
    }

    private sealed record Ranks(int MinStoresSelling, Ranking[] Rankings);

    private sealed record Layer(long Least, Shelf[] Shelves, List<Ranks> Ranks);
}
