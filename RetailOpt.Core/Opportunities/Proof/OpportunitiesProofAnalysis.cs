using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Opportunities.Loading;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>What the two tests said.</summary>
/// <param name="Model">What they were made on.</param>
/// <param name="Mask">A score for each draw.</param>
/// <param name="Forward">The forward test, or null where the sales have no dates.</param>
/// <param name="Seed">Seed of the intervals.</param>
internal sealed record ProofResult(ProofModel Model, IReadOnlyList<ListScore> Mask, ForwardResult? Forward, ulong Seed);

/// <summary>Tries the rule on what is known: hidden pairs of store and product, and the last part of the days.</summary>
internal sealed class OpportunitiesProofAnalysis(IStoreGroups groups) : Analysis<OpportunitiesProofOptions, ProofModel, ProofResult>
{
    public override AnalysisInfo Info { get; } = new("opportunities-proof", 1, "Opportunities", "Proof of the opportunities",
        "Does the rule find products that a store sells and that were hidden from it, and do stores take up what it names?", false, OpportunitiesInputs.All);

    public override object ModelKey(OpportunitiesProofOptions options) => (options.Reading, options.Split);

    public override async Task<ProofModel> LoadAsync(RunInputs inputs, OpportunitiesProofOptions options, IWork work, CancellationToken ct)
    {
        var data = inputs.Require(OpportunitiesInputs.Data);
        var labels = await StoreLabels.FindAsync(inputs, OpportunitiesInputs.Clusters, ct);
        var whole = await new OpportunitiesLoader(data, labels, options.Reading, groups).LoadAsync(work, ct);
        if (!data.Has("sales", "date")) return new(whole, null, "The sales have no dates, so the forward test cannot be made.");
        var (from, to) = await DaysAsync(data, options.Reading, ct);
        var split = options.Split ?? to.AddDays(1 - (to.DayNumber - from.DayNumber + 1) / 4);
        if (split <= from || split > to) return new(whole, null, $"There are no days on both sides of {OptionSchema.Format(split)}, so the forward test cannot be made; the sales go from {OptionSchema.Format(from)} to {OptionSchema.Format(to)}.");
        var first = await new OpportunitiesLoader(data, labels, options.Reading with { From = from, To = split.AddDays(-1) }, groups).LoadAsync(work, ct);
        var same = new StoreLabels("the first part", first.Cells.Stores.Index().ToDictionary(s => s.Item, s => first.Cells.Clusters[first.Cells.ClusterOf[s.Index]], StringComparer.Ordinal), []);
        var second = await new OpportunitiesLoader(data, same, options.Reading with { From = split, To = to }, groups).LoadAsync(work, ct);
        return new(whole, new(first, second.Cells, split, split.DayNumber - from.DayNumber, to.DayNumber - split.DayNumber + 1), null);
    }

    public override ProofResult Solve(ProofModel model, OpportunitiesProofOptions options, IWork work, CancellationToken ct)
    {
        var mask = MaskTest.Run(model.Whole, options, work, ct);
        work.Report(null, "Forward test");
        return new(model, mask, model.Parts is { } parts ? ForwardTest.Run(parts, options, work.Threads, ct) : null, work.Seed);
    }

    public override Report Report(ProofResult result, OpportunitiesProofOptions options) => new ProofReport(result, options).Report();

    private static async Task<(DateOnly From, DateOnly To)> DaysAsync(IQueryEngine data, OpportunitiesReading reading, CancellationToken ct)
    {
        var period = SalesPeriod.Of(data, "s", reading.From, reading.To);
        var query = new Aggregate("days of the sales", $"SELECT COALESCE(MIN(s.date), DATE '1900-01-01'), COALESCE(MAX(s.date), DATE '1900-01-01') FROM sales s{period.Where}",
            [new("from", "from", ColumnType.Date), new("to", "to", ColumnType.Date)], period.Arguments);
        await foreach (var batch in data.PullAsync(query, ct)) return (batch.Column<DateOnly>(0)[0], batch.Column<DateOnly>(1)[0]);
        throw new InvalidOperationException("An aggregate without groups has one row.");
    }
}
