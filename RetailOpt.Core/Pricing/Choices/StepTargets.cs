using System.Globalization;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// Scenarios 1 to 6 on steps. A sum that moves in steps cannot equal a target, so the target is the limit that binds: on the natural side
/// weighted markdown at most, demand at least, inventory at most; beyond the natural range the other way round.
/// </summary>
internal sealed class StepTargets(StepDesk desk)
{
    /// <summary>A sum this near to a limit, against its size, keeps it: steps may meet a target exactly but for the last bits.</summary>
    public const double Near = 1e-11;

    private readonly Extremes ends = desk.Extremes;

    public ScenarioResult Alone(Scenario scenario) => scenario switch
    {
        Scenario.MaxDemand => desk.OnDemand(new(scenario), desk.Alone(ends.MostDemand, new SumGoal(new(1, 0, 0)), d => d)),
        Scenario.MinWeightedMd => desk.OnMd(new(scenario), desk.Alone(ends.LeastMd, desk.Paid(1), share => 1 - share)),
        _ => desk.OnMd(new(scenario), desk.Alone(ends.MostMd, desk.Paid(-1), share => 1 + share)),
    };

    public ScenarioResult WeightedMd(double x, TargetMode mode)
    {
        var frame = Frame(Scenario.TargetMd, x);
        var (range, natural) = (frame.Attainable!.Value, ends.MostDemand.Totals.WeightedMd);
        if (x < range.Low - Desk.Optimal || (x > range.High + Desk.Optimal && mode == TargetMode.Equal)) return frame.Infeasible(desk.Passes.Count);
        if (mode == TargetMode.OneSided && x >= natural) return Alone(Scenario.MaxDemand) with { Scenario = frame.Scenario, Target = x, Attainable = range };
        var isNatural = x <= natural;
        var found = desk.MostWithin(new(1, 0, 0), Limit(Scenario.TargetMd, Math.Clamp(x, range.Low, range.High), isNatural), isNatural ? ends.LeastMd : ends.MostMd);
        return desk.OnDemand(frame, found, Distance(Math.Abs(found.Found.Totals.WeightedMd - x), "0.######"));
    }

    public ScenarioResult Demand(double y, TargetMode mode)
    {
        var frame = Frame(Scenario.TargetDemand, y);
        var (range, natural) = (frame.Attainable!.Value, ends.LeastMd.Totals.Demand);
        var slack = Math.Max(1e-9 * range.High, Math.Min(.01, 1e-6 * range.High));
        if (y > range.High + slack || (y < range.Low - slack && mode == TargetMode.Equal)) return frame.Infeasible(desk.Passes.Count);
        if (mode == TargetMode.OneSided && y <= natural) return Alone(Scenario.MinWeightedMd) with { Scenario = frame.Scenario, Target = y, Attainable = range };
        var isNatural = y >= natural;
        var found = desk.LeastMdWithin(Limit(Scenario.TargetDemand, Math.Clamp(y, range.Low, range.High), isNatural), isNatural ? ends.MostDemand : ends.LeastDemand);
        return desk.OnMd(frame, found, Distance(Math.Abs(found.Found.Totals.Demand - y), "#,##0.##"));
    }

    public ScenarioResult Inventory(double z, TargetMode mode)
    {
        var frame = Frame(Scenario.TargetInventory, z);
        var (range, natural) = (frame.Attainable!.Value, desk.Problem.Inventory - ends.LeastMd.Totals.Sales);
        var slack = Math.Max(1e-9 * desk.Problem.Inventory, Math.Min(1e-6, 1e-6 * ends.MostSales.Totals.Sales));
        if (z < range.Low - slack || (z > range.High + slack && mode == TargetMode.Equal)) return frame.Infeasible(desk.Passes.Count);
        if (mode == TargetMode.OneSided && z >= natural) return Alone(Scenario.MinWeightedMd) with { Scenario = frame.Scenario, Target = z, Attainable = range };
        var isNatural = z <= natural;
        var found = desk.LeastMdWithin(Limit(Scenario.TargetInventory, Math.Clamp(z, range.Low, range.High), isNatural), isNatural ? ends.MostSales : ends.LeastSales);
        return desk.OnMd(frame, found, Distance(Math.Abs(desk.Problem.Inventory - found.Found.Totals.Sales - z), "#,##0.##"));
    }

    /// <summary>The scenario with its target and what it could be.</summary>
    public Frame Frame(Scenario scenario, double target) => scenario switch
    {
        Scenario.TargetMd or Scenario.DemandAndInventory => new(scenario, target, new(ends.LeastMd.Totals.WeightedMd, ends.MostMd.Totals.WeightedMd), "weighted markdown" + Or(scenario, "less")),
        Scenario.TargetDemand or Scenario.MdAndInventory => new(scenario, target, new(ends.LeastDemand.Totals.Demand, ends.MostDemand.Totals.Demand), "demand" + Or(scenario, "more")),
        _ => new(scenario, target, new(desk.Problem.Inventory - ends.MostSales.Totals.Sales, desk.Problem.Inventory - ends.LeastSales.Totals.Sales), "inventory" + Or(scenario, "less")),
    };

    private static string Or(Scenario scenario, string more) => scenario >= Scenario.MdAndDemand ? " or " + more : "";

    /// <summary>The target as a limit.</summary>
    /// <param name="scenario">Whose target it is.</param>
    /// <param name="target">x, y or z.</param>
    /// <param name="isNatural">Whether it binds on its natural side.</param>
    public Row Limit(Scenario scenario, double target, bool isNatural = true)
    {
        var (weights, level, size) = scenario switch
        {
            Scenario.TargetMd or Scenario.DemandAndInventory => (new Weights(1, 0, target - 1), 0, desk.Passes.Scale.ListSales),
            Scenario.TargetDemand or Scenario.MdAndInventory => (new Weights(1, 0, 0), target, desk.Passes.Scale.Demand),
            _ => (new Weights(0, 1, 0), desk.Problem.Inventory - target, desk.Passes.Scale.Sales + desk.Problem.Inventory),
        };
        return isNatural ? new(weights, level - Near * size) : new(new(-weights.Demand, -weights.Sales, -weights.ListSales), -level - Near * size);
    }

    private static string? Distance(double distance, string format) =>
        distance <= 1e-9 ? null : $"Met within {Math.Max(distance, 1e-6).ToString(format, CultureInfo.InvariantCulture)}: markdowns move in steps.";
}
