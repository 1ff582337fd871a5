using System.Text;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What is shown of a pricing result.</summary>
internal static class PricingReport
{
    public static Report Of(PricingResult result)
    {
        var notes = result.Model.Data.Notes;
        var count = result.Model.Data.Count;
        SkuRow[] skus = [.. Enumerable.Range(0, count).Select(i => new SkuRow(result, i))];
        var differences = Differences.Of(result);
        IResultTable[] tables =
        [
            PricingTables.Summary.Of([.. result.Solution.Scenarios.Select(s => new ScenarioRow(result, s))]),
            PricingTables.Result.Of(skus),
            .. ChoiceReport.Paths(result),
            PricingTables.DemandSales.Of(skus),
            PlanSheet.Of(result),
            .. differences is null ? [] : new[] { differences.Table },
            PricingTables.Fronts.Of([.. result.Solution.Fronts.SelectMany(f => f.Points.Select((p, i) => new FrontRow(f.Scenario, i + 1, p)))]),
            PastReport.Methods.Of(result.Model.Past.Methods),
            PastReport.Skus.Of(PastReport.Tested(result), result.Model.Past.Tested),
            PricingTables.Dropped.Of(notes.Dropped.Listed),
            PricingTables.Refused.Of(notes.Refused),
            RuleReport.NotUsed.Of([.. result.Given.NotUsed.Select((n, i) => (i + 1, n))]),
        ];
        Notice[] notices =
        [
            .. differences?.Notices() ?? [],
            .. Notices(result),
            .. RuleReport.Notices(result),
            .. ChoiceReport.Notices(result),
            .. BeliefNotices.Of(result),
            .. PastReport.Notices(result.Model.Past, notes.Shape),
            .. ProofNotices.Of(result),
            .. notes.Notices(),
        ];
        return new Report([.. Kpis(result), .. PastReport.Kpis(result.Model.Past), .. differences?.Kpis() ?? []], tables, Markdown(result, notices), notices);
    }

    private static Kpi[] Kpis(PricingResult result)
    {
        var (most, target) = (result.Solution[Scenario.MaxDemand], result.Solution[Scenario.TargetMd]);
        var solved = result.Solution.Scenarios.Where(s => !double.IsNaN(s.Gap)).ToArray();
        return
        [
            new("skus", "SKUs priced", result.Model.Data.Count, null, null, ColumnType.Integer, null, Better.Neither),
            new("max_demand", "Largest demand", Finite(most.Totals.Demand), result.IntervalOf(Scenario.MaxDemand)?.Low, result.IntervalOf(Scenario.MaxDemand)?.High, ColumnType.Money, null, Better.Higher),
            new("max_demand_md", "Weighted markdown of the largest demand", Finite(most.Totals.WeightedMd), null, null, ColumnType.Percent, null, Better.Neither),
            new("tgt_md_demand", "Demand at the target markdown", Finite(target.Totals.Demand), result.IntervalOf(Scenario.TargetMd)?.Low, result.IntervalOf(Scenario.TargetMd)?.High, ColumnType.Money, null, Better.Higher),
            new("tgt_md_md", "Weighted markdown at the target", Finite(target.Totals.WeightedMd), null, null, ColumnType.Percent, null, Better.Neither),
            new("worst_gap", "Worst gap", solved.Length == 0 ? null : Math.Max(solved.Max(s => s.Gap), 1e-9), null, null, ColumnType.Number, "at most", Better.Lower),
            new("infeasible", "Scenarios out of reach", result.Solution.Scenarios.Count(s => s.Status == ScenarioStatus.Infeasible), null, null, ColumnType.Integer, null, Better.Lower),
            new("refused", "SKUs not priced", result.Model.Data.Notes.Refused.Count, null, null, ColumnType.Integer, null, Better.Lower),
        ];
    }

