using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>A SKU, or SKUs that share one markdown, with the choices for it.</summary>
/// <param name="Skus">By their place as given.</param>
/// <param name="Mds">Markdowns, rising; of paths, weighted by list sales.</param>
/// <param name="Sums">What each choice brings.</param>
/// <param name="Paths">The markdowns of each week, null for one period.</param>
/// <param name="Changes">How many SKUs of each choice change.</param>
/// <param name="Budget">Number of the budget it counts to, -1 for none.</param>
internal sealed record Block(int[] Skus, double[] Mds, Totals[] Sums, double[][]? Paths, int[] Changes, int Budget)
{
    /// <summary>By the block's own data; the order given decides only between twins.</summary>
    public static int Compare(Block a, Block b)
    {
        var c = a.Sums.Length.CompareTo(b.Sums.Length);
        for (var k = 0; c == 0 && k < a.Sums.Length; k++)
        {
            c = a.Sums[k].ListSales.CompareTo(b.Sums[k].ListSales);
            if (c == 0) c = a.Sums[k].Sales.CompareTo(b.Sums[k].Sales);
            if (c == 0) c = a.Mds[k].CompareTo(b.Mds[k]);
            if (c == 0) c = a.Changes[k].CompareTo(b.Changes[k]);
        }
        if (c == 0) c = a.Budget.CompareTo(b.Budget);
        return c != 0 ? c : a.Skus[0].CompareTo(b.Skus[0]);
    }
}
