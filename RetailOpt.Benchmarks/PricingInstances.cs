using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>Random pricing problems with plausible curves; a null family mixes them.</summary>
internal static class PricingInstances
{
    public static DemandCurve Curve(Random random, CurveMethod? family)
    {
        var level = Math.Exp(1 + 3 * random.NextDouble());
        var lift = .5 + 4 * random.NextDouble();
        return (family ?? (CurveMethod)random.Next(3)) switch
        {
            CurveMethod.Linear => new(CurveMethod.Linear, level * lift, level),
            CurveMethod.Exp => new(CurveMethod.Exp, level, lift),
            _ => new(CurveMethod.Log, level, level * lift * 1.3),
        };
    }

    public static PricingProblem Problem(int count, CurveMethod? family, int seed)
    {
        var random = new Random(seed);
        double[] msrp = new double[count], lower = new double[count], upper = new double[count], inventory = new double[count];
        var curves = new DemandCurve[count];
        for (var i = 0; i < count; i++)
        {
            curves[i] = Curve(random, family);
            msrp[i] = Math.Exp(1 + 3 * random.NextDouble());
            lower[i] = .2 * random.NextDouble();
            upper[i] = lower[i] + .2 + .5 * random.NextDouble();
            inventory[i] = curves[i].Sold(lower[i]) * (1.1 + 3 * random.NextDouble());
        }
        return PricingProblem.Create(msrp, lower, upper, inventory, curves);
    }
}
