using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Affinity;

/// <summary>When two items are alike.</summary>
public enum AffinityMeasure
{
    /// <summary>Cosine of the rows of the co-occurrence matrix: items are alike that are bought beside the same others.</summary>
    Rows,
    /// <summary>Baskets with both over the geometric mean of the baskets with each.</summary>
    ItemItem,
}

/// <summary>Options of the analysis "cross-sell-affinity".</summary>
public sealed record AffinityOptions : CrossSellOptions
{
    /// <summary>Items shown.</summary>
    [Option("items", "Items shown", Group = Counting, Min = 1, Max = 200, Step = 1, Live = true, Help = "The items in most baskets; the affinity is over all items whatever is shown.")]
    public int Items { get; init; } = 8;

    /// <summary>When two items are alike.</summary>
    [Option("measure", "Affinity", Group = Counting, Live = true, Help = "Rows: bought beside the same items (the source's). Item-item: bought together.")]
    public AffinityMeasure Measure { get; init; }

    /// <summary>Over what is counted.</summary>
    [Option("count-by", "Count by", Group = Counting, Live = true, Help = "Baskets, or accounts with all that they bought in the window.")]
    public CountBy CountBy { get; init; }

    /// <summary>One segment, or null for everybody.</summary>
    [Option("segment", "Segment", Group = Counting, Live = true, Help = "One segment; empty or ALL for everybody.")]
    public string? Segment { get; init; }
}
