namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>
/// A cluster once rows below the least sales are dropped, ready for every other threshold. Groups are its categories, entries its items;
/// all stores are places in the cluster.
/// </summary>
internal sealed class Shelf
{
    /// <summary>Category of each group, ascending.</summary>
    public required int[] Categories { get; init; }
    /// <summary>Where the members of each group begin, and the end of the last.</summary>
    public required int[] MemberStarts { get; init; }
    /// <summary>Stores that sell something in the group, ascending.</summary>
    public required int[] Members { get; init; }
    /// <summary>Where the entries of each group begin, and the end of the last.</summary>
    public required int[] EntryStarts { get; init; }
    /// <summary>Item of each entry, ascending.</summary>
    public required int[] Items { get; init; }
    /// <summary>Sales of each entry, in ten-thousandths.</summary>
    public required long[] Totals { get; init; }
    /// <summary>Stores that sell it.</summary>
    public required int[] Selling { get; init; }
    /// <summary>Where the list of each entry begins, and the end of the last.</summary>
    public required int[] ListStarts { get; init; }
    /// <summary>Of each entry, whichever are fewer: the members of its group that miss it, or those that sell it; ascending.</summary>
    public required int[] Lists { get; init; }
    /// <summary>Cells that were kept.</summary>
    public required long Kept { get; init; }

    /// <summary>Parts of a score of 1 in a <see cref="StoreSum"/>.</summary>
    public required double ScoreScale { get; init; }
    /// <summary>Parts of a ten-thousandth of the currency in a <see cref="StoreSum"/>.</summary>
    public required double PotentialScale { get; init; }

    public int Groups => Categories.Length;

    /// <summary>Mean sales of an entry in a store that sells it, in ten-thousandths.</summary>
    public double Average(int entry) => (double)Totals[entry] / Selling[entry];

    /// <summary>Stores in the group.</summary>
    public int Size(int group) => MemberStarts[group + 1] - MemberStarts[group];

    /// <summary>Stores that sell the entry of the group that most of them sell.</summary>
    public int MostSelling(int group)
    {
        var most = 0;
        for (var e = EntryStarts[group]; e < EntryStarts[group + 1]; e++) most = Math.Max(most, Selling[e]);
        return most;
    }

    public ReadOnlySpan<int> MembersOf(int group) => Members.AsSpan(MemberStarts[group]..MemberStarts[group + 1]);

    public ReadOnlySpan<int> ListOf(int entry) => Lists.AsSpan(ListStarts[entry]..ListStarts[entry + 1]);

    /// <summary>The stores of its group that miss an entry, ascending.</summary>
    public int[] MissingOf(int group, int entry) => ListsMissing(entry, Size(group)) ? ListOf(entry).ToArray() : [.. MembersOf(group).ToArray().Except(ListOf(entry).ToArray())];

    /// <summary>Whether the entry's list tells the stores that miss it, in a group of that size; else those that sell it.</summary>
    public bool ListsMissing(int entry, int size) => 2 * Selling[entry] >= size;

    /// <summary>The cluster's rows of at least so many ten-thousandths.</summary>
    public static Shelf Of(ClusterSales sales, int[] categoryOf, long least) => new ShelfBuilder(sales, categoryOf, least).Build();
}