    private static IEnumerable<Notice> Notices(PricingResult result)
    {
        var options = result.Model.Given.Fill(result.Options);
        foreach (var (name, value, given, asked) in new[]
        {
            ("weighted markdown", Invariant($"{result.Targets.WeightedMd:0.0###%}"), options.TargetMd, result.Options.TargetMd),
            ("demand", Invariant($"{result.Targets.Demand:#,##0.##}"), options.TargetDemand, result.Options.TargetDemand),
            ("inventory", Invariant($"{result.Targets.Inventory:#,##0.##}"), options.TargetInventory, result.Options.TargetInventory),
        })
            if (given is not null && asked is null) yield return new(NoticeLevel.Info, $"No target {name} was given: {value}, that of the edited plan, is taken.");
            else if (given is null) yield return new(NoticeLevel.Info, Invariant($"No target {name} was given: {value}, half way between the plan of least markdown and that of the largest demand, is taken."));
        foreach (var scenario in result.Solution.Scenarios.Where(s => s.Status is ScenarioStatus.Infeasible or ScenarioStatus.Degenerate))
            yield return new(NoticeLevel.Warning, Invariant($"{scenario.Scenario.Key()} is {scenario.Status.ToString().ToLowerInvariant()}: {scenario.Reason}"), 1, "SUMMARY");
        if (Beyond(result) is { } beyond) yield return beyond;
        var remarks = SkuRemarks.Counts(result);
        foreach (var (remark, text) in RemarkTexts)
            if (remarks.GetValueOrDefault(remark) is var count and > 0) yield return new(NoticeLevel.Warning, Invariant($"{count:N0} SKUs {text} ({remark})."), count, "RESULT");
    }

    // a curve is known only where markdowns were seen
    private static Notice? Beyond(PricingResult result)
    {
        var plans = ScenarioNames.All.Select(s => (Scenario: s, Beyond: result.BeyondOf(s))).Where(p => p.Beyond is { Skus: > 0 }).OrderByDescending(p => p.Beyond!.Value.DemandShare).ToArray();
        if (plans is not [var (worst, beyond), ..]) return null;
        var others = plans.Length > 1 ? Invariant($", the most of {plans.Length} plans that do so") : "";
        return new(NoticeLevel.Warning, Invariant($"{worst.Key()} gives {beyond!.Value.Skus:N0} SKUs a markdown outside the range that was seen of them, and {beyond.Value.DemandShare:0.#%} of its demand rests on these{others}: there a curve is a guess. BEYOND_SEEN tells each; tighter markdown bounds keep a plan within MD_SEEN_LOW and MD_SEEN_HIGH."), beyond.Value.Skus, "SUMMARY");
    }

    private static readonly (string Remark, string Text)[] RemarkTexts =
    [
        (SkuRemarks.OneMarkdown, "were seen at one markdown only, so their curve is a constant"),
        (SkuRemarks.TwoMarkdowns, "were seen at two markdowns only, so the shape of their curve is a convention"),
        (SkuRemarks.Falling, "sold less at larger markdowns; their curve is kept as it is"),
        (SkuRemarks.Capped, "have no markdown that keeps sales within their inventory: the nearest is taken and sales are capped"),
        (SkuRemarks.OffLadder, "have no step or price ending within their bounds and inventory: the end of their range that is nearest to one is their only choice"),
    ];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Markdown(PricingResult result, IEnumerable<Notice> notices)
    {
        var text = new StringBuilder();
        text.AppendLine("# Markdown pricing").AppendLine()
            .AppendLine(Invariant($"{result.Model.Data.Count:N0} SKUs of {result.Model.Data.Notes.Source}, over {result.Options.Periods} period(s).")).AppendLine()
            .AppendLine("| scenario | demand | units sold | units left | weighted markdown | status | gap |")
            .AppendLine("|---|--:|--:|--:|--:|---|---|");
        foreach (var s in result.Solution.Scenarios)
            text.AppendLine(double.IsNaN(s.Totals.Demand)
                ? Invariant($"| {s.Scenario.Key()} | | | | | {s.Status} | |")
                : Invariant($"| {s.Scenario.Key()} | {s.Totals.Demand:#,##0.00} | {s.Totals.Sales:#,##0.##} | {s.Inventory:#,##0.##} | {s.Totals.WeightedMd:0.00%} | {s.Status} | {s.GapText} |"));
        text.AppendLine();
        foreach (var notice in notices) text.Append("- ").AppendLine(notice.Text);
        return text.ToString();
    }
}
