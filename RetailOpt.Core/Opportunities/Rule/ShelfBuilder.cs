namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>Makes a <see cref="Shelf"/>: one walk over the cells of each category for totals and members, a second for the lists.</summary>
internal sealed class ShelfBuilder(ClusterSales sales, int[] categoryOf, long least)
{
    private readonly List<int> _categories = [], _memberStarts = [0], _members = [], _entryStarts = [0];
    private readonly int[] _items = new int[sales.Items.Length], _selling = new int[sales.Items.Length], _listStarts = new int[sales.Items.Length + 1];
    private readonly long[] _totals = new long[sales.Items.Length];
    // the list is never longer than the sellers are many
    private readonly int[] _lists = new int[sales.Amounts.Length];
    private readonly int[] _group = new int[sales.Stores.Length];
    private int _entries, _listed;
    private long _kept;
    private double _averages;

    public Shelf Build()
    {
        for (var from = 0; from < sales.Items.Length;)
        {
            var category = categoryOf[sales.Items[from]];
            var to = from + 1;
            while (to < sales.Items.Length && categoryOf[sales.Items[to]] == category) to++;
            Add(category, from, to);
            from = to;
        }
        return new Shelf
        {
            Categories = [.. _categories],
            MemberStarts = [.. _memberStarts],
            Members = [.. _members],
            EntryStarts = [.. _entryStarts],
            Items = _items[.._entries],
            Totals = _totals[.._entries],
            Selling = _selling[.._entries],
            ListStarts = _listStarts[..(_entries + 1)],
            Lists = _lists[.._listed],
            Kept = _kept,
            ScoreScale = Scale(_entries),
            PotentialScale = Scale(_averages),
        };
    }

    private void Add(int category, int from, int to)
    {
        var (firstEntry, firstMember) = (_entries, _members.Count);
        for (var entry = from; entry < to; entry++) Sum(entry);
        if (_entries == firstEntry) return;
        _categories.Add(category);
        _entryStarts.Add(_entries);
        _memberStarts.Add(_members.Count);
        var members = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[firstMember..];
        members.Sort();
        for (int entry = from, made = firstEntry; entry < to && made < _entries; entry++)
            if (_items[made] == sales.Items[entry]) List(entry, made++, members);
    }

    private void Sum(int entry)
    {
        var (total, selling, mark) = (0L, 0, _categories.Count + 1);
        for (var cell = sales.Starts[entry]; cell < sales.Starts[entry + 1]; cell++)
        {
            if (sales.Amounts[cell] < least) continue;
            total = checked(total + sales.Amounts[cell]);
            selling++;
            var store = sales.Sellers[cell];
            if (_group[store] == mark) continue;
            _group[store] = mark;
            _members.Add(store);
        }
        if (selling == 0) return;
        (_items[_entries], _totals[_entries], _selling[_entries++]) = (sales.Items[entry], total, selling);
        _kept += selling;
        _averages += (double)total / selling;
    }

    private void List(int entry, int made, ReadOnlySpan<int> members)
    {
        var missing = 2 * _selling[made] >= members.Length;
        var at = 0;
        for (var cell = sales.Starts[entry]; cell < sales.Starts[entry + 1]; cell++)
        {
            if (sales.Amounts[cell] < least) continue;
            var store = sales.Sellers[cell];
            if (!missing) _lists[_listed++] = store;
            else
            {
                while (members[at] != store) _lists[_listed++] = members[at++];
                at++;
            }
        }
        if (missing) for (; at < members.Length; at++) _lists[_listed++] = members[at];
        _listStarts[made + 1] = _listed;
    }

    /// <summary>The largest power of two, up to 2^52, with which no store's sum can leave 62 bits: none misses more than everything.</summary>
    private static double Scale(double most) => Math.ScaleB(1, Math.Min(52, 61 - (int)Math.Ceiling(Math.Log2(Math.Max(2, most)))));
}
