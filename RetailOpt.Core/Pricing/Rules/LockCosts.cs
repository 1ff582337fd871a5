using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>
/// Tells which lock costs a target most: the one whose release alone moves the end of the attainable range furthest towards it. All locks are ranked by what
/// their SKU's best free markdown adds to the weighted sum that is largest at that end (for demand and units that is the move itself, for the weighted
/// markdown the gradient of its ratio); the first few are then let go one by one and the range is found anew, so the figure told is exact.
/// </summary>
internal static class LockCosts
{
    private const int Tried = 4;

    // the dearest lock depends on the end of the range alone, so a target that moves beyond it finds it here
    private static readonly ConditionalWeakTable<PricingProblem, ConcurrentDictionary<(Scenario, bool), Dearest>> Known = [];

    /// <summary>The lock that costs most, and the ends of the range without it and without any.</summary>
    private sealed record Dearest(int Sku, double End, double Free);

    /// <summary>The same solution; where locks keep a target out of reach that could be met without them, the scenario's reason names the dearest.</summary>
    public static PricingSolution Explain(PricingSolution solution, PricingModel model, PricingOptions options, PricingProblem problem, SolverSettings settings, CancellationToken ct)
    {
        if (model.RulesFor(options) is not { Locks: not null } rules || !solution.Scenarios.Any(IsMissed)) return solution;
        var search = new Search(model, options, rules, problem, settings, ct);
        return solution with { Scenarios = [.. solution.Scenarios.Select(s => IsMissed(s) && search.Tell(s) is { } reason ? s with { Reason = $"{s.Reason} {reason}" } : s)] };
    }

    private static bool IsMissed(ScenarioResult s) => s is { Status: ScenarioStatus.Infeasible, Target: not null, Attainable: not null };

    private sealed class Search(PricingModel model, PricingOptions options, PlanRules rules, PricingProblem problem, SolverSettings settings, CancellationToken ct)
    {
        private readonly Lazy<PricingProblem> _free = new(() => ProblemBuilder.Build(model, options, rules with { Locks = null }));

        public string? Tell(ScenarioResult missed)
        {
            var (target, range, measured) = (missed.Target!.Value, missed.Attainable!.Value, Measured(missed.Scenario));
            var up = target > range.High;
            var (sku, end, free) = Known.GetOrCreateValue(problem).GetOrAdd((measured, up), _ => Find(measured, range, up));
            if (sku < 0 || (up ? target > free : target < free)) return null;
            var md = problem.FeasibleMd(sku).Low.ToString("0.####", CultureInfo.InvariantCulture);
            string Text(double value) => Desk.Rounded(value, measured == Scenario.TargetMd, up ? Math.Floor : Math.Ceiling);
            return $"Without the lock on SKU {model.Data.Skus[sku]} (MD {md}) it could be {(up ? "up" : "down")} to {Text(end)}; without any lock, {Text(free)}.";
        }

        private Dearest Find(Scenario measured, Span range, bool up)
        {
            var free = End(_free.Value, measured, up);
            var best = _free.Value.PlanAt(Weights(measured, range, up));
            var weights = Weights(measured, range, up);
            double Gain(int sku) => weights.Of(_free.Value.SumsAt(sku, best[sku])) - weights.Of(problem.SumsAt(sku, problem.FeasibleMd(sku).Low));
            var ends = Enumerable.Range(0, problem.Count).Where(rules.IsLocked).OrderByDescending(Gain).Take(Tried).Select(sku => (Sku: sku, End: End(Without(sku), measured, up))).ToArray();
            if (ends.Length == 0 || double.IsNaN(free)) return new(-1, double.NaN, double.NaN);
            var (dearest, end) = up ? ends.MaxBy(e => e.End) : ends.MinBy(e => e.End);
            return new(dearest, end, free);
        }

        private PricingProblem Without(int sku)
        {
            var locks = (double[])rules.Locks!.Clone();
            locks[sku] = double.NaN;
            return ProblemBuilder.Build(model, options, rules with { Locks = locks });
        }

        /// <summary>An end of what the target could be, asked for by one that nothing can meet; NaN where nothing is sold.</summary>
        private double End(PricingProblem of, Scenario measured, bool up) =>
            ScenarioSolver.SolveOne(of, measured, new(-1, -1, -1), settings, ct).Attainable is { } span ? up ? span.High : span.Low : double.NaN;
    }

    /// <summary>The weights whose best plan is the end of the range.</summary>
    private static Weights Weights(Scenario measured, Span range, bool up) => (measured, up ? 1 : -1) switch
    {
        (Scenario.TargetDemand, var sign) => new(sign, 0, 0),
        (Scenario.TargetInventory, var sign) => new(0, -sign, 0),
        (_, var sign) => new(-sign, 0, sign * (1 - (up ? range.High : range.Low))),
    };

    /// <summary>The scenario that has nothing but this target.</summary>
    private static Scenario Measured(Scenario scenario) => scenario switch
    {
        Scenario.TargetMd or Scenario.DemandAndInventory => Scenario.TargetMd,
        Scenario.TargetDemand or Scenario.MdAndInventory => Scenario.TargetDemand,
        _ => Scenario.TargetInventory,
    };
}
