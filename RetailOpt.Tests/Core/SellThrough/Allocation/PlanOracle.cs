using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

/// <summary>The best of all plans by looking at each; worth from the law's own probabilities, limits from the checker.</summary>
internal static class PlanOracle
{
    public static double Worth(AllocationProblem p, int[] plan)
    {
        var sum = 0.0;
        for (var c = 0; c < plan.Length; c++) sum += p.WorthSold[c] * Sold(p.Mean[c], p.Dispersion.Length == 0 ? 0 : p.Dispersion[c], plan[c]) + (p.WorthUnit.Length == 0 ? 0 : p.WorthUnit[c]) * plan[c];
        return sum;
    }

    /// <summary>Value less slack cost of the best plan.</summary>
    public static double Best(AllocationProblem p, double slackPrice)
    {
        var (best, plan) = (double.NegativeInfinity, (int[])[.. p.Least]);
        while (true)
        {
            best = Math.Max(best, Merit(p, plan, slackPrice));
            var c = 0;
            while (c < plan.Length && plan[c] == p.Most[c]) plan[c] = p.Least[c++];
            if (c == plan.Length) return best;
            plan[c]++;
        }
    }

    public static double Merit(AllocationProblem p, int[] plan, double slackPrice) => Worth(p, plan) - slackPrice * Feasibility.Broken(p, plan).Sum(l => l.Excess);

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
