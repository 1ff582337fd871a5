using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Pages.Live;

/// <summary>An answer with what was asked.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Request">The question.</param>
/// <param name="Options">Its options.</param>
/// <param name="Dataset">What it was asked of.</param>
/// <param name="Names">What that calls its stores, accounts and products.</param>
public sealed record Answered(Answer Answer, RunRequest Request, object Options, DatasetItem Dataset, Names Names)
{
    /// <summary>Its report.</summary>
    public Report Report => Answer.Report;

    /// <summary>The currency of its money; empty where it is not known.</summary>
    public string Currency => Dataset.Manifest.Currency ?? "";

    /// <summary>Figures of its report in this order; money with its currency.</summary>
    public IReadOnlyList<Kpi> Kpis(IEnumerable<string> keys) =>
        [.. keys.Select(key => Report.Kpis.First(k => k.Key == key)).Select(k => k.Type == ColumnType.Money ? k with { Unit = Currency } : k)];
}
