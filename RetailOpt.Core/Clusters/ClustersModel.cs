using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Clusters;

/// <summary>Sales of each store (or account) by category; ids and categories ascending.</summary>
internal sealed class ClustersModel : IModel
{
    public required IReadOnlyList<string> Ids { get; init; }
    /// <summary>Names by id, where they are known.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }
    public required IReadOnlyList<string> Categories { get; init; }
    /// <summary>By entity and category.</summary>
    public required Points Sales { get; init; }
    /// <summary>Labels that were given, by id; null when there were none.</summary>
    public required IReadOnlyDictionary<string, string>? Labels { get; init; }
    /// <summary>What a person must know of the loading.</summary>
    public required IReadOnlyList<Notice> Notices { get; init; }

    public long Bytes => 8L * Sales.Count * (Sales.Dimensions + 16) + 4096;
}
