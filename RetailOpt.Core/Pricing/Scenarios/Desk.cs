namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>A scenario with its target and the range that the target could have.</summary>
internal readonly record struct Frame(Scenario Scenario, double? Target = null, Span? Attainable = null, string What = "")
{
    /// <summary>No plan meets the target.</summary>
    public ScenarioResult Infeasible(int passes) => new()
    {
        Scenario = Scenario,
        Status = ScenarioStatus.Infeasible,
        Md = [],
        Totals = new(double.NaN, double.NaN, double.NaN),
        Inventory = double.NaN,
        Target = Target,
        Attainable = Attainable,
        Passes = passes,
        Reason = $"No plan has this {What}: it can be {Range(Attainable)}.",
    };

    private static string Range(Span? attainable)
    {
        if (attainable is not { } span) return "nothing";
        var (isShare, mid) = (span.High <= 1, .5 * (span.Low + span.High));
        return (isShare ? 1e4 : 1e2) * (span.High - span.Low) < 1 ? $"{Desk.Rounded(mid, isShare, Math.Round)} alone"
            : $"from {Desk.Rounded(span.Low, isShare, Math.Ceiling)} to {Desk.Rounded(span.High, isShare, Math.Floor)}";
    }
}

/// <summary>What the solution of one scenario works with, and how its results are put together.</summary>
internal sealed class Desk
{
    /// <summary>A gap up to this is called optimal.</summary>
    public const double Optimal = 1e-9;

    private const string NotConvex = "The target is forced beyond the natural range, where the problem is not convex; the gap is certified.";
    private const string OneJumps = "A SKU's best markdown jumps over the target; the gap is certified.";
    private const int FewNodes = 16;

    private readonly SolverSettings settings;

    public Desk(PricingProblem problem, SolverSettings settings, CancellationToken cancel)
    {
        Problem = problem;
        this.settings = settings;
        Layers = problem.LayersBy(new Passes(problem.Skus, settings.Threads, cancel));
        Passes = new(problem.Skus, settings.Threads, cancel);
    }

    public PricingProblem Problem { get; }
    public SkuArrays Skus => Problem.Skus;
    public Layers Layers { get; }
    public Passes Passes { get; }
    public Span InventoryRange => new(Problem.Inventory - Skus.Scale.Sales, Problem.Inventory - Skus.Floor.Sales);

    public ScenarioResult Infeasible(Frame frame) => frame.Infeasible(Passes.Count);

    /// <summary>An end of a range as text, rounded inwards, so that it can be asked for.</summary>
    public static string Rounded(double end, bool isShare, Func<double, double> round)
    {
        var (scale, format) = isShare ? (1e4, "0.####") : (1e2, "#,##0.##");
        return (round(end * scale) / scale + 0.0).ToString(format, System.Globalization.CultureInfo.InvariantCulture); // + 0: without a sign
    }

    /// <summary>The plan at the end of the range where nothing is sold.</summary>
    public ScenarioResult Nothing(Frame frame) =>
        AtEnd(frame, new(0, -1, 0)) with { Status = ScenarioStatus.Degenerate, Reason = "Nothing is sold at this target." };

    /// <summary>The only plan at an end of the target's range: the best one for these weights.</summary>
    public ScenarioResult AtEnd(Frame frame, Weights weights)
    {
        var pass = Passes.At(weights);
        return At(frame, pass, frame.Scenario == Scenario.TargetMd ? pass.Totals.Demand : pass.Totals.WeightedMd, 0);
    }

    /// <summary>The best plan for the weights of a pass.</summary>
    public ScenarioResult At(Frame frame, Pass pass, double bound, double gap) =>
        Result(frame, Passes.Plan(pass.Weights), pass.Totals, bound, Math.Max(0, gap), pass.Weights, null);

    /// <summary>Solves a target inside its range, by branch and bound where the relaxed answer leaves a gap.</summary>
    public ScenarioResult Solve(Frame frame, Target target, bool isNatural)
    {
        var relaxed = target.Relax(Passes);
        var plan = Walk.To(Passes, relaxed.Point, target.Constraint, target.Level);
        var bound = relaxed.Bound;
        if (plan.Moved >= 0 && target.Gap(plan.Totals, bound) > Optimal)
        {
            var nodes = Skus.Count <= settings.BranchAndBoundSkus ? settings.BranchAndBoundNodes : FewNodes;
            (plan, bound) = BranchAndBound.Close(Passes, target, plan, relaxed, Optimal, nodes);
        }
        return Result(frame, plan.Md, plan.Totals, target.BoundShown(bound), target.Gap(plan.Totals, bound), relaxed.Point.Proof.Weights, isNatural ? OneJumps : NotConvex);
    }

    /// <summary>Guess of a multiplier of units in money.</summary>
    public double UnitsPerMoney => Skus.Scale.Sales / Skus.Scale.Demand;

    /// <summary>Guess of a multiplier of the loss in units: half of what is left of a price, per unit.</summary>
    public double MoneyPerLoss(in Payoff payoff) => .5 * (1 - payoff.Md.Ideal) * payoff.Sales.Width * Skus.Scale.ListSales / Skus.Scale.Sales;

    /// <summary>A front that is one point.</summary>
    public ScenarioResult OnePoint(Frame frame, in Pass pass) =>
        OnePoint(frame, new Balanced(DualPoint.Of(pass), default, 0));

    /// <summary>A front that is one point.</summary>
    public ScenarioResult OnePoint(Frame frame, in Balanced answer)
    {
        var plan = Walk.To(Passes, answer.Point, answer.Constraint, answer.Level);
        return Result(frame, plan.Md, plan.Totals, double.NaN, 0, answer.Point.Proof.Weights, null) with
        {
            Status = ScenarioStatus.Degenerate,
            Reason = "One plan is best for every objective.",
        };
    }

    /// <summary>A compromise found without the scenario's limit, if it keeps it: the plan has to, not only the mix of two plans that it was walked from.</summary>
    public ScenarioResult? Kept(Frame frame, in Balanced answer, Func<Totals, bool> keeps)
    {
        if (!keeps(answer.Totals)) return null;
        var result = Compromise(frame, answer);
        return keeps(result.Totals) ? result : null;
    }

    /// <summary>A compromise with the gap of its own epsilon-constraint problem.</summary>
    public ScenarioResult Compromise(Frame frame, in Balanced answer)
    {
        var plan = Walk.To(Passes, answer.Point, answer.Constraint, answer.Level);
        var (bound, gap) = EpsilonGap.Of(answer.Point.Proof, plan.Totals, frame.Scenario is Scenario.MdAndDemand or Scenario.DemandAndInventory);
        return Result(frame, plan.Md, plan.Totals, bound, gap, answer.Point.Proof.Weights, OneJumps);
    }

    public ScenarioResult Result(Frame frame, double[] canonical, in Totals totals, double bound, double gap, Weights weights, string? reason) => new()
    {
        Scenario = frame.Scenario,
        Status = totals.Sales <= 0 ? ScenarioStatus.Degenerate : gap <= Optimal ? ScenarioStatus.Optimal : ScenarioStatus.Feasible,
        Md = Problem.AsGiven(canonical),
        Totals = totals,
        Inventory = Problem.Inventory - totals.Sales,
        Target = frame.Target,
        Attainable = frame.Attainable,
        Bound = bound,
        Gap = gap,
        Passes = Passes.Count,
        Weights = weights,
        Reason = totals.Sales <= 0 ? "No sales are possible." : gap <= Optimal ? null : reason,
    };
}
