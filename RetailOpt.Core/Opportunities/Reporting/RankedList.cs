using RetailOpt.Core.Opportunities.Rule;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>
/// The opportunities of all stores, best score first: each top performer with the stores that miss it. The top performers are ranked when the table is
/// first read; a row is found by its number, so a page of many millions costs what its rows cost.
/// </summary>
internal sealed class RankedList : IIndexedTable
{
    private readonly OpportunitiesResult _result;
    private readonly TableLayout<Opportunity> _layout;
    private readonly (int Cluster, int Group)[] _groups;
    private readonly Lazy<((int Cluster, TopPerformer Top)[] Ranked, long[] Starts)> _order;
    private Product? _product;

    /// <param name="result">The answer.</param>
    /// <param name="cluster">Number of the only cluster, or null for all.</param>
    /// <param name="category">Number of the only category, or null for all.</param>
    public RankedList(OpportunitiesResult result, int? cluster, int? category)
    {
        (_result, _layout) = (result, OpportunityTables.Ranked(result));
        _groups = [.. from c in Enumerable.Range(0, result.Clusters.Count)
                      where cluster is null || c == cluster
                      from g in Enumerable.Range(0, result.Clusters[c].Groups.Length)
                      where result.Clusters[c].Groups[g].Opportunities > 0 && (category is null || result.Clusters[c].Shelf.Categories[g] == category)
                      select (c, g)];
        Count = _groups.Sum(g => result.Clusters[g.Cluster].Groups[g.Group].Opportunities);
        _order = new(Rank);
    }

    public TableSchema Schema => _layout.Schema;

    public long? Count { get; }

    public IEnumerable<object?[]> Read() => Enumerable.Range(0, _order.Value.Ranked.Length).SelectMany(place => Of(place).Read());

    public object? Cell(int row, int column)
    {
        var at = Array.BinarySearch(_order.Value.Starts, row);
        var place = at < 0 ? ~at - 1 : at;
        var product = _product;
        if (product?.Place != place) _product = product = new(place, Of(place));
        return product.Rows.Cell((int)(row - _order.Value.Starts[place]), column);
    }

    private IIndexedTable Of(int place)
    {
        var (cluster, top) = _order.Value.Ranked[place];
        var stores = _result.Cells.Sales[cluster].Stores;
        return (IIndexedTable)_layout.Of(Array.ConvertAll(_result.Clusters[cluster].Shelf.MissingOf(top.Group, top.Entry), at => OpportunitiesResult.Describe(_result.Clusters[cluster], top, stores[at], cluster)));
    }

    private ((int, TopPerformer)[] Ranked, long[] Starts) Rank()
    {
        var ranked = new List<(int Cluster, TopPerformer Top)>();
        foreach (var (cluster, group) in _groups)
        {
            var found = _result.Clusters[cluster];
            foreach (var top in found.Top(group))
                if (top.Allowed && found.Missing(top) > 0) ranked.Add((cluster, top));
        }
        ranked.Sort((a, b) => Compare(a, b));
        var starts = new long[ranked.Count];
        for (var i = 1; i < starts.Length; i++) starts[i] = starts[i - 1] + _result.Clusters[ranked[i - 1].Cluster].Missing(ranked[i - 1].Top);
        return ([.. ranked], starts);
    }

    // of equal scores what sells more first
    private int Compare((int Cluster, TopPerformer Top) a, (int Cluster, TopPerformer Top) b) =>
        a.Top.Score != b.Top.Score ? b.Top.Score.CompareTo(a.Top.Score)
        : _result.Clusters[b.Cluster].Shelf.Average(b.Top.Entry).CompareTo(_result.Clusters[a.Cluster].Shelf.Average(a.Top.Entry)) is var sales and not 0 ? sales
        : (a.Cluster, a.Top.Entry).CompareTo((b.Cluster, b.Top.Entry));

    /// <summary>The rows of a ranked top performer: the last that was asked for, since pages go down the list.</summary>
    private sealed record Product(int Place, IIndexedTable Rows);
}
