using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;

namespace RetailOpt.Core.Clusters;

/// <summary>Which stores (or accounts) are alike in what they sell and in how much.</summary>
internal sealed class ClustersAnalysis : Analysis<ClustersOptions, ClustersModel, ClustersResult>
{
    private const string Labels = "labels";

    public override AnalysisInfo Info { get; } = new("clusters", 1, "Clusters", "Store clusters",
        "Which stores are alike in what they sell and in how much?", Live: true,
        [
            new("data", [InputKind.Source], true, "A dataset with sales.",
            [
                new("sales", "store", true, "Map a column to store; or cluster accounts in their place (entity account).", Or: "account"),
                new("sales", "account", false, "Needed only to cluster accounts in place of stores."),
                new("sales", "amount", false, "Without it quantity times unit price stands for it, else the quantity."),
                new("sales", "product", true, "Map a column to product."),
                new("products", "category", false, "Without it only the scale of sales is compared."),
                new("products", "subcategory", false, "Needed only to compare the mix by subcategory."),
            ]),
            new(Labels, StoreLabels.Kinds, false, "Labels to describe in place of finding clusters: a file with store and cluster, or a dataset or run with a table clusters.", StoreLabels.Needs),
        ]);

    public override object ModelKey(ClustersOptions options) => (options.Entity, options.Mix);

    public override async Task<ClustersModel> LoadAsync(RunInputs inputs, ClustersOptions options, IWork work, CancellationToken ct) =>
        await ClustersLoader.LoadAsync(inputs.Require("data"), await StoreLabels.FindAsync(inputs, Labels, ct), options, work, ct);

    public override ClustersResult Solve(ClustersModel model, ClustersOptions options, IWork work, CancellationToken ct) => ClusterSolver.Solve(model, options, work, ct);

    public override Report Report(ClustersResult result, ClustersOptions options) => ClustersReport.Of(result);
}
