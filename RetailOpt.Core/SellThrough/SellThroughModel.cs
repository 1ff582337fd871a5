using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough;

/// <summary>What loading read and what it left out.</summary>
/// <param name="Source">Name of the dataset.</param>
/// <param name="ClustersFrom">Where the clusters come from, in a few words.</param>
/// <param name="Groups">The clusters with what sets them apart; empty where labels were given.</param>
/// <param name="Counts">Rows left out or mended.</param>
/// <param name="Notices">What a person must know.</param>
internal sealed record LoadNotes(string Source, string ClustersFrom, IReadOnlyList<StoreGroup> Groups, RowCounts Counts, IReadOnlyList<Notice> Notices);

/// <summary>Sales, supply and believed demand by store and product, and what the optional files say.</summary>
public sealed class SellThroughModel : IModel
{
    internal SellThroughModel(Pairs pairs, DemandBelief demand, GivenFiles given, IReadOnlyDictionary<string, double> capacities, LoadNotes notes) =>
        (Pairs, Demand, Given, Capacities, Notes) = (pairs, demand, given, capacities, notes);

    internal Pairs Pairs { get; }

    internal DemandBelief Demand { get; }

    internal GivenFiles Given { get; }

    /// <summary>Capacities in units that the data gives, by store.</summary>
    internal IReadOnlyDictionary<string, double> Capacities { get; }

    internal LoadNotes Notes { get; }

    /// <inheritdoc/>
    public long Bytes => Pairs.Bytes + Demand.Bytes;
}
