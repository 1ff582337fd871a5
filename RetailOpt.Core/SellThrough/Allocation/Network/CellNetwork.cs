namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// The separable core: units flow from pools through cells to sites (a store in a period). Each cell has a concave worth, each pool a range of units to
/// share out, each site a capacity; what is beyond a range costs <see cref="SlackPrice"/> a unit, so that there always is a plan.
/// </summary>
internal sealed class CellNetwork
{
    private CellNetwork(AllocationProblem problem, Ladders ladders, Levels levels, double slackPrice)
    {
        (Ladders, SlackPrice) = (ladders, slackPrice);
        (Least, Most, PoolOf) = (levels.Least, levels.To, problem.Pool);
        SiteOf = problem.Periods == 1 ? problem.Store : [.. Enumerable.Range(0, problem.Cells).Select(problem.SiteOf)];
        Capacity = [.. Enumerable.Range(0, problem.Sites).Select(site => problem.Capacity.Length == 0 ? int.MaxValue : problem.Capacity[site / problem.Periods])];
        Pools = problem.Pools;
        Tail = problem.WorthUnit;
        Charge = problem.Mixes.Length > 0 ? new double[problem.Cells] : [];
        (PoolStart, PoolCells) = Lists(PoolOf, Pools.Length);
        (SiteStart, SiteCells) = Lists(SiteOf, Capacity.Length);
    }

    private CellNetwork(CellNetwork from, Ladders ladders) =>
        (Ladders, SlackPrice, Least, Most, PoolOf, SiteOf, Capacity, Pools, Tail, Charge, PoolStart, PoolCells, SiteStart, SiteCells) =
        (ladders, from.SlackPrice, from.Least, from.Most, from.PoolOf, from.SiteOf, from.Capacity, from.Pools, from.Tail, from.Charge, from.PoolStart, from.PoolCells, from.SiteStart, from.SiteCells);

    public Ladders Ladders { get; }
    /// <summary>Bounds of each cell, within those of the ladders.</summary>
    public int[] Least { get; init; }
    public int[] Most { get; init; }
    /// <summary>What each unit of each cell costs besides; empty for nothing.</summary>
    public double[] Charge { get; }
    public int[] PoolOf { get; }
    public int[] SiteOf { get; }
    public SupplyPool[] Pools { get; }
    /// <summary>Most units of each site; int.MaxValue for no limit.</summary>
    public int[] Capacity { get; }
    public double SlackPrice { get; }
    /// <summary>Cells of each pool, then of the next; likewise of sites.</summary>
    public int[] PoolStart { get; }
    public int[] PoolCells { get; }
    public int[] SiteStart { get; }
    public int[] SiteCells { get; }
    private double[] Tail { get; }

    public int Cells => PoolOf.Length;

    public ReadOnlySpan<int> OfPool(int pool) => PoolCells.AsSpan(PoolStart[pool], PoolStart[pool + 1] - PoolStart[pool]);

    public ReadOnlySpan<int> OfSite(int site) => SiteCells.AsSpan(SiteStart[site], SiteStart[site + 1] - SiteStart[site]);

    /// <summary>Worth of units beyond a cell's stored gains, before its charge.</summary>
    public double TailOf(int cell) => Tail.Length == 0 ? 0 : Tail[cell];

    public double ChargeOf(int cell) => Charge.Length == 0 ? 0 : Charge[cell];

    /// <summary>Stored gains from unit least + 1, before the charge.</summary>
    public ReadOnlySpan<double> GainsOf(int cell) => Ladders.Of(cell) is var all && Ladders.LeastOf(cell) is var from && Least[cell] == from ? all : all[Math.Min(all.Length, Least[cell] - from)..];

    /// <summary>What unit number k brings, its charge taken off.</summary>
    public double Gain(int cell, int k) => Ladders.Gain(cell, k) - ChargeOf(cell);

    public static CellNetwork Of(AllocationProblem problem, Ladders ladders, Levels levels, double slackPrice) => new(problem, ladders, levels, slackPrice);

    /// <summary>The same network where some cells are carried, with their least units at least, and the others that may close are closed.</summary>
    public CellNetwork With(Ladders ladders, Levels levels, Func<int, bool> isCarried) => new(this, ladders)
    {
        Least = [.. Least.Select((units, c) => levels.MayClose[c] && isCarried(c) ? levels.From[c] : units)],
        Most = [.. Most.Select((units, c) => levels.MayClose[c] && !isCarried(c) ? 0 : units)],
    };

    private static (int[] Start, int[] Cells) Lists(int[] of, int count)
    {
        var start = new int[count + 1];
        foreach (var o in of) start[o + 1]++;
        for (var i = 0; i < count; i++) start[i + 1] += start[i];
        var (next, cells) = (start[..count], new int[of.Length]);
        for (var c = 0; c < of.Length; c++) cells[next[of[c]]++] = c;
        return (start, cells);
    }
}

/// <summary>Prices of a unit of each pool and each site.</summary>
internal sealed record NetworkPrices(double[] Pool, double[] Site);
