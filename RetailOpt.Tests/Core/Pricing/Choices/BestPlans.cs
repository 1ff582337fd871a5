using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>The best value of each scenario over all plans on steps, looked at one by one: the oracle of small problems. Choices are given as sums, SKU by SKU.</summary>
internal sealed class BestPlans(Totals[] plans, double inventory)
{
    /// <summary>Limits hold up to this share.</summary>
    public double Bits { get; init; } = 1e-9;

    /// <summary>Over all plans of choices.</summary>
    public BestPlans(Totals[][] choices, double inventory) : this(All(choices), inventory) { }

    /// <summary>The same where limits are kept to the last bit.</summary>
    public BestPlans Strict() => new(plans, inventory) { Bits = 0 };

    private static Totals[] All(Totals[][] choices)
    {
        Totals[] plans = [default];
        foreach (var own in choices)
        {
            var longer = new Totals[plans.Length * own.Length];
            for (var p = 0; p < plans.Length; p++)
                for (var c = 0; c < own.Length; c++)
                    longer[p * own.Length + c] = new(plans[p].Demand + own[c].Demand, plans[p].Sales + own[c].Sales, plans[p].ListSales + own[c].ListSales);
            plans = longer;
        }
        return plans;
    }

    /// <summary>The best value of a scenario that is no compromise.</summary>
    public double Of(Scenario scenario, PricingTargets t)
    {
        double sales = inventory - t.Inventory, naturalMd = ArgBest(p => p.Demand, _ => true).WeightedMd;
        var least = ArgBest(p => -p.WeightedMd, _ => true);
        return scenario switch
        {
            Scenario.MaxDemand => Best(p => p.Demand, _ => true),
            Scenario.MinWeightedMd => least.WeightedMd,
            Scenario.MaxWeightedMd => Best(p => p.WeightedMd, _ => true),
            Scenario.TargetMd => Best(p => p.Demand, t.WeightedMd <= naturalMd ? p => p.WeightedMd <= t.WeightedMd + Bits : p => p.WeightedMd >= t.WeightedMd - Bits),
            Scenario.TargetDemand => -Best(p => -p.WeightedMd, t.Demand >= least.Demand ? p => p.Demand >= t.Demand * (1 - Bits) : p => p.Demand <= t.Demand * (1 + Bits)),
            Scenario.TargetInventory => -Best(p => -p.WeightedMd, sales >= least.Sales ? p => p.Sales >= sales * (1 - Bits) : p => p.Sales <= sales * (1 + Bits)),
            _ => throw new ArgumentOutOfRangeException(nameof(scenario)),
        };
    }

    /// <summary>How far a scenario's target lies beyond what any plan has, 0 within; and the targets with the end in its place.</summary>
    public (double Beyond, double Allowed, PricingTargets Nearest) Reach(Scenario scenario, PricingTargets t)
    {
        var sold = plans.Where(p => p.ListSales > 0).ToArray();
        double most = sold.Max(p => p.Demand), units = sold.Max(p => p.Sales);
        var (own, low, high, allowed) = scenario switch
        {
            Scenario.TargetMd => (t.WeightedMd, sold.Min(p => p.WeightedMd), sold.Max(p => p.WeightedMd), 1e-9),
            Scenario.DemandAndInventory => (t.WeightedMd, sold.Min(p => p.WeightedMd), double.PositiveInfinity, 1e-9),
            Scenario.TargetDemand => (t.Demand, sold.Min(p => p.Demand), most, Math.Max(1e-9 * most, Math.Min(.01, 1e-6 * most))),
            Scenario.MdAndInventory => (t.Demand, double.NegativeInfinity, most, Math.Max(1e-9 * most, Math.Min(.01, 1e-6 * most))),
            Scenario.TargetInventory => (t.Inventory, inventory - units, inventory - sold.Min(p => p.Sales), Math.Max(1e-9 * inventory, Math.Min(1e-6, 1e-6 * units))),
            Scenario.MdAndDemand => (t.Inventory, inventory - units, double.PositiveInfinity, Math.Max(1e-9 * inventory, Math.Min(1e-6, 1e-6 * units))),
            _ => (0, 0, 0, 0),
        };
        var nearest = Math.Clamp(own, low, high);
        return (Math.Abs(own - nearest), allowed, scenario switch
        {
            Scenario.TargetMd or Scenario.DemandAndInventory => t with { WeightedMd = nearest },
            Scenario.TargetDemand or Scenario.MdAndInventory => t with { Demand = nearest },
            Scenario.TargetInventory or Scenario.MdAndDemand => t with { Inventory = nearest },
            _ => t,
        });
    }

    /// <summary>
    /// The least worst normalised loss of a compromise, and the worst loss of any sums: one for each payoff table that there is,
    /// for where two plans tie for an optimum either may tell how far the others fall.
    /// </summary>
    public IEnumerable<(double Least, Func<Totals, double> LossOf)> Compromises(Scenario scenario, PricingTargets t) => scenario switch
    {
        Scenario.MdAndDemand => Compromises(p => p.Sales >= (inventory - t.Inventory) * (1 - Bits), Md, Demand),
        Scenario.DemandAndInventory => Compromises(p => p.WeightedMd <= t.WeightedMd + Bits, Demand, Sales),
        Scenario.MdAndInventory => Compromises(p => p.Demand >= t.Demand * (1 - Bits), Md, Sales),
        _ => Compromises(_ => true, Md, Demand, Sales),
    };

    private static double Md(Totals p) => -p.WeightedMd;
    private static double Demand(Totals p) => p.Demand;
    private static double Sales(Totals p) => p.Sales;

    private IEnumerable<(double Least, Func<Totals, double> LossOf)> Compromises(Func<Totals, bool> keeps, params Func<Totals, double>[] merits)
    {
        IEnumerable<Totals[]> tables = [[]];
        foreach (var merit in merits) tables = tables.SelectMany(_ => Optima(merit, keeps), (table, optimum) => (Totals[])[.. table, optimum]);
        foreach (var table in tables)
        {
            double Worst(Totals p) => merits.Max(m => Loss(m(p), table.Max(m), table.Min(m)));
            yield return (-Best(p => -Worst(p), keeps), Worst);
        }
    }

    /// <summary>The plans that are best up to rounding, each pair of different sums once.</summary>
    private Totals[] Optima(Func<Totals, double> merit, Func<Totals, bool> keeps)
    {
        var best = ArgBest(merit, keeps);
        return [best, .. plans.Where(p => p != best && p.ListSales > 0 && merit(p) >= merit(best) - 1e-12 * Math.Abs(merit(best)) && keeps(p)).Distinct()];
    }

    private static double Loss(double value, double ideal, double nadir) => Math.Abs(nadir - ideal) > 1e-12 * Math.Max(Math.Abs(ideal), Math.Abs(nadir)) ? (value - ideal) / (nadir - ideal) : 0;

    private double Best(Func<Totals, double> merit, Func<Totals, bool> keeps) => merit(ArgBest(merit, keeps));

    public Totals ArgBest(Func<Totals, double> merit, Func<Totals, bool> keeps)
    {
        Totals best = default;
        var most = double.NegativeInfinity;
        foreach (var p in plans)
            if (p.ListSales > 0 && merit(p) is var m && m > most && keeps(p)) (most, best) = (m, p);
        return best;
    }
}
