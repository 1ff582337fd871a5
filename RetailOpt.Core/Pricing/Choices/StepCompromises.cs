using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// Scenarios 7 to 10 on steps: the plan whose worst normalised loss is least, against the best plans on steps for each objective alone.
/// The multipliers come from the hull of all plans; the plan is searched near what is best for them.
/// </summary>
internal sealed class StepCompromises(StepDesk desk)
{
    /// <summary>Leaning towards a limit, as shares of the weights: the least tried, the most, and how often the answer is halved.</summary>
    private const double FirstLean = 1e-8, MostLean = 1e3;
    private const int LeanSteps = 10;

    private static readonly Weights Money = new(1, 0, 0), Units = new(0, 1, 0);

    private readonly Extremes ends = desk.Extremes;
    private readonly StepTargets targets = new(desk);

    /// <summary>Weighted markdown and demand, with at most an inventory left.</summary>
    public ScenarioResult MdAndDemand(double z)
    {
        var frame = targets.Frame(Scenario.MdAndDemand, z);
        var most = ends.MostSales.Totals.Sales;
        var slack = Math.Max(1e-9 * desk.Problem.Inventory, Math.Min(1e-6, 1e-6 * most));
        if (z < frame.Attainable!.Value.Low - slack) return frame.Infeasible(desk.Passes.Count);
        var row = targets.Limit(frame.Scenario, Math.Max(z, frame.Attainable.Value.Low));
        return Between(frame, row, LeastMd(row, ends.MostSales), Most(Money, row, ends.MostDemand, ends.MostSales), null);
    }

    /// <summary>Demand and inventory, with at most a weighted markdown.</summary>
    public ScenarioResult DemandAndInventory(double x)
    {
        var frame = targets.Frame(Scenario.DemandAndInventory, x);
        if (x < frame.Attainable!.Value.Low - Desk.Optimal) return frame.Infeasible(desk.Passes.Count);
        var row = targets.Limit(frame.Scenario, Math.Max(x, frame.Attainable.Value.Low));
        return Between(frame, row, null, Most(Money, row, ends.MostDemand, ends.LeastMd), Most(Units, row, ends.MostSales, ends.LeastMd));
    }

    /// <summary>Weighted markdown and inventory, with at least a demand.</summary>
    public ScenarioResult MdAndInventory(double y)
    {
        var frame = targets.Frame(Scenario.MdAndInventory, y);
        var most = frame.Attainable!.Value.High;
        if (y > most + Math.Max(1e-9 * most, Math.Min(.01, 1e-6 * most))) return frame.Infeasible(desk.Passes.Count);
        var row = targets.Limit(frame.Scenario, Math.Min(y, most));
        return Between(frame, row, LeastMd(row, ends.MostDemand), null, Most(Units, row, ends.MostSales, ends.MostDemand));
    }

    /// <summary>All three.</summary>
    public ScenarioResult All() => Between(new(Scenario.MdDemandAndInventory), null, ends.LeastMd, ends.MostDemand, ends.MostSales);

    private Found Most(Weights objective, Row row, Found free, Found end) => row.Keeps(free.Totals) ? free : desk.MostWithin(objective, row, end).Found;

    private Found LeastMd(Row row, Found end) => row.Keeps(ends.LeastMd.Totals) ? ends.LeastMd : desk.LeastMdWithin(row, end).Found;

    /// <summary>The compromise between the objectives whose own best plans are given.</summary>
    private ScenarioResult Between(Frame frame, Row? limit, Found? md, Found? demand, Found? sales)
    {
        Found[] own = [.. new[] { md, demand, sales }.OfType<Found>()];
        var all = Payoff.Of([.. own.Select(f => f.Totals)]);
        var none = new Range01(0, 0);
        var payoff = new Payoff(md is null ? none : all.Md, demand is null ? none : all.Demand, sales is null ? none : all.Sales);
        var moving = Moving(payoff);
        if (moving.Length < 2) return OnePoint(frame, limit, own, payoff);
        Claim[] claims = limit is { } row ? [.. moving, Claim.Of(row)] : moving;
        var (multipliers, seen) = new LeastLoss(desk.Passes, claims).Find();
        var goal = new LossGoal(limit, payoff, claims, multipliers);
        var last = seen[^1];
        var found = desk.Best(goal, [.. own.Select(f => f.Plan), .. seen.TakeLast(3).Append(limit is { } keep ? Leaning(last, keep) : last).Select(w => desk.Passes.Plan(w, limit))]);
        var pass = desk.Passes.At(goal.CutAt(found.Merit).Weights);
        var (bound, gap) = found.IsProven ? (double.NaN, 0) : EpsilonGap.Of(pass, found.Totals, preferDemand: frame.Scenario is Scenario.MdAndDemand or Scenario.DemandAndInventory);
        return desk.Result(frame, found, bound, gap, pass.Weights, null);
    }

    /// <summary>
    /// Weights whose plan keeps a limit, moved towards it by as little as does. Where the limit is met together with all objectives, no plan at the multipliers
    /// themselves need keep it.
    /// </summary>
    private Weights Leaning(Weights w, Row limit)
    {
        double unit = DualSearch.Size(w, desk.Passes.Scale) / DualSearch.Size(limit.Weights, desk.Passes.Scale), low = 0, high = FirstLean;
        Weights At(double lean) => w.Plus(limit.Weights, lean * unit);
        bool Keeps(double lean) => limit.Keeps(desk.Passes.At(At(lean)).Totals);
        if (Keeps(0)) return w;
        while (!Keeps(high) && high < MostLean) (low, high) = (high, 4 * high);
        for (var k = 0; k < LeanSteps; k++)
        {
            var middle = .5 * (low + high);
            if (Keeps(middle)) high = middle;
            else low = middle;
        }
        return At(high);
    }

    private static Claim[] Moving(in Payoff p)
    {
        var claims = new List<Claim>();
        if (!p.Md.IsOut) claims.Add(Claim.Md(p.Md));
        if (!p.Demand.IsOut) claims.Add(Claim.Demand(p.Demand));
        if (!p.Sales.IsOut) claims.Add(Claim.Sales(p.Sales));
        return [.. claims];
    }

    /// <summary>One plan is best for all: of the objectives' own plans the one that loses least in the others.</summary>
    private ScenarioResult OnePoint(Frame frame, Row? limit, Found[] own, Payoff payoff)
    {
        var goal = new LossGoal(limit, payoff, [], []);
        var found = own.MaxBy(f => goal.MeritOf(f.Totals))!;
        return desk.Result(frame, found, double.NaN, 0, default, null) with { Status = ScenarioStatus.Degenerate, Reason = "One plan is best for every objective." };
    }
}
