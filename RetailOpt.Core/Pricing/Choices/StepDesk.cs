using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>The plans on steps that are best for one thing alone. Found once for a problem.</summary>
internal sealed record Extremes(Found MostDemand, Found LeastDemand, Found MostSales, Found LeastSales, Found LeastMd, Found MostMd);

/// <summary>A plan on steps with the best that its objective could be.</summary>
internal readonly record struct Bounded(Found Found, double Bound, Weights Weights);

/// <summary>What the solution of one scenario on steps works with, and how its results are put together.</summary>
internal sealed class StepDesk
{
    /// <summary>With at most so many plans all of them may be looked at: small problems are solved exactly.</summary>
    private const double Few = 2e7;

    private readonly long mostPlans;
    private readonly Proof? proof;

    public StepDesk(PricingProblem problem, SolverSettings settings, CancellationToken cancel, Proof? proof = null)
    {
        this.proof = proof;
        Problem = problem;
        Passes = new(problem.Table!, settings.Threads, cancel);
        mostPlans = Passes.Table.Plans <= Few ? long.MaxValue : settings.StepPlans;
        Extremes = problem.ExtremesBy(FindExtremes);
    }

    public PricingProblem Problem { get; }
    public ChoicePasses Passes { get; }
    public Extremes Extremes { get; }

    /// <summary>The best plan for a goal, from plans that are known; at least one of them must keep the limit.</summary>
    public Found Best(Goal goal, params IEnumerable<int[]> known) =>
        new Nearby(Passes, goal, mostPlans).From(known) ?? throw new ArgumentException("None of the plans known keeps the limit.", nameof(known));

    /// <summary>A plan found, with what a proof adds where one was asked for.</summary>
    private Found Proven(Goal goal, Found found) => proof?.Improve(Passes, goal, found, plan => Best(goal, [plan])) ?? found;

    /// <summary>The most of a sum within a limit.</summary>
    /// <param name="objective">The sum.</param>
    /// <param name="row">The limit.</param>
    /// <param name="end">A plan that keeps it.</param>
    public Bounded MostWithin(Weights objective, Row row, Found end) => Within(row, end, 0, Easing.Most(objective, row));

    /// <summary>The least weighted markdown within a limit; the bound is on the weighted markdown.</summary>
    public Bounded LeastMdWithin(Row row, Found end)
    {
        var found = Within(row, end, double.NaN, Easing.Paid(row, 1 - Extremes.LeastMd.Totals.WeightedMd));
        return found with { Bound = 1 - found.Bound };
    }

    /// <summary>The most merit within a limit: near the relaxed answer, by cases where that leaves a gap, then by proof.</summary>
    private Bounded Within(Row row, Found end, double guess, Ease ease)
    {
        var root = ease(Passes, guess, double.PositiveInfinity);
        var (goal, point) = (root.Goal, root.Point);
        var near = Best(goal, Passes.Plan(point.Above.Weights, row), Passes.Plan(point.Below.Weights, row), end.Plan);
        var (found, bound) = new Branching(Passes, row, ease, mostPlans).Improve(root, near);
        found = Proven(goal, found);
        bound = Math.Min(bound, goal.Above(found.Merit, found.Excess));
        return new(found, Math.Max(bound, found.Merit), goal.CutAt(found.Merit).Weights);
    }

    public ScenarioResult Result(Frame frame, Found found, double bound, double gap, Weights weights, string? reason) => new()
    {
        Scenario = frame.Scenario,
        Status = found.Totals.Sales <= 0 ? ScenarioStatus.Degenerate : gap <= Desk.Optimal ? ScenarioStatus.Optimal : ScenarioStatus.Feasible,
        Md = Problem.MdOf(found.Plan),
        Weeks = Problem.WeeksOf(found.Plan),
        Totals = Passes.TotalsOf(found.Plan),
        Inventory = Problem.Inventory - found.Totals.Sales,
        Target = frame.Target,
        Attainable = frame.Attainable,
        Bound = bound,
        Gap = Math.Max(0, gap),
        Passes = Passes.Count,
        Weights = weights,
        Reason = found.Totals.Sales <= 0 ? "No sales are possible." : reason,
    };

    /// <summary>A plan whose demand is the objective.</summary>
    public ScenarioResult OnDemand(Frame frame, in Bounded b, string? reason = null) =>
        Result(frame, b.Found, b.Bound, (b.Bound - b.Found.Totals.Demand) / Math.Abs(b.Bound), b.Weights, reason);

    /// <summary>A plan whose weighted markdown is the objective, the least or the largest.</summary>
    public ScenarioResult OnMd(Frame frame, in Bounded b, string? reason = null) =>
        Result(frame, b.Found, b.Bound, Math.Abs(b.Found.Totals.WeightedMd - b.Bound), b.Weights, reason);

    /// <summary>The plan that is best for one thing alone.</summary>
    public Bounded Alone(Found found, Goal goal, Func<double, double> shown)
    {
        found = Proven(goal, found);
        return new(found, shown(goal.Above(found.Merit, found.Excess)), goal.CutAt(found.Merit).Weights);
    }

    public PaidGoal Paid(int sign) => new(sign, null, 0, Passes.Floor.ListSales);

    private Extremes FindExtremes()
    {
        var layers = Problem.LayersBy(Passes);
        int[][] first = Passes.Table.Limits.IsNone ? [] : [Passes.Table.First];
        Found Sum(Weights w) => Best(new SumGoal(w), [Passes.Plan(w), .. first]);
        Found Ratio(int sign, RatioPoint point) => Best(Paid(sign), [Passes.Plan(point.Pass.Weights), Passes.Plan(new(1, 0, 0)), .. first]);
        return new(Sum(new(1, 0, 0)), Sum(new(-1, 0, 0)), Sum(new(0, 1, 0)), Sum(new(0, -1, 0)), Ratio(1, layers.LeastMd), Ratio(-1, layers.MostMd));
    }
}
