using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>A SKU's path in a scenario.</summary>
internal readonly record struct PathRow(PricingResult Result, int Sku, Scenario Scenario)
{
    public double? Md(int week) => Result.Solution[Scenario].Weeks![week][Sku];
}

/// <summary>What is told of a plan that chooses from steps: the steps, the groups, and the weeks.</summary>
internal static class ChoiceReport
{
    private const int Named = 5;

    /// <summary>The markdown of each week, SKU by SKU and scenario by scenario; made as it is read.</summary>
    public static IEnumerable<IResultTable> Paths(PricingResult result)
    {
        if (result.Options.Weeks == 1) yield break;
        Scenario[] planned = [.. result.Solution.Scenarios.Where(s => s.Weeks is not null).Select(s => s.Scenario)];
        var layout = new TableLayout<PathRow>("PATHS", "Markdowns by week")
            .Text("SKU", "SKU", r => r.Result.Model.Data.Skus[r.Sku])
            .Text("SCENARIO", "Scenario", r => r.Scenario.Key());
        for (var w = 0; w < result.Options.Weeks; w++)
        {
            var week = w;
            layout = layout.Percent(Invariant($"MD_WEEK_{w + 1}"), Invariant($"Markdown, week {w + 1}"), r => r.Md(week));
        }
        layout = layout.Integer("NUMBER", "Number", r => (int)r.Scenario + 1).OrderBy("SKU", "NUMBER").IdentifiedBy("SKU", "SCENARIO");
        var rows = Enumerable.Range(0, result.Model.Data.Count).SelectMany(sku => planned.Select(s => new PathRow(result, sku, s)));
        yield return layout.Of(rows, (long)result.Model.Data.Count * planned.Length);
    }

    public static IEnumerable<Notice> Notices(PricingResult result)
    {
        if (result.Problem.Table is not { } table) yield break;
        yield return new(NoticeLevel.Info, $"{Steps(result.Options)} A target is met as nearly as these allow, on the side that binds, and its remark tells how nearly.");
        if (result.Options.MaxChanges is { } most)
            yield return new(NoticeLevel.Info, Invariant($"At most {most:N0} SKUs change against their newest markdown; a SKU that keeps it need not be on a step."));
        if (table.Limits.Allowed.Length > 0)
            yield return new(NoticeLevel.Info, Invariant($"Markdown money (sales at list price less demand) is held within {table.Limits.Allowed.Length:N0} budgets by category."));
        if (result.Options.Weeks > 1)
            yield return new(NoticeLevel.Info, Invariant($"Plans span {result.Options.Weeks} weeks that share one inventory, with markdowns that never fall: PATHS has each week's, and the markdowns elsewhere are weighted by sales."), 0, "PATHS");
        foreach (var notice in Groups(result, table)) yield return notice;
        var notes = result.Problem.Notes;
        if (notes.PartialPaths > 0)
            yield return new(NoticeLevel.Warning, Invariant($"{notes.PartialPaths:N0} SKUs may run out and have more than {PathWalk.Most:N0} paths of markdowns: those of two levels stand for all, so a better path may exist. A coarser ladder or fewer weeks looks at all."), notes.PartialPaths, "PATHS");
        if (notes.Thinned > 0)
            yield return new(NoticeLevel.Info, Invariant($"{notes.Thinned:N0} SKUs have more than {TableBuilder.MostPaths} paths that may be chosen: those that are best for some weights are all kept, of those between them an even selection."), notes.Thinned, "PATHS");
    }

    private static string Steps(PricingOptions options)
    {
        var step = Invariant($"{options.Ladder ?? StepRules.Finest:0.##%}");
        var why = options.Ladder is null ? " (no ladder was given)" : "";
        return PriceEndings.Parse(options.Endings) is null ? $"Markdowns are multiples of {step}{why}." : $"Prices end in {options.Endings}: for each {step} of markdown{why} the nearest such price.";
    }

    private static IEnumerable<Notice> Groups(PricingResult result, ChoiceTable table)
    {
        var shared = Enumerable.Range(0, table.Blocks).Select(b => table.SkusOf(b).Length).Where(n => n > 1).ToArray();
        if (shared.Length > 0) yield return new(NoticeLevel.Info, Invariant($"{shared.Length:N0} groups share one markdown among {shared.Sum():N0} SKUs."), shared.Length, "RESULT");
        foreach (var fault in result.Problem.Notes.Groups.GroupBy(n => n.Fault))
        {
            var (count, first) = (fault.Count(), string.Join("; ", fault.Take(Named).Select(note => Say(result, note))));
            yield return new(NoticeLevel.Warning, Invariant($"{count:N0} groups {Why(fault.Key)}: {first}{(count > Named ? "; ..." : "")}."), count, "RESULT");
        }
    }

    private static string Why(GroupFault fault) => fault switch
    {
        GroupFault.NothingCommon => "have no markdown that bounds and inventory allow for all members, so each is planned alone",
        GroupFault.LockApart => "have members locked apart from what all may have; they keep their locks and the others share a markdown",
        GroupFault.ListPrices => "have several list prices, so their prices cannot all end as asked; they share a step instead",
        _ => "lie in categories with different budgets; the members of each share a markdown",
    };

    private static string Say(PricingResult result, GroupNote note)
    {
        var members = note.Skus.Take(Named).Select(i => (Name: result.Model.Data.Skus[i], Md: result.Problem.FeasibleMd(i))).Select(m => Invariant($"{m.Name} {m.Md.Low:0.####} to {m.Md.High:0.####}"));
        return $"{result.Rules.GroupNames[note.Group]} ({string.Join(", ", members)}{(note.Skus.Length > Named ? ", ..." : "")})";
    }
}
