namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>
/// The entries of a shelf that enough stores sell, in each group ascending by sales, with their percentile: the ascending rank of sales within
/// the group, ties sharing the average rank, divided by the number of ranked entries. A lone one has 1.
/// </summary>
/// <param name="Starts">Where the entries of each group begin, and the end of the last.</param>
/// <param name="Entries">Entries of the shelf.</param>
/// <param name="Percentiles">Percentile of each.</param>
internal sealed record Ranking(int[] Starts, int[] Entries, double[] Percentiles)
{
    public long Bytes => 4L * Starts.Length + 12L * Entries.Length;

    /// <summary>The highest percentile of a group; 0 where nothing is ranked.</summary>
    public double Highest(int group) => Starts[group + 1] > Starts[group] ? Percentiles[Starts[group + 1] - 1] : 0;

    public static Ranking Of(Shelf shelf, int minStoresSelling)
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
        return new(starts, entries[..count], percentiles);
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
}
