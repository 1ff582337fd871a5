namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// What a category less to be carried would bring each site, at the prices of units and with the sign of a least: the loss on the category that pays least,
/// where the site carries no more than it must. 0 where each category pays, or where one is there whatever the limit.
/// </summary>
internal static class CategoryPrices
{
    /// <param name="problem">The problem.</param>
    /// <param name="network">Its cells.</param>
    /// <param name="breadth">What carrying a cell brings.</param>
    /// <param name="plan">Units of each cell.</param>
    /// <param name="unitPrice">Price of a unit in each cell.</param>
    public static double[] Of(AllocationProblem problem, CellNetwork network, Breadth breadth, int[] plan, double[] unitPrice)
    {
        var prices = new double[problem.Sites];
        for (var site = 0; site < prices.Length && problem.LeastCategories > 0; site++)
        {
            var carried = new Dictionary<int, double>();
            foreach (var c in network.OfSite(site))
            {
                if (plan[c] == 0) continue;
                var category = problem.Category[problem.Product[c]];
                carried[category] = carried.GetValueOrDefault(category) + (breadth.Levels.MayClose[c] ? breadth.Margin(c, unitPrice[c]) : double.PositiveInfinity);
            }
            if (carried.Count is > 0 and var count && count <= problem.LeastCategories) prices[site] = Math.Min(0, carried.Values.Min());
        }
        return prices;
    }
}
