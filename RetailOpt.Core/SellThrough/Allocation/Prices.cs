using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Prices of all limits, and of a unit in each cell.</summary>
/// <param name="Network">Of pools and sites.</param>
/// <param name="Mix">Of share limits.</param>
/// <param name="Slot">Of slots.</param>
/// <param name="Category">Of categories that sites must carry, at most 0.</param>
/// <param name="Unit">Of a unit in each cell.</param>
internal sealed record Prices(NetworkPrices Network, MixRows Mix, double[] Slot, double[] Category, double[] Unit)
{
    /// <summary>Prices of 0; units of a pool without a cell, which nobody can take, have the cost of that.</summary>
    public static Prices None(AllocationProblem problem, double slackPrice)
    {
        var pools = Enumerable.Repeat(-slackPrice, problem.Pools.Length).ToArray();
        foreach (var pool in problem.Pool) pools[pool] = 0;
        return new(new(pools, new double[problem.Sites]), new(problem), new double[problem.Sites], new double[problem.Sites], new double[problem.Cells]);
    }
}

/// <summary>What a search of one period found out.</summary>
/// <param name="Plan">Units of each cell.</param>
/// <param name="Prices">The prices of the last bound.</param>
/// <param name="Bound">No plan's merit is higher.</param>
/// <param name="Ended">Whether it was not stopped before its end.</param>
/// <param name="Trouble">Why CBC, which was asked, left something open, as a sentence without its stop; null where it was not asked or did not.</param>
internal sealed record Found(int[] Plan, Prices Prices, double Bound, bool Ended, string? Trouble = null);
