using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.SellThrough.Loading;
using RetailOpt.Core.SellThrough.Reporting;

namespace RetailOpt.Core.SellThrough;

/// <summary>Where should each unit of supply go, so that most of it sells?</summary>
internal sealed class SellThroughAnalysis(IStoreGroups groups) : Analysis<SellThroughOptions, SellThroughModel, SellThroughResult>
{
    public override AnalysisInfo Info { get; } = new("sell-through", 3, "Sell-through", "Sell-through",
        "Where should each unit of supply go, so that most of it sells?", true, SellThroughInputs.All)
    { ReportFile = "sellthrough_optimization_report.md" };

    public override object ModelKey(SellThroughOptions options) => options.Reading;

    public override Task<SellThroughModel> LoadAsync(RunInputs inputs, SellThroughOptions options, IWork work, CancellationToken ct) =>
        new SellThroughLoader(inputs, options.Reading, groups).LoadAsync(work, ct);

    public override SellThroughResult Solve(SellThroughModel model, SellThroughOptions options, IWork work, CancellationToken ct) => new SellThroughSolver(model, options, work, ct).Solve();

    public override Report Report(SellThroughResult result, SellThroughOptions options) => SellThroughReport.Of(result);
}
