using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Clusters;

/// <summary>What is put into clusters.</summary>
public enum ClusterEntity
{
    /// <summary>Stores.</summary>
    Store,
    /// <summary>Accounts, where sales name no store or where customers are to be grouped.</summary>
    Account,
}

/// <summary>How finely the mix of sales is looked at.</summary>
public enum MixLevel
{
    /// <summary>By category.</summary>
    Category,
    /// <summary>By category and subcategory.</summary>
    Subcategory,
}

/// <summary>Options of the clusters analysis.</summary>
public sealed record ClustersOptions : IOptionRules
{
    /// <summary>What is put into clusters.</summary>
    [Option("entity", "What is grouped", Group = "What", Help = "Stores, or accounts in their place.")]
    public ClusterEntity Entity { get; init; } = ClusterEntity.Store;

    /// <summary>How finely the mix is looked at.</summary>
    [Option("mix", "Mix by", Group = "What", Help = "Sales are compared by their shares over categories or over subcategories.")]
    public MixLevel Mix { get; init; } = MixLevel.Category;

    /// <summary>Entities that sold no more than this are left out.</summary>
    [Option("min-sales", "Least sales", Min = 0, Unit = "money", Group = "What", Live = true, Help = "Stores that sold no more than this are left out and listed.")]
    public double MinSales { get; init; }

    /// <summary>Weight of scale beside the mix.</summary>
    [Option("scale-weight", "Weight of scale", Min = 0, Max = 4, Step = .1, Group = "Distance", Live = true,
        Help = "How much the difference in total sales counts beside the difference in mix; 0 compares the mix alone.")]
    public double ScaleWeight { get; init; } = .5;

    /// <summary>Number of clusters, or null to choose it by silhouette.</summary>
    [Option("k", "Number of clusters", Min = 1, Max = 50, Group = "Number", Live = true, Help = "Empty: the number with the best silhouette is chosen.")]
    public int? K { get; init; }

    /// <summary>Least number that is tried.</summary>
    [Option("min-k", "Try from", Min = 2, Max = 50, Group = "Number", Live = true)]
    public int MinK { get; init; } = 2;

    /// <summary>Greatest number that is tried.</summary>
    [Option("max-k", "Try to", Min = 2, Max = 50, Group = "Number", Live = true)]
    public int MaxK { get; init; } = 8;

    /// <summary>Starts of k-means for each number; the best is kept.</summary>
    [Option("restarts", "Restarts", Min = 1, Max = 100, Group = "Number")]
    public int Restarts { get; init; } = 10;

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (K is null && MinK > MaxK) yield return new("min-k", $"Try from is {MinK}, above Try to, {MaxK}.");
    }
}
