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

    private Findings(Shelf shelf, Ranking ranking, Thresholds thresholds, int stores)
    {
        (Shelf, Ranking, _thresholds) = (shelf, ranking, thresholds);
        (Groups, Stores, _first) = (new GroupSum[shelf.Groups], new StoreSum[stores], new int[shelf.Groups]);
        // the largest powers of two with which no store's sum can leave 62 bits
        ScoreScale = Scale(shelf.Items.Length);
        PotentialScale = Scale(shelf.SumOfAverages);
    }

    public Shelf Shelf { get; }
    public Ranking Ranking { get; }
    /// <summary>By group of the shelf.</summary>
    public GroupSum[] Groups { get; }
    /// <summary>By place in the cluster.</summary>
    public StoreSum[] Stores { get; }
    /// <summary>Opportunities by score.</summary>
    public long[] Scores { get; } = new long[Bars];
    /// <summary>Parts of a score of 1.</summary>
    public double ScoreScale { get; }
    /// <summary>Parts of a ten-thousandth of the currency.</summary>
    public double PotentialScale { get; }

    public static Findings Of(Shelf shelf, Ranking ranking, Thresholds thresholds, int stores, CancellationToken ct)
    {
        var findings = new Findings(shelf, ranking, thresholds, stores);
        for (var g = 0; g < shelf.Groups; g++)
        {
            if ((g & 255) == 0) ct.ThrowIfCancellationRequested();
            findings.Sum(g);
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
        var adoption = (double)Shelf.Selling[entry] / size;
        return new(group, entry, Ranking.Percentiles[index], size, adoption, _thresholds.Allows(adoption));
    }

    private void Sum(int group)
    {
        var (size, end) = (Shelf.Size(group), Ranking.Starts[group + 1]);
        _first[group] = size < _thresholds.MinClusterStores ? end : FirstTop(Ranking.Starts[group], end);
        if (size < _thresholds.MinClusterStores) return;
        var sum = new GroupSum { Ranked = end - Ranking.Starts[group], TopPerformers = end - _first[group] };
        var everybody = new StoreSum();
        for (var i = _first[group]; i < end; i++)
        {
            var top = At(group, i, size);
            var missing = Missing(top);
            if (missing == 0) continue;
            var average = Shelf.Average(top.Entry);
            if (top.Allowed)
            {
                sum.Opportunities += missing;
                sum.Potential += missing * average;
                Scores[Math.Min((int)(top.Score * Bars), Bars - 1)] += missing;
                AddToStores(top, new(1, (long)(top.Score * ScoreScale + .5), (long)(average * PotentialScale + .5)), ref everybody);
            }
            else
            {
                sum.RemovedProducts++;
                sum.Removed += missing;
                sum.RemovedPotential += missing * average;
                sum.HighestRemovedAdoption = Math.Max(sum.HighestRemovedAdoption, top.Adoption);
            }
        }
        if (everybody.Missing > 0) foreach (var store in Shelf.MembersOf(group)) Stores[store] += everybody;
        sum.Potential /= (double)SalesCells.Minor;
        sum.RemovedPotential /= (double)SalesCells.Minor;
        Groups[group] = sum;
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

    // Where those who sell it are listed, everybody gets it and they give it back.
    private void AddToStores(TopPerformer top, StoreSum one, ref StoreSum everybody)
    {
        if (Shelf.ListsMissing(top.Entry, top.Stores))
        {
            foreach (var store in Shelf.ListOf(top.Entry)) Stores[store] += one;
            return;
        }
        everybody += one;
        foreach (var store in Shelf.ListOf(top.Entry)) Stores[store] -= one;
    }

    private static double Scale(double most) => Math.ScaleB(1, Math.Min(52, 61 - (int)Math.Ceiling(Math.Log2(Math.Max(2, most)))));
}
