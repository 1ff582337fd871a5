using System.Globalization;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>
/// Tells which lock costs a target most: the one whose release alone moves the end of the attainable range furthest towards it. All locks are ranked by what
/// their SKU's best free markdown adds to the weighted sum that is largest at that end (for demand and units that is exact, for the weighted markdown the
/// gradient of its ratio); the first few are then released one by one and the range is found anew, so the figure told is exact. On steps, where a
/// lock may hold a group or a limit, that is the whole problem built and solved without it.
/// </summary>
internal static class LockCosts
{
    private const int Tried = 8;

    /// <summary>The same solution; where locks keep a target out of reach that could be met without them, the scenario's reason names the dearest.</summary>
    public static PricingSolution Explain(PricingSolution solution, PricingModel model, PricingOptions options, PricingProblem problem, SolverSettings settings, CancellationToken ct)
    {
        var rules = model.RulesFor(options);
        int[] locked = [.. Enumerable.Range(0, problem.Count).Where(rules.IsLocked)];
        var missed = solution.Scenarios.Where(s => s is { Status: ScenarioStatus.Infeasible, Target: not null, Attainable: not null }).ToArray();
        if (locked.Length == 0 || missed.Length == 0) return solution;
        var free = ProblemBuilder.Build(model, options, rules with { Locks = null });
        var told = missed.ToDictionary(s => s.Scenario, s => new Search(model, options, problem, free, locked, settings, ct).Dearest(s));
        return solution with { Scenarios = [.. solution.Scenarios.Select(s => told.GetValueOrDefault(s.Scenario) is { } reason ? s with { Reason = $"{s.Reason} {reason}" } : s)] };
    }

    private sealed class Search(PricingModel model, PricingOptions options, PricingProblem problem, PricingProblem free, int[] locked, SolverSettings settings, CancellationToken ct)
    {
        private readonly PricingData data = model.Data;
        private readonly Oracle whole = problem.OracleFor(settings.Threads, ct);

        public string? Dearest(ScenarioResult missed)
        {
            var (target, scenario) = (missed.Target!.Value, missed.Scenario);
            var up = target > missed.Attainable!.Value.High;
            var without = EndOf(free, missed, up);
            if (!double.IsFinite(without) || (up ? target > without : target < without)) return null;
            var ends = Ranked(Weights(whole, scenario, up)).Take(Tried).Select(sku => (Sku: sku, End: problem.Table is null ? End(Released(sku), scenario, up) : EndOf(Without(sku), missed, up)));
            var (dearest, end) = up ? ends.MaxBy(e => e.End) : ends.MinBy(e => e.End);
            var others = locked.Length > 1 ? $"; without any lock, {Text(without, scenario, up)}" : "";
            return $"Without the lock on SKU {data.Skus[dearest]} (MD {problem.FeasibleMd(dearest).Low.ToString("0.####", CultureInfo.InvariantCulture)}) it could be {(up ? "up" : "down")} to {Text(end, scenario, up)}{others}.";
        }

        /// <summary>The locks by what their release adds to a weighted sum, the most first.</summary>
        private IEnumerable<int> Ranked(Weights weights)
        {
            var best = free.PlanAt(weights);
            return locked.OrderByDescending(i => weights.Of(At(free, i, best[i])) - weights.Of(At(problem, i, problem.FeasibleMd(i).Low)));
        }

        private Totals At(PricingProblem of, int sku, double md)
        {
            double sold = of.SoldAt(sku, md), list = data.Msrp[sku] * sold;
            return new(list * (1 - md), sold, list);
        }

        private double EndOf(PricingProblem of, ScenarioResult missed, bool up)
        {
            if (of.Table is null) return End(of.OracleFor(settings.Threads, ct), missed.Scenario, up);
            var (scenario, target) = (missed.Scenario, missed.Target!.Value);
            var range = ScenarioSolver.SolveOne(of, scenario, new(target, target, target), settings, ct).Attainable;
            return (up ? range?.High : range?.Low) ?? double.NaN;
        }

        private PricingProblem Without(int sku)
        {
            var rules = model.RulesFor(options);
            var locks = (double[])rules.Locks!.Clone();
            locks[sku] = double.NaN;
            return ProblemBuilder.Build(model, options, rules with { Locks = locks });
        }

        private Release Released(int sku) =>
            new(whole, At(problem, sku, problem.FeasibleMd(sku).Low), new Passes(free.Alone(sku, data.Msrp[sku]).Skus, 1, ct));

        /// <summary>The weights whose best plan is the end of the range.</summary>
        private static Weights Weights(Oracle plans, Scenario scenario, bool up)
        {
            var sign = up ? 1 : -1;
            switch (MeasureOf(scenario))
            {
                case Measure.Demand: return new(sign, 0, 0);
                case Measure.Inventory: return new(0, -sign, 0);
                default:
                    var layers = Layers.Of(plans);
                    return new(-sign, 0, sign * (1 - (up ? layers.MostMd : layers.LeastMd).WeightedMd));
            }
        }

        /// <summary>An end of the range that a scenario's target can have.</summary>
        private double End(Oracle plans, Scenario scenario, bool up)
        {
            switch (MeasureOf(scenario))
            {
                case Measure.Demand: return up ? plans.At(new(1, 0, 0)).Totals.Demand : plans.Floor.Demand;
                case Measure.Inventory: return problem.Inventory - (up ? plans.Floor.Sales : plans.Scale.Sales);
                default:
                    var layers = Layers.Of(plans);
                    return (up ? layers.MostMd : layers.LeastMd).WeightedMd;
            }
        }

        private static string Text(double end, Scenario scenario, bool up) =>
            Desk.Rounded(end, MeasureOf(scenario) == Measure.Md, up ? Math.Floor : Math.Ceiling);
    }

    private enum Measure { Md, Demand, Inventory }

    private static Measure MeasureOf(Scenario scenario) => scenario switch
    {
        Scenario.TargetMd or Scenario.DemandAndInventory => Measure.Md,
        Scenario.TargetDemand or Scenario.MdAndInventory => Measure.Demand,
        _ => Measure.Inventory,
    };

    /// <summary>All plans with one SKU let go: the others' best and its own.</summary>
    private sealed class Release(Oracle whole, Totals held, Oracle own) : Oracle(whole.Threads, whole.Cancel)
    {
        public override Totals Scale => Replace(whole.Scale, own.Scale);
        public override Totals Floor => Replace(whole.Floor, own.Floor);

        protected override Pass Best(Weights w) => new(w, Replace(whole.At(w).Totals, own.At(w).Totals), default);

        private Totals Replace(in Totals all, in Totals one) => new(all.Demand - held.Demand + one.Demand, all.Sales - held.Sales + one.Sales, all.ListSales - held.ListSales + one.ListSales);
    }
}
