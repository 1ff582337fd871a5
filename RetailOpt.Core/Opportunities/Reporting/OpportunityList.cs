using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>
/// The opportunities as a table, store by store, each made when it is read. Where there are more than the options allow, each store keeps
/// its best, equally many in every store that has so many.
/// </summary>
internal sealed class OpportunityList : IIndexedTable
{
    private readonly OpportunitiesResult _result;
    private readonly TableLayout<Opportunity> _layout;
    private readonly int[] _starts;
    private (int Store, IIndexedTable Rows) _page;

    public OpportunityList(OpportunitiesResult result, int maxRows)
    {
        (_result, _layout) = (result, OpportunityTables.Opportunities(result));
        var missing = Enumerable.Range(0, result.Cells.Stores.Length).Select(s => result.Line(s).Missing).ToArray();
        Best = result.Opportunities <= maxRows ? null : Allowed(missing, maxRows);
        _starts = new int[missing.Length + 1];
        for (var s = 0; s < missing.Length; s++) _starts[s + 1] = _starts[s] + (int)Math.Min(missing[s], Best ?? int.MaxValue);
        _page = (-1, (IIndexedTable)_layout.Of(Array.Empty<Opportunity>()));
    }

    /// <summary>Rows that a store has at most, or null where none was cut.</summary>
    public int? Best { get; }

    public TableSchema Schema => _layout.Schema;

    public long? Count => _starts[^1];

    public IEnumerable<object?[]> Read()
    {
        for (var s = 0; s + 1 < _starts.Length; s++)
        {
            if (_starts[s + 1] == _starts[s]) continue;
            foreach (var row in Of(s).Read()) yield return row;
        }
    }

    public object? Cell(int row, int column)
    {
        var store = StoreAt(row);
        // a page is one store's, or a few stores'
        var page = _page;
        if (page.Store != store) _page = page = (store, Of(store));
        return page.Rows.Cell(row - _starts[store], column);
    }

    /// <summary>The store whose rows hold this one: the last that begins at or before it; stores without rows begin where the next does.</summary>
    private int StoreAt(int row)
    {
        var (low, high) = (0, _starts.Length - 2);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_starts[middle] <= row) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private IIndexedTable Of(int store) => (IIndexedTable)_layout.Of(_result.MissedBy(store, Best ?? int.MaxValue));

    /// <summary>The most rows for a store with which the list keeps to its limit.</summary>
    private static int Allowed(long[] missing, int rows)
    {
        var (low, high) = (0L, missing.Max());
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (missing.Sum(m => Math.Min(m, middle)) <= rows) low = middle;
            else high = middle - 1;
        }
        return (int)low;
    }
}
