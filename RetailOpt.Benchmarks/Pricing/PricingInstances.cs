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

    /// <summary>A problem of curves fitted to noisy observations of weak responses: some fall, some end at a bound, as those of real sales do.</summary>
    public static PricingProblem Fitted(int count, int seed)
    {
        var random = new Random(seed);
        double[] msrp = new double[count], lower = new double[count], upper = new double[count], inventory = new double[count];
        var curves = new DemandCurve[count];
        for (var i = 0; i < count; i++)
        {
            var (md, sold) = Observations(random, new(CurveMethod.Exp, Math.Exp(1 + 3 * random.NextDouble()), 2.5 * random.NextDouble()));
            curves[i] = CurveFitter.Fit(md, sold).Curve;
            msrp[i] = Math.Exp(1 + 3 * random.NextDouble());
            lower[i] = .05 * random.Next(5);
            upper[i] = lower[i] + .05 * random.Next(1, 12);
            inventory[i] = (.8 + 1.2 * random.NextDouble()) * sold.Max();
        }
        return PricingProblem.Create(msrp, lower, upper, inventory, curves);
    }

    /// <summary>Noisy observations of a curve at markdowns of 0 to .7.</summary>
    public static (double[] Md, double[] Sold) Observations(Random random, DemandCurve curve, int count = 20)
    {
        var md = new double[count];
        for (var k = 0; k < count; k++) md[k] = Math.Round(.7 * random.NextDouble(), 2);
        return (md, Array.ConvertAll(md, x => Math.Max(.01, curve.Sold(x) * Math.Exp(.3 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))));
    }

    /// <summary>Targets a share of the way from the plan of least markdown to the plan of most demand.</summary>
    public static PricingTargets Targets(PricingProblem problem, double share)
    {
        var (settings, none) = (new SolverSettings { FrontPoints = 0 }, new PricingTargets(0, 0, 0));
        var least = ScenarioSolver.SolveOne(problem, Scenario.MinWeightedMd, none, settings).Totals;
        var most = ScenarioSolver.SolveOne(problem, Scenario.MaxDemand, none, settings).Totals;
        double Between(double a, double b) => a + share * (b - a);
        return new(Between(least.WeightedMd, most.WeightedMd), Between(least.Demand, most.Demand), problem.Inventory - Between(least.Sales, most.Sales));
    }
}
