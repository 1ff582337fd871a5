namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>
/// The entries of a shelf that enough stores sell, in each group ascending by sales, with their percentile: the ascending rank of sales within
/// the group, ties sharing the average rank, divided by the number of ranked entries. A lone one has 1.
/// </summary>
internal sealed class Ranking
{
    private Ranking(Shelf shelf, int[] starts, int[] entries, double[] percentiles, int stores)
    {
        (Starts, Entries, Percentiles) = (starts, entries, percentiles);
        (Missing, Averages) = (new int[entries.Length], new double[entries.Length]);
        (Listed, All) = (new long[shelf.Groups], new StoreSum[shelf.Members.Length]);
        using var tally = new StoreTally(shelf, stores);
        for (var g = 0; g < shelf.Groups; g++) Prepare(shelf, g, tally);
    }

    /// <summary>Where the entries of each group begin, and the end of the last.</summary>
    public int[] Starts { get; }

    /// <summary>Entries of the shelf.</summary>
    public int[] Entries { get; }

    /// <summary>Percentile of each.</summary>
    public double[] Percentiles { get; }

    /// <summary>Stores of its group that miss each.</summary>
    public int[] Missing { get; }

    /// <summary>Mean sales of each in a store that sells it, in ten-thousandths.</summary>
    public double[] Averages { get; }

    /// <summary>Length of the shelf's lists of all entries of a group together.</summary>
    public long[] Listed { get; }

    /// <summary>What each member of the shelf misses of all entries of its group: a selection of most of them is this without the others.</summary>
    public StoreSum[] All { get; }

    /// <summary>The highest percentile of a group; 0 where nothing is ranked.</summary>
    public double Highest(int group) => Starts[group + 1] > Starts[group] ? Percentiles[Starts[group + 1] - 1] : 0;

    /// <summary>Share of the stores of a group of that size that sell the entry at an index.</summary>
    public double Adoption(int index, int size) => (double)(size - Missing[index]) / size;

    /// <summary>Length of its list in the shelf.</summary>
    public int ListOf(int index, int size) => Math.Min(Missing[index], size - Missing[index]);

    /// <summary>What it is to a store that misses it.</summary>
    public StoreSum Worth(Shelf shelf, int index, int size) =>
        new(1, (long)(Percentiles[index] * Adoption(index, size) * shelf.ScoreScale + .5), (long)(Averages[index] * shelf.PotentialScale + .5));

    /// <summary>Of the shelf of a cluster with so many stores.</summary>
    public static Ranking Of(Shelf shelf, int minStoresSelling, int stores)
    {
        var starts = new int[shelf.Groups + 1];
        var entries = new int[shelf.Items.Length];
        var totals = new long[shelf.Items.Length];
        var count = 0;
        for (var g = 0; g < shelf.Groups; g++)
        {
            for (var e = shelf.EntryStarts[g]; e < shelf.EntryStarts[g + 1]; e++)
                if (shelf.Selling[e] >= minStoresSelling) (entries[count], totals[count++]) = (e, shelf.Totals[e]);
            starts[g + 1] = count;
        }
        var percentiles = new double[count];
        for (var g = 0; g < shelf.Groups; g++)
        {
            var (from, to) = (starts[g], starts[g + 1]);
            totals.AsSpan(from..to).Sort(entries.AsSpan(from..to));
            Rank(totals.AsSpan(from..to), percentiles.AsSpan(from..to));
        }
        return new(shelf, starts, entries[..count], percentiles, stores);
    }

    private static void Rank(ReadOnlySpan<long> totals, Span<double> percentiles)
    {
        for (var from = 0; from < totals.Length;)
        {
            var to = from + 1;
            while (to < totals.Length && totals[to] == totals[from]) to++;
            // ranks from + 1 to to
            percentiles[from..to].Fill((from + 1 + to) / 2.0 / totals.Length);
            from = to;
        }
    }

    private void Prepare(Shelf shelf, int group, StoreTally tally)
    {
        var size = shelf.Size(group);
        for (var i = Starts[group]; i < Starts[group + 1]; i++)
        {
            (Missing[i], Averages[i]) = (size - shelf.Selling[Entries[i]], shelf.Average(Entries[i]));
            Listed[group] += ListOf(i, size);
            tally.Set(group, Entries[i], Worth(shelf, i, size));
        }
        tally.Add(group);
        for (var m = shelf.MemberStarts[group]; m < shelf.MemberStarts[group + 1]; m++)
            (All[m], tally.Stores[shelf.Members[m]]) = (tally.Stores[shelf.Members[m]], default);
    }
}
