using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>How far a plan leaves what was observed: there its curves are guesses.</summary>
/// <param name="Skus">SKUs whose markdown lies outside the range of their observations.</param>
/// <param name="DemandShare">The share of the plan's demand that they bring, 0 to 1; NaN where there is no demand.</param>
public readonly record struct BeyondSeen(int Skus, double DemandShare)
{
    /// <summary>A markdown this near to the range is within it: prices move in cents.</summary>
    public const double Near = .005;

    /// <summary>Whether a markdown lies outside the range that a curve was seen on.</summary>
    public static bool Is(in CurveFit fit, double md) => md < fit.LowestMd - Near || md > fit.HighestMd + Near;

    /// <summary>Whether one of a SKU's markdowns lies outside.</summary>
    internal static bool Is(in CurveFit fit, double[] path) => Is(fit, path[0]) || Is(fit, path[^1]);

    internal static BeyondSeen Of(PricingModel model, PricingProblem problem, ScenarioResult plan)
    {
        Neumaier beyond = default, all = default;
        var skus = 0;
        for (var i = 0; i < plan.Md.Length; i++)
        {
            var path = plan.PathOf(i);
            var demand = problem.SumsAlong(i, path).Demand;
            all.Add(demand);
            if (!Is(model.Fits[i], path)) continue;
            beyond.Add(demand);
            skus++;
        }
        return new(skus, beyond.Value / all.Value);
    }
}
