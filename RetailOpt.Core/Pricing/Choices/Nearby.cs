using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>A plan on steps.</summary>
/// <param name="Plan">The choice of each block.</param>
/// <param name="Totals">Its sums.</param>
/// <param name="Merit">Its merit.</param>
/// <param name="Excess">No plan passes the cut at its merit by more; 0 where the plan is proven best.</param>
internal sealed record Found(int[] Plan, Totals Totals, double Merit, double Excess = double.PositiveInfinity)
{
    public bool IsProven => Excess <= 0;
}

/// <summary>
/// The best plan near the relaxed answer, and the proof that there is no better one. With the multipliers of the relaxed answer each choice
/// has a loss against the best of its block, and a plan that betters what is known can lose no more than the gap in sum. Such plans differ from the
/// best one in a few blocks only, so they can be looked at one by one: by rising loss, in rounds that allow ever more of it. The gap shrinks
/// with every plan found, and a round that allows the whole gap proves the best of them. The more SKUs, the smaller their losses against
/// the whole: ten thousand SKUs take no more plans than a hundred.
/// </summary>
internal sealed class Nearby(ChoicePasses passes, Goal goal, long mostPlans)
{
    private const double Growth = 1.5, Shallowest = 1e-4;
    private const int First = 6;
    private readonly ChoiceTable table = passes.Table;
    private readonly bool[] isTaken = new bool[passes.Table.Blocks];
    private readonly List<int> taken = [];
    private Found best = null!;
    private NearChoices near = null!;
    private long plans;
    private double limit;
    private bool isBetter;
    private readonly bool isLimited = !passes.Table.Limits.IsNone;
    private SideUse use;

    /// <summary>Searches from the best of the plans known; null where none keeps the limit.</summary>
    public Found? From(IEnumerable<int[]> known)
    {
        foreach (var plan in known) Offer(plan);
        if (best is null) return null;
        double depth = 0;
        while (true)
        {
            near = NearChoices.Of(passes, goal.CutAt(best.Merit));
            if (near.Rest <= near.Noise) return best with { Excess = 0 };
            if (plans >= mostPlans) return best with { Excess = near.Rest };
            isBetter = false;
            var proven = Deepen(ref depth);
            if (isBetter && !goal.IsLinear) best = best with { Totals = passes.TotalsOf(best.Plan) };
            else return best with { Excess = proven >= near.Rest ? 0 : near.Rest - proven };
        }
    }

    private void Offer(int[] plan)
    {
        var totals = passes.TotalsOf(plan);
        var merit = goal.MeritOf(totals);
        if (double.IsFinite(merit) && (!isLimited || SideUse.Of(table, plan).Broken(table) == 0) && (best is null || merit > best.Merit)) best = new(plan, totals, merit);
    }

    /// <summary>Rounds of growing depth. Returns the depth to which no plan is left unseen.</summary>
    private double Deepen(ref double depth)
    {
        if (isLimited) use = SideUse.Of(table, near.Plan);
        // nothing to exchange: the best plan for the cut may still be new
        if (near.Count == 0) return Visit(0, near.Base, limit = 0) ? near.Reach : 0;
        var proven = 0.0;
        depth = Math.Max(depth, Math.Max(near.Loss[Math.Min(First, near.Count - 1)], Shallowest * near.Rest));
        while (true)
        {
            passes.Cancel.ThrowIfCancellationRequested();
            var allowed = Math.Min(depth, near.Reach);
            limit = Math.Min(allowed, near.Rest);
            if (isLimited) use = SideUse.Of(table, near.Plan);
            if (!Visit(0, near.Base, 0)) { Forget(); return proven; }
            proven = allowed;
            if (isBetter && !goal.IsLinear) return proven;
            if (allowed >= near.Rest || allowed >= near.Reach) return proven;
            depth *= Growth;
        }
    }

    private void Forget()
    {
        foreach (var i in taken) isTaken[near.Block[i]] = false;
        taken.Clear();
    }

    /// <summary>Looks at the plan so far and at all that add choices from a place on; false when there were too many.</summary>
    private bool Visit(int from, in Totals sums, double lost)
    {
        if (++plans > mostPlans) return false;
        var merit = goal.MeritOf(sums);
        if (merit > best.Merit + goal.Noise(best.Merit) && (!isLimited || use.Broken(table) == 0)) Take(sums, merit);
        for (var i = from; i < near.Count && lost + near.Loss[i] <= limit; i++)
        {
            var block = near.Block[i];
            if (isTaken[block]) continue;
            isTaken[block] = true;
            taken.Add(i);
            if (isLimited) use.Move(table, block, near.Plan[block], near.Choice[i]);
            if (!Visit(i + 1, near.With(sums, i), lost + near.Loss[i])) return false;
            if (isLimited) use.Move(table, block, near.Choice[i], near.Plan[block]);
            taken.RemoveAt(taken.Count - 1);
            isTaken[block] = false;
        }
        return true;
    }

    private void Take(in Totals sums, double merit)
    {
        var plan = (int[])near.Plan.Clone();
        foreach (var i in taken) plan[near.Block[i]] = near.Choice[i];
        if (goal.IsLinear)
        {
            near.Gain(merit - best.Merit);
            limit = Math.Min(limit, near.Rest);
        }
        best = new(plan, sums, merit);
        isBetter = true;
    }
}
