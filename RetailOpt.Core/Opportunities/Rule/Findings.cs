namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>What was found in a category of a cluster. Potentials in units of the currency.</summary>
internal record struct GroupSum(int Ranked, int TopPerformers, long Opportunities, double Potential, int RemovedProducts, long Removed, double RemovedPotential, double HighestRemovedAdoption);

/// <summary>A top performer that some store of its group does not carry, or that all carry.</summary>
/// <param name="Group">Group of the shelf.</param>
/// <param name="Entry">Entry of the shelf.</param>
/// <param name="Percentile">Percentile of its sales.</param>
/// <param name="Stores">Stores of its group.</param>
/// <param name="Adoption">Share of them that sell it.</param>
/// <param name="Allowed">Whether the adoption suffices.</param>
internal readonly record struct TopPerformer(int Group, int Entry, double Percentile, int Stores, double Adoption, bool Allowed)
{
    public double Score => Percentile * Adoption;
}

/// <summary>The answer for one cluster: sums by category and by store. The opportunities themselves are told by <see cref="MissedRows"/>, and never all made.</summary>
internal sealed class Findings
{
    /// <summary>Bars of the histogram of scores, over 0 to 1.</summary>
    public const int Bars = 50;

    private readonly Thresholds _thresholds;
    private readonly int[] _first;

    private Findings(Shelf shelf, Ranking ranking, Thresholds thresholds, StoreTally tally)
    {
        (Shelf, Ranking, _thresholds) = (shelf, ranking, thresholds);
        (Groups, Stores, _first) = (new GroupSum[shelf.Groups], tally.Stores, new int[shelf.Groups]);
    }

    public Shelf Shelf { get; }
    public Ranking Ranking { get; }
    /// <summary>By group of the shelf.</summary>
    public GroupSum[] Groups { get; }
    /// <summary>By place in the cluster.</summary>
    public StoreSum[] Stores { get; }
    /// <summary>Opportunities by score.</summary>
    public long[] Scores { get; } = new long[Bars];

    public static Findings Of(Shelf shelf, Ranking ranking, Thresholds thresholds, int stores, CancellationToken ct)
    {
        using var tally = new StoreTally(shelf, stores);
        var findings = new Findings(shelf, ranking, thresholds, tally);
        for (var g = 0; g < shelf.Groups; g++)
        {
            if ((g & 255) == 0) ct.ThrowIfCancellationRequested();
            findings.Sum(g, tally);
        }
        return findings;
    }

    /// <summary>The top performers of a group, ascending by sales.</summary>
    public IEnumerable<TopPerformer> Top(int group)
    {
        var size = Shelf.Size(group);
        for (var i = _first[group]; i < Ranking.Starts[group + 1]; i++) yield return At(group, i, size);
    }

    /// <summary>All ranked entries of a group that is large enough, ascending by sales, and whether each is a top performer.</summary>
    public IEnumerable<(TopPerformer Ranked, bool IsTop)> RankedOf(int group)
    {
        var size = Shelf.Size(group);
        if (size < _thresholds.MinClusterStores) yield break;
        for (var i = Ranking.Starts[group]; i < Ranking.Starts[group + 1]; i++) yield return (At(group, i, size), i >= _first[group]);
    }

    /// <summary>Stores of its group that miss it.</summary>
    public int Missing(TopPerformer top) => top.Stores - Shelf.Selling[top.Entry];

    private TopPerformer At(int group, int index, int size)
    {
        var entry = Ranking.Entries[index];
        var adoption = Ranking.Adoption(index, size);
        return new(group, entry, Ranking.Percentiles[index], size, adoption, _thresholds.Allows(adoption));
    }

    private void Sum(int group, StoreTally tally)
    {
        var (size, end) = (Shelf.Size(group), Ranking.Starts[group + 1]);
        _first[group] = size < _thresholds.MinClusterStores ? end : FirstTop(Ranking.Starts[group], end);
        if (size < _thresholds.MinClusterStores) return;
        var sum = new GroupSum { Ranked = end - Ranking.Starts[group], TopPerformers = end - _first[group] };
        var listed = 0L;
        for (var i = _first[group]; i < end; i++)
        {
            var (missing, adoption) = (Ranking.Missing[i], Ranking.Adoption(i, size));
            if (missing == 0) continue;
            if (_thresholds.Allows(adoption))
            {
                sum.Opportunities += missing;
                sum.Potential += missing * Ranking.Averages[i];
                Scores[Math.Min((int)(Ranking.Percentiles[i] * adoption * Bars), Bars - 1)] += missing;
                listed += Ranking.ListOf(i, size);
            }
            else
            {
                sum.RemovedProducts++;
                sum.Removed += missing;
                sum.RemovedPotential += missing * Ranking.Averages[i];
                sum.HighestRemovedAdoption = Math.Max(sum.HighestRemovedAdoption, adoption);
            }
        }
        if (sum.Opportunities > 0) AddToStores(group, 2 * listed > Ranking.Listed[group], tally);
        sum.Potential /= (double)SalesCells.Minor;
        sum.RemovedPotential /= (double)SalesCells.Minor;
        Groups[group] = sum;
    }

    /// <summary>Adds the opportunities of a group to its stores; where they are most of what is ranked, everything that is missed without the others.</summary>
    private void AddToStores(int group, bool most, StoreTally tally)
    {
        var (size, first) = (Shelf.Size(group), _first[group]);
        for (var i = most ? Ranking.Starts[group] : first; i < Ranking.Starts[group + 1]; i++)
        {
            var wanted = i >= first && _thresholds.Allows(Ranking.Adoption(i, size));
            if (wanted != most) tally.Set(group, Ranking.Entries[i], wanted ? Ranking.Worth(Shelf, i, size) : -Ranking.Worth(Shelf, i, size));
        }
        tally.Add(group);
        if (!most) return;
        for (var m = Shelf.MemberStarts[group]; m < Shelf.MemberStarts[group + 1]; m++) tally.Stores[Shelf.Members[m]] += Ranking.All[m];
    }

    private int FirstTop(int from, int end)
    {
        while (from < end)
        {
            var middle = (from + end) / 2;
            if (_thresholds.IsTop(Ranking.Percentiles[middle])) end = middle;
            else from = middle + 1;
        }
        return from;
    }
}
