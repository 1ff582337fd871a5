namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// The most demand at each weighted markdown, with no other limit: what a person moves along. It depends on no target.
/// </summary>
public static class MarkdownCurve
{
    /// <summary>Points from the least weighted markdown to that of the largest demand; one pass over the SKUs for each.</summary>
    /// <param name="problem">The SKUs.</param>
    /// <param name="leastMd">The least weighted markdown of any plan; the curve begins there.</param>
    /// <param name="points">How many, at least 2.</param>
    /// <param name="threads">Threads to use; the points do not depend on it.</param>
    /// <param name="cancel">Checked in every pass.</param>
    public static IReadOnlyList<FrontPoint> Of(PricingProblem problem, double leastMd, int points, int threads = 1, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        if (problem.Table?.Impossible is not null) return [];
        var passes = problem.OracleFor(threads, cancel);
        return [.. Enumerable.Range(0, points).Select(i =>
        {
            // demand less c times list sales: the weighted markdown moves almost evenly with c
            var pass = passes.At(new(1, 0, -(1 - leastMd) * (1 - i / (points - 1.0))));
            // limits beside the weights leave a mix of plans: the point is the plan that is set
            var totals = problem.Table is { Limits.IsNone: false } ? problem.SumsAt(pass.Weights) : pass.Totals;
            return new FrontPoint(totals, problem.Inventory - totals.Sales, pass.Weights);
        })];
    }
}
