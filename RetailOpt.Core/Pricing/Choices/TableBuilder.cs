using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>What the rules of choosing did that a reader should know.</summary>
internal sealed record ChoiceNotes(IReadOnlyList<GroupNote> Groups, int PartialPaths, int Thinned)
{
    public static ChoiceNotes None { get; } = new([], 0, 0);
}

/// <summary>Lays out the choices of a problem.</summary>
internal sealed class TableBuilder
{
    /// <summary>Most paths kept for one SKU or group, unless more are the best for some weights.</summary>
    public const int MostPaths = 256;

    private readonly PricingProblem problem;
    private readonly ChoiceRules rules;
    private readonly Grouping grouping;
    private int partial, thinned;

    private TableBuilder(PricingProblem problem, ChoiceRules rules) => (this.problem, this.rules, grouping) = (problem, rules, new(problem, rules));

    /// <param name="problem">The SKUs.</param>
    /// <param name="rules">What to choose from.</param>
    /// <returns>The choices, what the rules do to a SKU, by its place as given, and what else is to be told.</returns>
    public static (ChoiceTable Table, SkuFlags[] Flags, ChoiceNotes Notes) Build(PricingProblem problem, ChoiceRules rules)
    {
        var builder = new TableBuilder(problem, rules);
        builder.grouping.Run();
        Block[] blocks = [.. builder.grouping.Blocks.Select(b => builder.Choose(b.Skus, b.Interval))];
        Array.Sort(blocks, Block.Compare);
        return (Lay(blocks, rules), builder.grouping.Flags, new(builder.grouping.Notes, builder.partial, builder.thinned));
    }

    private Block Choose(int[] skus, Span interval)
    {
        var mds = Markdowns(skus, interval);
        if (rules.Weeks > 1) return ChoosePaths(skus, mds);
        var sums = Array.ConvertAll(mds, md => skus.Length == 1 ? problem.SumsAt(skus[0], md) : Totals.Sum(skus.Select(sku => problem.SumsAt(sku, md))));
        return new(skus, mds, sums, null, Array.ConvertAll(mds, md => Changed(skus, [md])), rules.BudgetOf(skus[0]));
    }

    private double[] Markdowns(int[] skus, Span interval)
    {
        if (skus.Any(i => rules.IsLocked(i))) return [interval.Low];
        // a shared markdown meets an ending where the list price is shared
        var hasEndings = rules.Endings is not null && skus.All(i => problem.MsrpOf(i) == problem.MsrpOf(skus[0]));
        var (mds, isOff) = hasEndings ? Steps.Within(interval, rules.Step, rules.Endings!, problem.MsrpOf(skus[0])) : Steps.Within(interval, rules.Step);
        if (isOff) foreach (var sku in skus) grouping.Flags[sku] |= SkuFlags.OffLadder;
        if (rules.Current is { } current) foreach (var sku in skus) mds = Steps.With(mds, current[sku], interval);
        return mds;
    }

    private Block ChoosePaths(int[] skus, double[] mds)
    {
        var walk = PathWalk.Of(problem, skus, mds, rules.Weeks);
        if (walk.IsPartial) partial += skus.Length;
        var kept = Keep(walk, skus);
        // by weighted markdown, as single markdowns lie
        double[] weighted = [.. kept.Select(i => walk.Sums[i].ListSales > 0 ? walk.Sums[i].WeightedMd : mds[walk.Paths[i][0]])];
        Array.Sort(weighted, kept);
        double[][] paths = [.. kept.Select(i => Array.ConvertAll(walk.Paths[i], k => mds[k]))];
        return new(skus, weighted, [.. kept.Select(i => walk.Sums[i])], paths, Array.ConvertAll(paths, path => Changed(skus, path)), rules.BudgetOf(skus[0]));
    }

    /// <summary>The corners of the hull and the paths that do not move; what lies on its edges, as far as there is room, lets a plan come nearer to a target.</summary>
    private int[] Keep(PathWalk walk, int[] skus)
    {
        var (corner, edge) = Hull.On(walk.Sums, skus.All(i => problem.MsrpOf(i) == problem.MsrpOf(skus[0])));
        bool IsNeeded(int i) => corner[i] || walk.Paths[i][0] == walk.Paths[i][^1];
        int[] all = [.. Enumerable.Range(0, edge.Length)];
        int[] needed = [.. all.Where(IsNeeded)], between = [.. all.Where(i => edge[i] && !IsNeeded(i))];
        var room = Math.Max(0, MostPaths - needed.Length);
        if (between.Length <= room) return [.. needed, .. between];
        thinned += skus.Length;
        return [.. needed, .. Enumerable.Range(0, room).Select(k => between[(int)((long)k * between.Length / room)])];
    }

    private int Changed(int[] skus, double[] path) =>
        rules.Current is { } current ? skus.Count(sku => path.Any(md => Math.Abs(md - current[sku]) > Steps.Same)) : 0;

    private static ChoiceTable Lay(Block[] blocks, ChoiceRules rules)
    {
        int[] starts = new int[blocks.Length + 1], skuStarts = new int[blocks.Length + 1];
        for (var b = 0; b < blocks.Length; b++) (starts[b + 1], skuStarts[b + 1]) = (starts[b] + blocks[b].Mds.Length, skuStarts[b] + blocks[b].Skus.Length);
        var sums = blocks.SelectMany(b => b.Sums);
        return new()
        {
            Starts = starts,
            SkuStarts = skuStarts,
            Skus = [.. blocks.SelectMany(b => b.Skus)],
            Md = [.. blocks.SelectMany(b => b.Mds)],
            Demand = [.. sums.Select(t => t.Demand)],
            Sales = [.. sums.Select(t => t.Sales)],
            ListSales = [.. sums.Select(t => t.ListSales)],
            Paths = rules.Weeks > 1 ? [.. blocks.SelectMany(b => b.Paths!)] : null,
            Changes = [.. blocks.SelectMany(b => b.Changes)],
            Spend = [.. blocks.SelectMany(b => b.Sums.Select(t => b.Budget >= 0 ? t.ListSales - t.Demand : 0))],
            Budgets = Array.ConvertAll(blocks, b => b.Budget),
            // a limit that no plan can pass is none
            Limits = rules.Limits.MostChanges >= skuStarts[^1] ? rules.Limits with { MostChanges = int.MaxValue } : rules.Limits,
        };
    }
}
