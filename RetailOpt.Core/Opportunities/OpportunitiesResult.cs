using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Core.Opportunities;

/// <summary>A top performer that a store misses; money in units of the currency.</summary>
internal readonly record struct Opportunity(int Store, int Cluster, int Item, double Total, double Average, double Adoption, double Percentile, int StoresSelling, int TotalStores)
{
    public double Score => Percentile * Adoption;
}

/// <summary>A store and what it misses; money in units of the currency.</summary>
internal readonly record struct StoreLine(int Store, int Cluster, long Missing, double AverageScore, double Potential);

/// <summary>The answer to a set of thresholds: sums by store, category and cluster; the opportunities are told store by store and never all held.</summary>
public sealed class OpportunitiesResult
{
    private readonly Findings[] _findings;
    private readonly MissedRows?[] _missed;

    internal OpportunitiesResult(OpportunitiesModel model, RuleOptions options, Findings[] findings)
    {
        (Model, Options, _findings, _missed) = (model, options, findings, new MissedRows?[findings.Length]);
        Opportunities = findings.Sum(f => f.Groups.Sum(g => g.Opportunities));
    }

    /// <summary>What it was solved on.</summary>
    public OpportunitiesModel Model { get; }
    /// <summary>The thresholds it was found under.</summary>
    public RuleOptions Options { get; }
    internal IReadOnlyList<Findings> Clusters => _findings;
    internal SalesCells Cells => Model.Cells;

    /// <summary>How many opportunities there are.</summary>
    public long Opportunities { get; }

    /// <summary>A store of the labels, by its number.</summary>
    internal StoreLine Line(int store)
    {
        var found = _findings[Cells.ClusterOf[store]];
        var sum = found.Stores[Cells.PlaceOf[store]];
        return new(store, Cells.ClusterOf[store], sum.Missing, sum.Missing == 0 ? 0 : sum.Scores / found.Shelf.ScoreScale / sum.Missing, sum.Potential / found.Shelf.PotentialScale / (double)SalesCells.Minor);
    }

    /// <summary>What a store misses: the best score first, then by product, then by category; at most so many.</summary>
    internal Opportunity[] MissedBy(int store, int most = int.MaxValue)
    {
        var cluster = Cells.ClusterOf[store];
        var place = Cells.PlaceOf[store];
        if (_findings[cluster].Stores[place].Missing == 0) return [];
        var missed = LazyInitializer.EnsureInitialized(ref _missed[cluster], () => new MissedRows(_findings[cluster], Cells.ProductRank));
        return [.. missed.Of(place).Take(most).Select(top => Describe(_findings[cluster], top, store, cluster))];
    }

    /// <summary>The top performers of every cluster and category that is large enough, by cluster, category and product; whether stores miss them or not.</summary>
    internal IEnumerable<Opportunity> TopPerformers()
    {
        for (var c = 0; c < _findings.Length; c++)
            for (var g = 0; g < _findings[c].Groups.Length; g++)
                foreach (var top in _findings[c].Top(g).OrderBy(t => t.Entry)) yield return Describe(_findings[c], top, -1, c);
    }

    /// <summary>A top performer as a store's opportunity, in units of the currency; -1 is no store.</summary>
    internal static Opportunity Describe(Findings found, TopPerformer top, int store, int cluster)
    {
        var (shelf, entry) = (found.Shelf, top.Entry);
        return new(store, cluster, shelf.Items[entry], shelf.Totals[entry] / (double)SalesCells.Minor, shelf.Average(entry) / (double)SalesCells.Minor, top.Adoption, top.Percentile, shelf.Selling[entry], top.Stores);
    }
}
