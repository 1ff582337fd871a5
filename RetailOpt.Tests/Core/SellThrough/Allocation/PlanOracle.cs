using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

/// <summary>The best of all plans by looking at each; worth from the law's own probabilities, limits from the checker.</summary>
internal static class PlanOracle
{
    public static double Worth(AllocationProblem p, int[] plan)
    {
        var (sum, left) = (0.0, 0.0);
        for (var c = 0; c < plan.Length; c++)
        {
            if (c == 0 || p.Product[c] != p.Product[c - 1] || p.Store[c] != p.Store[c - 1] || p.Periods == 1) left = 0;
            var (stock, dispersion) = (left + plan[c], p.Dispersion.Length == 0 ? 0 : p.Dispersion[c]);
            var (whole, part) = ((int)stock, stock - Math.Floor(stock));
            var sold = (1 - part) * Sold(p.Mean[c], dispersion, whole) + (part > 0 ? part * Sold(p.Mean[c], dispersion, whole + 1) : 0);
            sum += p.WorthSold[c] * sold + (p.WorthUnit.Length == 0 ? 0 : p.WorthUnit[c]) * plan[c] + p.WorthKept * Math.Min(plan[c], p.Current[c]);
            left = stock - sold;
        }
        return sum;
    }

    /// <summary>Value less slack cost of the best plan.</summary>
    public static double Best(AllocationProblem p, double slackPrice) => Plans(p).Max(plan => Merit(p, plan, slackPrice));

    /// <summary>Whether any plan keeps all limits but those of cells that contradict themselves.</summary>
    public static bool CanKeepAll(AllocationProblem p) => Plans(p).Any(plan => Feasibility.Broken(p, plan).All(l => l.Kind == LimitKind.Cell));

    private static IEnumerable<int[]> Plans(AllocationProblem p)
    {
        int[][] levels = [.. Enumerable.Range(0, p.Cells).Select(c => LevelsOf(p, c))];
        var at = new int[p.Cells];
        while (true)
        {
            yield return [.. at.Select((i, c) => levels[c][i])];
            var c = 0;
            while (c < at.Length && at[c] == levels[c].Length - 1) at[c++] = 0;
            if (c == at.Length) yield break;
            at[c]++;
        }
    }

    public static double Merit(AllocationProblem p, int[] plan, double slackPrice) => Worth(p, plan) - slackPrice * Feasibility.Broken(p, plan).Where(l => l.Kind != LimitKind.Cell).Sum(l => l.Excess);

    /// <summary>Units that a cell may have; where its rules leave none, what the solver falls back on.</summary>
    public static int[] LevelsOf(AllocationProblem p, int c)
    {
        var (pack, shown) = (p.Pack.Length == 0 ? 1 : p.Pack[c], p.Presentation.Length == 0 ? 0 : p.Presentation[c]);
        int[] levels = [.. Enumerable.Range(p.Least[c], p.Most[c] - p.Least[c] + 1).Where(u => (u - p.Current[c]) % pack == 0 && (u == 0 || u >= shown))];
        return levels.Length > 0 ? levels : [new RetailOpt.Core.SellThrough.Allocation.Network.Levels(p).To[c]];
    }

    /// <summary>E[min(D, units)] = units - sum over d below units of (units - d) P(D = d).</summary>
    public static double Sold(double mean, double dispersion, int units)
    {
        var sold = (double)units;
        for (var d = 0; d < units; d++) sold -= (units - d) * Probability(mean, dispersion, d);
        return sold;
    }

    private static double Probability(double mean, double dispersion, int d) => mean == 0 ? d == 0 ? 1 : 0
        : dispersion == 0 ? new MathNet.Numerics.Distributions.Poisson(mean).Probability(d)
        : new MathNet.Numerics.Distributions.NegativeBinomial(1 / dispersion, 1 / (1 + dispersion * mean)).Probability(d);
}
