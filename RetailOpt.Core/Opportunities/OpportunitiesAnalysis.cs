using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Opportunities.Loading;
using RetailOpt.Core.Opportunities.Reporting;

namespace RetailOpt.Core.Opportunities;

/// <summary>Rule 11: the best sellers of a store's peers that it does not carry.</summary>
internal sealed class OpportunitiesAnalysis(IStoreGroups groups) : Analysis<OpportunitiesOptions, OpportunitiesModel, OpportunitiesResult>
{
    public override AnalysisInfo Info { get; } = new("opportunities", 1, "Opportunities", "Opportunities",
        "Which best sellers of its peers does a store not carry, and what would they bring?", true, OpportunitiesInputs.All)
    { ReportFile = "summary.md" };

    public override object ModelKey(OpportunitiesOptions options) => options.Reading;

    public override async Task<OpportunitiesModel> LoadAsync(RunInputs inputs, OpportunitiesOptions options, IWork work, CancellationToken ct) =>
        await new OpportunitiesLoader(inputs.Require(OpportunitiesInputs.Data), await StoreLabels.FindAsync(inputs, OpportunitiesInputs.Clusters, ct), options.Reading, groups).LoadAsync(work, ct);

    public override OpportunitiesResult Solve(OpportunitiesModel model, OpportunitiesOptions options, IWork work, CancellationToken ct)
    {
        work.Report(null, "Finding opportunities");
        return new(model, options, model.Find(options.Rule, work.Threads, ct));
    }

    public override Report Report(OpportunitiesResult result, OpportunitiesOptions options) => OpportunitiesReport.Of(result, options.MaxRows);
}
