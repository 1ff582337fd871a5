using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// What is left to look at before a plan is proven best: the choices whose loss against the best plan for the cut's weights is within what a better
/// plan may lose. All others are in no better plan, so the knapsack that CBC gets is small, and its costs are parts of what may be lost.
/// </summary>
internal sealed class ProofCore
{
    /// <summary>CBC's tolerances must leave most of the gap to be closed.</summary>
    private const double MostTolerance = .5;

    private readonly ChoicePasses passes;
    private readonly Goal goal;
    private readonly Found best;
    private readonly NearChoices near;

    public ProofCore(ChoicePasses passes, Goal goal, Found best)
    {
        (this.passes, this.goal, this.best) = (passes, goal, best);
        near = NearChoices.Of(passes, goal.CutAt(best.Merit));
        Mip = new(near.Block, Array.ConvertAll(near.Loss, l => l / near.Rest), [.. goal.Limits.Select(RowOf).Concat(Sides()).OfType<MipRow>()], Known());
    }

    public ChoiceMip Mip { get; }

    /// <summary>Whether no plan can be better but for the noise of sums.</summary>
    public bool IsProven => near.Rest <= near.Noise;

    /// <summary>Why there is nothing to ask, as a sentence without its stop; null where there is.</summary>
    public string? NotTried =>
        near.Reach < near.Rest ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"More than {NearChoices.Most:N0} choices could be in a better plan")
        : CbcModel.Tolerance(Mip) >= MostTolerance ? "The gap is within the tolerances of CBC" : null;

    /// <summary>The plan known or CBC's, whichever is better by our own sums, with the narrower bound.</summary>
    public Found With(MipAnswer answer)
    {
        var excess = Math.Max(near.Noise, Math.Min(best.Excess, near.Rest * (1 - answer.LeastCost)));
        if (answer.Columns is not { } columns) return best with { Excess = excess };
        var plan = (int[])near.Plan.Clone();
        foreach (var c in columns) plan[near.Block[c]] = near.Choice[c];
        var totals = passes.TotalsOf(plan);
        var merit = goal.MeritOf(totals);
        var isKept = passes.Table.Limits.IsNone || SideUse.Of(passes.Table, plan).Broken(passes.Table) == 0;
        if (!isKept || !(merit > best.Merit + goal.Noise(best.Merit))) return best with { Excess = excess };
        return new(plan, totals, merit, goal.IsLinear ? Math.Max(near.Noise, excess - (merit - best.Merit)) : excess);
    }

    private bool[] Known()
    {
        var known = new bool[near.Count];
        for (var i = 0; i < known.Length; i++) known[i] = best.Plan[near.Block[i]] == near.Choice[i];
        return known;
    }

    /// <summary>A limit in units of the gap, or of its largest change where its price is too low for that; null where no choice changes it.</summary>
    private MipRow? RowOf(Priced limit) => RowOf(limit.Price, limit.Row.Weights.Of(near.Base) - limit.Row.Level, i => limit.Row.Weights.Of(near.With(default, i)));

    /// <summary>The side limits as limits of the knapsack.</summary>
    private IEnumerable<MipRow?> Sides()
    {
        if (near.Prices is not { } prices) yield break;
        var (table, use) = (passes.Table, SideUse.Of(passes.Table, near.Plan));
        if (table.Limits.MostChanges < int.MaxValue)
            yield return RowOf(prices.Change, table.Limits.MostChanges - use.Changes, i => table.Changes[near.Plan[near.Block[i]]] - table.Changes[near.Choice[i]]);
        for (var budget = 0; budget < use.Spent.Length; budget++)
        {
            var k = budget;
            yield return RowOf(prices.Money[k], table.Ceilings[k] - use.Spent[k], i => table.Budgets[near.Block[i]] == k ? table.Spend[near.Plan[near.Block[i]]] - table.Spend[near.Choice[i]] : 0);
        }
    }

    private MipRow? RowOf(double price, double spare, Func<int, double> change)
    {
        var values = new double[near.Count];
        for (var i = 0; i < values.Length; i++) values[i] = change(i);
        var largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest == 0) return null;
        var unit = Math.Max(price / near.Rest, 1 / largest);
        var cost = price / near.Rest / unit;
        for (var i = 0; i < values.Length; i++) values[i] *= unit;
        return new(unit * spare, values, cost > 0 ? 2 / cost : double.PositiveInfinity, cost);
    }
}
