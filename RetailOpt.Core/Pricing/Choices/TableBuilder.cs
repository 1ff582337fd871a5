using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Lays out the choices of a problem.</summary>
internal static class TableBuilder
{
    /// <param name="problem">The SKUs.</param>
    /// <param name="rules">What to choose from.</param>
    /// <returns>The choices, and what the rules do to a SKU, by its place as given.</returns>
    public static (ChoiceTable Table, SkuFlags[] Flags) Build(PricingProblem problem, ChoiceRules rules)
    {
        var flags = new SkuFlags[problem.Count];
        var blocks = new Block[problem.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (mds, isOff) = Steps.Within(problem.FeasibleMd(i), rules.Step);
            if (isOff && !rules.IsLocked(i)) flags[i] |= SkuFlags.OffLadder;
            blocks[i] = new(i, mds, Array.ConvertAll(mds, md => problem.SumsAt(i, md)));
        }
        Array.Sort(blocks, Block.Compare);
        return (Lay(blocks), flags);
    }

    private static ChoiceTable Lay(Block[] blocks)
    {
        var starts = new int[blocks.Length + 1];
        for (var b = 0; b < blocks.Length; b++) starts[b + 1] = starts[b] + blocks[b].Mds.Length;
        var sums = blocks.SelectMany(b => b.Sums);
        return new()
        {
            Starts = starts,
            Skus = Array.ConvertAll(blocks, b => b.Sku),
            Changes = new int[starts[^1]],
            Spend = new double[starts[^1]],
            Budgets = Array.ConvertAll(blocks, _ => -1),
            Md = [.. blocks.SelectMany(b => b.Mds)],
            Demand = [.. sums.Select(t => t.Demand)],
            Sales = [.. sums.Select(t => t.Sales)],
            ListSales = [.. sums.Select(t => t.ListSales)],
        };
    }

    private sealed record Block(int Sku, double[] Mds, Totals[] Sums)
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
            }
            return c != 0 ? c : a.Sku.CompareTo(b.Sku);
        }
    }
}
