using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Prove;

/// <summary>How the truth is asked.</summary>
public sealed record ProveOptions : IOptionRules
{
    /// <summary>Customers that are simulated.</summary>
    [Option("sample", "Customers simulated", Min = 10, Max = 100_000, Help = "More of them make the truth steadier, and slower.")]
    public int Sample { get; init; } = 400;

    /// <summary>Weeks for which they are simulated.</summary>
    [Option("sample-weeks", "Weeks simulated", Min = 1, Max = 520, Unit = "weeks")]
    public int SampleWeeks { get; init; } = 6;

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check() => [];
}

/// <summary>The market, and the runs that are tried against it. Immutable.</summary>
public sealed class ProveModel : IModel
{
    internal Recipe Recipe { get; init; } = null!;
    internal PricedSku[] Plan { get; init; } = [];
    internal IReadOnlyList<RunRow>? Opportunities { get; init; }
    internal IReadOnlyList<RunRow>? Allocation { get; init; }
    internal IReadOnlyList<RunRow>? Rules { get; init; }
    /// <inheritdoc/>
    public long Bytes => 100L * Plan.Length;
}

/// <summary>Figures of other systems beside the truth.</summary>
public sealed class ProveResult
{
    internal ProveResult(IReadOnlyList<Finding> findings) => Findings = findings;

    internal IReadOnlyList<Finding> Findings { get; }
}

/// <summary>Do the other systems' recommendations hold in a market whose truth is known? It reads their runs; it knows nothing of their code.</summary>
public sealed class ProveAnalysis : Analysis<ProveOptions, ProveModel, ProveResult>
{
    private const string Price = "price", Opportunities = "opportunities", Allocation = "sell-through", Rules = "rules";

    private static readonly TableLayout<(int Number, Finding F)> Layout = new TableLayout<(int Number, Finding F)>("PROOF", "Said and true")
        .Integer("number", "Number", r => r.Number).Text("system", "System", r => r.F.System).Text("figure", "Figure", r => r.F.Figure)
        .Number("said", "Said", r => r.F.Said).Number("true", "True", r => r.F.True).Text("note", "How the truth was found", r => r.F.Note).OrderBy("number").IdentifiedBy("system", "figure");

    /// <inheritdoc/>
    public override AnalysisInfo Info { get; } = new("prove", 1, "Synthesis", "Truth", "Do the recommendations hold in a market whose truth is known?", false,
    [
        new InputSpec("data", [InputKind.Source], true, "The synthetic retailer on which the runs were made.", []),
        new InputSpec(Price, [InputKind.Run], false, "A pricing run on it.", []), new InputSpec(Opportunities, [InputKind.Run], false, "A run of opportunities on it.", []),
        new InputSpec(Allocation, [InputKind.Run], false, "A sell-through run on it.", []), new InputSpec(Rules, [InputKind.Run], false, "A market-basket run on it, of subcategories.", []),
    ]);

    /// <inheritdoc/>
    public override object ModelKey(ProveOptions options) => 0;

    /// <inheritdoc/>
    public override async Task<ProveModel> LoadAsync(RunInputs inputs, ProveOptions options, IWork work, CancellationToken ct)
    {
        string[] runs = [Price, Opportunities, Allocation, Rules];
        if (runs.All(r => inputs.Find(r) is null)) throw new InputException($"There is nothing to prove: give a run with --{string.Join(", --", runs)}.");
        var recipe = await Recipe.ReadAsync(inputs.Require("data"), ct);
        async Task<IReadOnlyList<RunRow>?> Rows(string run, string table, string[] texts, string[] numbers) => inputs.Find(run) is { } tables ? await RunTables.RowsAsync(tables, table, texts, numbers, ct) : null;
        return new()
        {
            Recipe = recipe,
            Plan = inputs.Find(Price) is { } priced ? await PricingProof.ReadAsync(priced, ct) : [],
            Opportunities = await Rows(Opportunities, "opportunities", ["str_code", "spu_code"], ["spu_avg_sales_per_store"]),
            Allocation = await Rows(Allocation, "optimal_product_allocation", ["str_code", "spu_code"], ["optimal_quantity", "current_quantity", "expected_sold_before", "expected_sold_after"]),
            Rules = await Rows(Rules, "rules", ["segment", "if", "then"], ["lift"]),
        };
    }

    /// <inheritdoc/>
    public override ProveResult Solve(ProveModel model, ProveOptions options, IWork work, CancellationToken ct)
    {
        var wish = model.Recipe.Wish();
        var market = model.Recipe.Market(wish);
        var places = market.Catalogue.Items.Select((item, i) => (item.Id, i)).ToDictionary(x => x.Id, x => x.i, StringComparer.Ordinal);
        Trials Sample(int first) => new(market, wish.Customers, options.Sample, first, options.SampleWeeks);
        var (search, judge, findings) = (Sample(0), Sample(options.Sample), new List<Finding>());
        if (model.Plan.Length > 0)
        {
            work.Report(null, "Searching the true optimum of prices");
            findings.AddRange(new PricingProof(search, judge, places, [.. market.Catalogue.Items.Select(i => i.UsualPrice)], work.Threads).Of(model.Plan, ct));
        }
        work.Report(null, "Trying the other lists");
        if (model.Opportunities is { } opportunities) findings.AddRange(OtherProofs.Opportunities(opportunities, market, wish.Plan, judge, places));
        if (model.Allocation is { } allocation) findings.AddRange(OtherProofs.Allocation(allocation, market, wish.Plan, judge, places));
        if (model.Rules is { } rules) findings.AddRange(OtherProofs.Rules(rules, market.Catalogue));
        return new(findings);
    }

    /// <inheritdoc/>
    public override Report Report(ProveResult result, ProveOptions options) => new(
        [.. result.Findings.Where(f => f.True is not null).Take(12).Select((f, i) => new Kpi($"{f.System}_{i}", $"{f.System}: {f.Figure}", f.True, null, null, ColumnType.Number, null, Better.Neither))],
        [Layout.Of([.. result.Findings.Select((f, i) => (i + 1, f))])], Text(result), []);

    private static string Text(ProveResult result) => $"""
        # Said and true

        | system | figure | said | true |
        |---|---|---|---|
        {string.Join("\n", result.Findings.Select(f => string.Create(CultureInfo.InvariantCulture, $"| {f.System} | {f.Figure} | {f.Said:0.###} | {f.True:0.###} |")))}
        """;
}
