using RetailOpt.Core.Pricing.Choices;

namespace RetailOpt.Core.Pricing.Scenarios;

public sealed partial class PricingProblem
{
    private Layers? layers;
    private Extremes? extremes;

    /// <summary>What each SKU chooses from; null where any markdown within its interval will do.</summary>
    internal ChoiceTable? Table { get; private init; }

    /// <summary>What the rules of choosing did.</summary>
    internal ChoiceNotes Notes { get; private init; } = ChoiceNotes.None;

    /// <summary>The same SKUs with markdowns out of a list.</summary>
    public PricingProblem OnSteps(ChoiceRules rules)
    {
        var flagged = (FeasibleInterval[])intervals.Clone();
        var (table, flags, notes) = TableBuilder.Build(this, rules);
        for (var i = 0; i < flagged.Length; i++) flagged[i] = flagged[i] with { Flags = flagged[i].Flags | flags[i] };
        return new(msrp, inventory, curves, flagged) { Table = table, Notes = notes };
    }

    /// <summary>The best markdowns for weights on the sums, in the order given.</summary>
    public double[] PlanAt(Weights weights) =>
        Table is { } table ? MdOf(new ChoicePasses(table, 1, default).Plan(weights)) : AsGiven(new Passes(skus, 1, default).Plan(weights));

    /// <summary>The same week by week; null where a plan has one period.</summary>
    internal double[][]? WeeksAt(Weights weights) => Table?.Paths is null ? null : WeeksOf(new ChoicePasses(Table, 1, default).Plan(weights));

    /// <summary>The sums of <see cref="PlanAt"/> on steps.</summary>
    internal Totals SumsAt(Weights weights)
    {
        var passes = new ChoicePasses(Table!, 1, default);
        return passes.TotalsOf(passes.Plan(weights));
    }

    /// <summary>The markdowns of a plan on steps, in the order given.</summary>
    internal double[] MdOf(int[] plan)
    {
        var md = new double[Count];
        for (var b = 0; b < plan.Length; b++)
            foreach (var sku in Table!.SkusOf(b)) md[sku] = Table.Paths is { } paths ? Weekly.Weighted(paths[plan[b]], SumsAlong(sku, paths[plan[b]])) : Table.Md[plan[b]];
        return md;
    }

    /// <summary>The markdowns of each week of a plan on steps, in the order given; null where it has one period.</summary>
    internal double[][]? WeeksOf(int[] plan)
    {
        if (Table!.Paths is not { } paths) return null;
        double[][] weeks = [.. Enumerable.Range(0, paths[0].Length).Select(_ => new double[Count])];
        for (var b = 0; b < plan.Length; b++)
            foreach (var sku in Table.SkusOf(b))
                for (var w = 0; w < weeks.Length; w++) weeks[w][sku] = paths[plan[b]][w];
        return weeks;
    }

    /// <summary>What a SKU brings along a path of markdowns over the whole horizon.</summary>
    internal Totals SumsAlong(int sku, IReadOnlyList<double> path) => Weekly.Sums(curves[sku], msrp[sku], inventory[sku], path);

    /// <summary>Answers for weights.</summary>
    internal Oracle OracleFor(int threads, CancellationToken cancel) => Table is { } table ? new ChoicePasses(table, threads, cancel) : new Passes(skus, threads, cancel);

    /// <summary>The sums of a plan given in the order of the SKUs.</summary>
    public Totals TotalsOf(ReadOnlySpan<double> md)
    {
        var canonical = new double[Count];
        for (var i = 0; i < canonical.Length; i++) canonical[i] = md[skus.Order[i]];
        return new Passes(skus, 1, default).TotalsOf(canonical);
    }

    /// <summary>A plan in the order given. Where a plan was walked from one end of a range to the other, the last bit may lie beyond the end.</summary>
    internal double[] AsGiven(double[] canonical)
    {
        var md = new double[canonical.Length];
        for (var i = 0; i < md.Length; i++)
        {
            var sku = skus.Order[i];
            md[sku] = Math.Clamp(canonical[i], intervals[sku].Low, intervals[sku].High);
        }
        return md;
    }

    /// <summary>The plans best for one sum alone; found by whoever asks first, the same for all.</summary>
    internal Layers LayersBy(Oracle passes) => layers ??= Layers.Of(passes);

    /// <summary>The same on steps.</summary>
    internal Extremes ExtremesBy(Func<Extremes> find) => extremes ??= find();
}
