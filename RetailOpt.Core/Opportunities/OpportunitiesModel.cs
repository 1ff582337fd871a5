using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Core.Opportunities;

/// <summary>A store that sold something and has no cluster.</summary>
internal sealed record Unlabelled(string Store, long Rows, decimal Sales);

/// <summary>What loading read and what it left out.</summary>
/// <param name="Source">Name of the dataset.</param>
/// <param name="ClustersFrom">Where the clusters come from, in a few words.</param>
/// <param name="Groups">The clusters with what sets them apart; empty where labels were given.</param>
/// <param name="Names">Names of the stores by id, where they are known.</param>
/// <param name="ProductNames">Names of the products by id, where they are known.</param>
/// <param name="Unlabelled">Stores left out.</param>
/// <param name="Notices">What a person must know.</param>
internal sealed record LoadNotes(
    string Source, string ClustersFrom, IReadOnlyList<StoreGroup> Groups, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> ProductNames,
    IReadOnlyList<Unlabelled> Unlabelled, IReadOnlyList<Notice> Notices);

/// <summary>Sales by store and item with the stores' clusters, and what was prepared of them.</summary>
public sealed class OpportunitiesModel : IModel
{
    private readonly Layers _layers;

    internal OpportunitiesModel(SalesCells cells, LoadNotes notes) => (Cells, Notes, _layers) = (cells, notes, new Layers(cells));

    internal SalesCells Cells { get; }

    internal LoadNotes Notes { get; }

    /// <inheritdoc/>
    public long Bytes => Cells.Bytes + _layers.Bytes + 100L * (Notes.Names.Count + Notes.ProductNames.Count);

    internal Findings[] Find(Thresholds thresholds, int threads, CancellationToken ct) => _layers.Find(thresholds, threads, ct);
}
