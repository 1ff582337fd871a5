using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

/// <summary>Every plan on a grid of markdowns, by brute force.</summary>
internal static class GridOracle
{
    public static List<Totals> Plans(PricingProblem problem, Sku[] skus, int steps)
    {
        var plans = new List<Totals> { default };
        for (var i = 0; i < skus.Length; i++)
        {
            var range = problem.FeasibleMd(i);
            var own = Enumerable.Range(0, steps + 1).Select(k =>
            {
                var md = range.Low + (range.High - range.Low) * k / steps;
                var sold = problem.SoldAt(i, md);
                return new Totals(skus[i].Msrp * (1 - md) * sold, sold, skus[i].Msrp * sold);
            }).ToArray();
            plans = [.. plans.SelectMany(p => own.Select(o => new Totals(p.Demand + o.Demand, p.Sales + o.Sales, p.ListSales + o.ListSales)))];
        }
        return plans;
    }
}
