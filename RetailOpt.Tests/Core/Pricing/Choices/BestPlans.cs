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

    /// <summary>The best value of a scenario; the worst loss for a compromise.</summary>
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
            Scenario.MdAndDemand => LeastLoss(p => p.Sales >= sales * (1 - Bits), true, true, false).Loss,
            Scenario.DemandAndInventory => LeastLoss(p => p.WeightedMd <= t.WeightedMd + Bits, false, true, true).Loss,
            Scenario.MdAndInventory => LeastLoss(p => p.Demand >= t.Demand * (1 - Bits), true, false, true).Loss,
            _ => LeastLoss(_ => true, true, true, true).Loss,
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

    /// <summary>The least worst normalised loss of all plans within a limit, and the worst loss of any sums.</summary>
    public (double Loss, Func<Totals, double> LossOf) LeastLoss(Func<Totals, bool> keeps, bool md, bool demand, bool sales)
    {
        var optima = new List<Totals>();
        if (md) optima.Add(ArgBest(p => -p.WeightedMd, keeps));
        if (demand) optima.Add(ArgBest(p => p.Demand, keeps));
        if (sales) optima.Add(ArgBest(p => p.Sales, keeps));
        double Worst(Totals p)
        {
            var worst = double.NegativeInfinity;
            if (md) worst = Math.Max(worst, Loss(p.WeightedMd, optima.Min(o => o.WeightedMd), optima.Max(o => o.WeightedMd)));
            if (demand) worst = Math.Max(worst, Loss(p.Demand, optima.Max(o => o.Demand), optima.Min(o => o.Demand)));
            if (sales) worst = Math.Max(worst, Loss(p.Sales, optima.Max(o => o.Sales), optima.Min(o => o.Sales)));
            return worst;
        }
        return (-Best(p => -Worst(p), keeps), Worst);
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
