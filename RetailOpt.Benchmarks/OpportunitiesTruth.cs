using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Opportunities.Rule;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Core.Opportunities;

namespace RetailOpt.Benchmarks;

/// <summary>What the rule finds of what is known: the planted gaps of the sample retailer and the hidden pairs of the mask test; and the LINQ baseline.</summary>
internal static class OpportunitiesTruth
{
    private const ulong Retailers = 5;
    private const string Rule = "mask_recall_rule", Popular = "mask_recall_popularity";

    /// <summary>Makes the sample retailer and holds the rule against its truth; then repeats the mask test on retailers of other seeds.</summary>
    public static async Task SampleAsync(IServiceProvider services)
    {
        var data = await MadeAsync(services, 0);
        var engine = services.GetRequiredService<IDatasetStore>().Open(data["data"].Id);
        var gaps = await PairsAsync(engine, "SELECT store, product FROM truth_gaps ORDER BY store, product");
        var carried = await PairsAsync(engine, "SELECT store, product FROM truth_demand_cells WHERE carried = TRUE ORDER BY store, product");
        var result = (OpportunitiesResult)(await services.GetRequiredService<IAnswers>().AskAsync(new("opportunities", data, "{}", 0, "bench"), "bench", default)).Result;
        var found = Enumerable.Range(0, result.Cells.Stores.Length).SelectMany(s => result.MissedBy(s)).Select(o => (result.Cells.Stores[o.Store], result.Cells.Products[o.Item])).ToHashSet();
        Console.WriteLine($"sample retailer: {found.Count} opportunities, {gaps.Count} planted gaps: recall {found.Count(gaps.Contains) / (double)gaps.Count:0.000}, precision {found.Count(gaps.Contains) / (double)found.Count:0.000}; "
            + $"{found.Count(f => !carried.Contains(f)) / (double)found.Count:0.000} are truly not carried, planted or not");
        var proof = await ProofAsync(services, data);
        foreach (var kpi in proof.Where(k => k.Key.StartsWith("mask_", StringComparison.Ordinal)))
            Console.WriteLine($"  {kpi.Label,-45} {kpi.Value:0.0000} (90%: {kpi.Low:0.0000} to {kpi.High:0.0000})");
        Console.WriteLine($"  intervals of recall are {Apart(proof)}");
        for (var seed = 1UL; seed < Retailers; seed++)
        {
            var other = await ProofAsync(services, await MadeAsync(services, seed));
            var (rule, popular) = (other.Single(k => k.Key == Rule), other.Single(k => k.Key == Popular));
            Console.WriteLine($"  a retailer of seed {seed}: rule {rule.Value:0.0000} ({rule.Low:0.0000} to {rule.High:0.0000}), popularity {popular.Value:0.0000} ({popular.Low:0.0000} to {popular.High:0.0000}): {Apart(other)}");
        }
    }

    private static string Apart(IReadOnlyList<Kpi> proof) =>
        proof.Single(k => k.Key == Rule).Low > proof.Single(k => k.Key == Popular).High ? "disjoint" : "NOT disjoint";

    private static async Task<Dictionary<string, InputRef>> MadeAsync(IServiceProvider services, ulong seed)
    {
        var queue = services.GetRequiredService<IRunQueue>();
        var made = await queue.WaitAsync((await queue.EnqueueAsync(new("sample", new Dictionary<string, InputRef>(), "{}", seed, "bench"))).Id);
        return new() { ["data"] = services.GetRequiredService<IInputs>().Dataset(made.DatasetId!) };
    }

    private static async Task<IReadOnlyList<Kpi>> ProofAsync(IServiceProvider services, Dictionary<string, InputRef> data)
    {
        var queue = services.GetRequiredService<IRunQueue>();
        return (await queue.WaitAsync((await queue.EnqueueAsync(new("opportunities-proof", data, "{}", 0, "bench"))).Id)).Kpis;
    }

    /// <summary>The rule as it is written, in LINQ, beside a first answer on the same pairs, layers and all.</summary>
    public static void Baseline(OpportunitiesModel model)
    {
        var cells = model.Cells;
        var rows = (from c in Enumerable.Range(0, cells.Clusters.Length)
                    let sales = cells.Sales[c]
                    from e in Enumerable.Range(0, sales.Items.Length)
                    from i in Enumerable.Range(sales.Starts[e], sales.Starts[e + 1] - sales.Starts[e])
                    select new SalesRow(cells.Stores[sales.Stores[sales.Sellers[i]]], cells.Products[sales.Items[e]], cells.Categories[cells.CategoryOf[sales.Items[e]]].Key, sales.Amounts[i] / SalesCells.Minor)).ToArray();
        var labels = cells.Stores.Index().ToDictionary(s => s.Item, s => cells.Clusters[cells.ClusterOf[s.Index]]);
        var options = new OpportunitiesOptions();
        RuleOracle oracle = null!;
        var linq = Cost.Of(() => oracle = new RuleOracle(rows, labels, new()));
        long found = 0;
        // a model of its own, so that nothing is prepared
        var ours = Cost.Of(() => found = new OpportunitiesResult(model, options, new Layers(cells).Find(options.Rule, 1, default)).Opportunities);
        Console.WriteLine($"  LINQ {linq.Cpu:0.00} s of CPU, ours {ours.Cpu:0.000} s for a first answer: {linq.Cpu / ours.Cpu:0} times; {oracle.Opportunities.Count:N0} and {found:N0} opportunities");
    }

    private static async Task<HashSet<(string, string)>> PairsAsync(IQueryEngine engine, string sql)
    {
        var pairs = new HashSet<(string, string)>();
        await foreach (var batch in engine.PullAsync(new Aggregate("pairs", sql, [new("store", "store", ColumnType.Text), new("product", "product", ColumnType.Text)]), default))
            for (var i = 0; i < batch.Rows; i++) pairs.Add((batch.Column<string?>(0)[i]!, batch.Column<string?>(1)[i]!));
        return pairs;
    }
}
