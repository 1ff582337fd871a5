using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Reasons;

/// <summary>The best other markdown of a SKU and what the plan would lose with it, at the plan's multipliers; of SKUs that share a markdown, all of them move.</summary>
/// <param name="Md">The markdown, null where there is no other.</param>
/// <param name="Loss">In money; below 0 for a gain.</param>
/// <param name="Choice">The choice on steps that it is, -1 where it is none.</param>
internal readonly record struct Alternative(double? Md, double? Loss, int Choice = -1)
{
    private const double Same = 1e-9, Point = .01;

    /// <summary>Of a SKU that is free.</summary>
    public static Alternative Of(PricingResult result, ScenarioResult plan, int sku, Weights money) =>
        result.Problem.Table is { } table ? OnSteps(table, plan, sku, money) : Near(result.Problem, plan.Md[sku], sku, money);

    /// <summary>Of a SKU that is locked: what it would have without the lock.</summary>
    public static Alternative Unlocked(PricingResult result, ScenarioResult plan, int sku, Weights money)
    {
        var table = result.Problem.Table;
        int[] together = table is null ? [sku] : [.. table.SkusOf(table.BlockOf(sku))];
        var held = money.Of(table is null ? result.Problem.SumsAt(sku, plan.Md[sku]) : table.Of(ChoiceOf(table, plan, sku)));
        var free = LetGo(result, together, sku);
        var md = free.PlanAt(money)[Array.IndexOf(together, sku)];
        return double.IsNaN(held) || Math.Abs(md - plan.Md[sku]) <= Same ? default : new(md, held - money.Of(free.OracleFor(1, default).At(money).Totals));
    }

    /// <summary>The choice that a plan takes for a SKU.</summary>
    public static int ChoiceOf(ChoiceTable table, ScenarioResult plan, int sku)
    {
        var (block, path) = (table.BlockOf(sku), plan.PathOf(sku));
        var choice = table.Starts[block];
        while (!(table.Paths is { } paths ? paths[choice].AsSpan().SequenceEqual(path) : table.Md[choice] == path[0])) choice++;
        return choice;
    }

    /// <summary>A point lower or higher, or an end of the range.</summary>
    private static Alternative Near(PricingProblem problem, double md, int sku, Weights money)
    {
        var (range, best, value) = (problem.FeasibleMd(sku), default(Alternative), money.Of(problem.SumsAt(sku, md)));
        foreach (var other in (ReadOnlySpan<double>)[Math.Max(range.Low, md - Point), Math.Min(range.High, md + Point), range.Low, range.High])
            if (Math.Abs(other - md) > Same && value - money.Of(problem.SumsAt(sku, other)) is var loss && !(loss >= best.Loss) && !double.IsNaN(loss)) best = new(other, loss);
        return best;
    }

    /// <summary>Another choice; over weeks one that does not move, so that it can be told as one markdown.</summary>
    private static Alternative OnSteps(ChoiceTable table, ScenarioResult plan, int sku, Weights money)
    {
        var (block, taken, best) = (table.BlockOf(sku), ChoiceOf(table, plan, sku), default(Alternative));
        var value = money.Of(table.Of(taken));
        for (var c = table.Starts[block]; c < table.Starts[block + 1]; c++)
            if (c != taken && (table.Paths is not { } paths || paths[c][0] == paths[c][^1]) && value - money.Of(table.Of(c)) is var loss && !(loss >= best.Loss) && !double.IsNaN(loss)) best = new(table.Paths?[c][0] ?? table.Md[c], loss, c);
        return best;
    }

    /// <summary>The SKUs that move together with one of them let go.</summary>
    private static PricingProblem LetGo(PricingResult result, int[] skus, int sku)
    {
        var (data, rules, options) = (result.Model.Data, result.Rules, result.Options);
        bool IsHeld(int i) => skus[i] != sku && rules.IsLocked(skus[i]);
        double[] Each(Func<int, double> of) => Array.ConvertAll(skus, i => of(i));
        double[] Bound(double[] bound) => [.. skus.Select((s, i) => IsHeld(i) ? rules.Locks![s] : bound[s])];
        var problem = PricingProblem.Create(Each(i => data.Msrp[i]), Bound(data.Lower), Bound(data.Upper), Each(i => data.StockOver(i, options.Periods)),
            Array.ConvertAll(skus, result.Problem.CurveOf), mayRunOut: options.Weeks > 1);
        return result.Problem.Table is null ? problem : problem.OnSteps(new()
        {
            Step = options.Ladder ?? StepRules.Finest,
            Endings = PriceEndings.Parse(options.Endings),
            Weeks = options.Weeks,
            Groups = skus.Length > 1 ? new int[skus.Length] : null,
            IsLocked = IsHeld,
        });
    }
}
