using CsCheck;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

/// <summary>A SKU of a test problem.</summary>
internal sealed record Sku(double Msrp, double Lower, double Upper, double Inventory, DemandCurve Curve);

/// <summary>Random problems: plain ones with curves that rise, and wild ones with every oddity.</summary>
internal static class Instances
{
    private static readonly Gen<DemandCurve> Rising = Gen.Select(Gen.Double[3, 60], Gen.Double[.5, 5], Gen.Int[0, 2], (level, lift, method) => method switch
    {
        0 => new DemandCurve(CurveMethod.Linear, level * lift, level),
        1 => new DemandCurve(CurveMethod.Exp, level, lift),
        _ => new DemandCurve(CurveMethod.Log, level, 1.3 * level * lift),
    });

    private static readonly Gen<DemandCurve> Odd = Gen.OneOf(
        Rising,
        Gen.Select(Gen.Double[5, 60], Gen.Double[.2, 1.5], (level, fall) => new DemandCurve(CurveMethod.Linear, -level * fall, level)),
        Gen.Select(Gen.Double[5, 60], Gen.Double[.2, 4], (level, fall) => new DemandCurve(CurveMethod.Exp, level, -fall)),
        Gen.Select(Gen.Double[5, 60], Gen.Double[.2, 2], (level, fall) => new DemandCurve(CurveMethod.Log, level, -level * fall)),
        Gen.Select(Gen.Double[20, 90], Gen.Double[.05, .6], (slope, zero) => new DemandCurve(CurveMethod.Linear, slope, -slope * zero)),
        Gen.Select(Gen.Double[20, 90], Gen.Double[.05, .6], (slope, zero) => new DemandCurve(CurveMethod.Log, -slope * Math.Log(1 + zero), slope)),
        Gen.Int[0, 400].Select(tenths => DemandCurve.Constant(tenths / 10.0)));

    private static Gen<Sku> Skus(Gen<DemandCurve> curves, double least, double most) => Gen.Select(
        curves, Gen.Double[Math.Log(least), Math.Log(most)], Gen.Double[0, .3], Gen.Double[.1, .6], Gen.Double[1.05, 4],
        (curve, price, lower, width, stock) => new Sku(Math.Exp(price), lower, lower + width, Math.Max(0, curve.Sold(lower)) * stock, curve));

    public static Gen<Sku[]> Plain(int least, int most) => Skus(Rising, 3, 60).Array[least, most];

    public static Gen<Sku[]> Wild(int least, int most) => Gen.Select(
        Skus(Odd, 1e-2, 1e4), Gen.Int[0, 9], (sku, oddity) => oddity switch
        {
            0 => sku with { Upper = sku.Lower },
            1 => sku with { Inventory = 0 },
            2 => sku with { Inventory = sku.Inventory * .3 },
            3 => sku with { Upper = .9999 },
            _ => sku,
        }).Array[least, most];

    public static PricingProblem Problem(this Sku[] skus) => PricingProblem.Create(
        [.. skus.Select(s => s.Msrp)], [.. skus.Select(s => s.Lower)], [.. skus.Select(s => s.Upper)], [.. skus.Select(s => s.Inventory)], [.. skus.Select(s => s.Curve)]);

    public static readonly SolverSettings Settings = new() { FrontPoints = 0 };

    public static ScenarioResult Solve(this PricingProblem problem, Scenario scenario, PricingTargets targets = default) =>
        ScenarioSolver.SolveOne(problem, scenario, targets, Settings, TestContext.Current.CancellationToken);

    /// <summary>Targets a share of the way from the plan of least markdown to the plan of most demand.</summary>
    public static PricingTargets Natural(this PricingProblem problem, double share)
    {
        var (low, high) = (problem.Solve(Scenario.MinWeightedMd).Totals, problem.Solve(Scenario.MaxDemand).Totals);
        double Between(double a, double b) => a + share * (b - a);
        return new(Between(low.WeightedMd, high.WeightedMd), Between(low.Demand, high.Demand), problem.Inventory - Between(low.Sales, high.Sales));
    }

    public static double Loss(double value, double ideal, double nadir) => Math.Abs(nadir - ideal) > 1e-9 * Math.Abs(ideal) ? (value - ideal) / (nadir - ideal) : 0;
}
