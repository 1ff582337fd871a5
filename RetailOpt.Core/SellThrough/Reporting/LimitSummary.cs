using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>Each kind of limit in a line: how much of it is used, how often it binds, what one more is worth, what the baseline breaks and what relaxing costs.</summary>
internal static class LimitSummary
{
    /// <param name="Kind">The kind, as <see cref="LimitWords.Kind"/> names it.</param>
    /// <param name="Limits">Limits of the kind.</param>
    /// <param name="Binding">Of them, those that the plan is at.</param>
    /// <param name="Used">Share of what is allowed that the plan uses, over all with an upper limit; null where there is none.</param>
    /// <param name="BrokenBefore">Limits that the baseline breaks, and by how much in all.</param>
    /// <param name="Broken">Limits that the plan cannot keep.</param>
    /// <param name="Cost">What relaxing them costs in the plan's reckoning, in units sold.</param>
    /// <param name="Best">The one where one more is worth most; null where none is worth anything.</param>
    /// <param name="Price">What it is worth, in units sold.</param>
    private sealed record Line(string Kind, int Limits, int Binding, double? Used, int BrokenBefore, double BeyondBefore, int Broken, double Beyond, double Cost, string? Best, double? Price);

    private static readonly TableLayout<Line> Layout = new TableLayout<Line>("limits_by_kind", "Limits at a glance")
        .Text("constraint", "Limit", l => l.Kind).Integer("limits", "Limits", l => l.Limits).Integer("binding", "Binding", l => l.Binding, help: "Limits that the plan is at.")
        .Percent("used", "Used", l => l.Used, "Of what is allowed at most, over all of the kind.").Number("price", "One more brings", l => l.Price, "units sold", "Where it is worth most.").Text("best", "Where", l => l.Best)
        .Integer("broken_before", "Broken by the baseline", l => l.BrokenBefore).Number("beyond_before", "By", l => l.BeyondBefore).Integer("broken", "Not kept by the plan", l => l.Broken, help: "Relaxed at a price: the table of limits says of each whether a plan could come closer.")
        .Number("beyond", "Beyond", l => l.Beyond).Number("relaxing_cost", "Relaxing costs", l => l.Cost, "units sold", "What the plan reckons for it.").OrderBy("constraint").IdentifiedBy("constraint");

    public static IResultTable Table(SellThroughResult r)
    {
        var words = new LimitWords(r);
        var before = Feasibility.Of(r.Problem, r.Cells.Current).Where(l => l.Excess > 0).ToLookup(LimitWords.Kind);
        var lines = r.Solution.Limits.Where(l => l.Kind != LimitKind.Cell).GroupBy(LimitWords.Kind).Select(g => Of(g.Key, [.. g], [.. before[g.Key]], r.Solution.SlackPrice, words)).Append(Changes(r, words));
        return Layout.Of([.. lines.OrderBy(l => l.Kind, StringComparer.Ordinal)]);
    }

    private static Line Of(string kind, LimitState[] limits, LimitState[] before, double slackPrice, LimitWords words)
    {
        var upper = limits.Where(l => double.IsFinite(l.Most)).ToArray();
        var allowed = upper.Sum(l => l.Most);
        var best = limits.Where(words.IsWorth).OrderByDescending(l => Math.Abs(l.Price)).Cast<LimitState?>().FirstOrDefault();
        var broken = limits.Where(l => l.Excess > 0).ToArray();
        return new(kind, limits.Length, limits.Count(l => l.Binds), allowed > 0 ? upper.Sum(l => l.Used) / allowed : null, before.Length, before.Sum(l => l.Excess),
            broken.Length, broken.Sum(l => l.Excess), slackPrice * broken.Sum(l => l.Excess), best is { } b ? words.Named(b) : null, best?.Price);
    }

    /// <summary>The limits of single cells, of which the solution tells those that are broken: a cell at its most would gain the worth of its next unit less the unit's price.</summary>
    private static Line Changes(SellThroughResult r, LimitWords words)
    {
        var (binding, best, price) = (0, -1, 0.0);
        for (var c = 0; c < r.Cells.Count; c++)
        {
            var (plan, now) = (r.Solution.Plan[c], r.Cells.Current[c]);
            if (plan == now || (plan != r.Problem.Most[c] && plan != r.Problem.Least[c])) continue;
            binding++;
            // where stock carries over, the worth of a unit is not that of its own period
            if (r.Cells.Periods > 1) continue;
            var worth = plan > now ? Worth(r, c, plan + 1) - r.Solution.UnitPrice[c] : r.Solution.UnitPrice[c] - Worth(r, c, plan);
            if (worth > price + 1e-12) (best, price) = (c, worth);
        }
        var before = Feasibility.Broken(r.Problem, r.Cells.Current).Where(l => l.Kind == LimitKind.Cell).ToArray();
        var broken = r.Solution.Broken.Where(l => l.Kind == LimitKind.Cell).ToArray();
        return new(LimitWords.CellKind, r.Cells.Count, binding, null, before.Length, before.Sum(l => l.Excess), broken.Length, broken.Sum(l => l.Excess), r.Solution.SlackPrice * broken.Sum(l => l.Excess),
            best < 0 || price < LimitWords.Nothing ? null : words.Of(new(LimitKind.Cell, best, 0, 0, 0, 0, 0)), best < 0 || price < LimitWords.Nothing ? null : price);
    }

    private static double Worth(SellThroughResult r, int cell, int unit) =>
        r.Problem.WorthSold[cell] * DemandLaw.AtLeast(r.Cells.Mean[cell], r.Cells.Spread(cell), unit) + (r.Problem.WorthUnit.Length == 0 ? 0 : r.Problem.WorthUnit[cell]);
}
