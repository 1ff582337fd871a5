using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Pricing;

namespace RetailOpt.Web.Pages;

/// <summary>A run as a chart over several runs sees it.</summary>
/// <param name="Name">Its letter and title.</param>
/// <param name="Place">Its place among the runs: its colour.</param>
/// <param name="Table">Reads a result table; null where the run has none of that name.</param>
internal sealed record OverlaidRun(string Name, int Place, Func<string, IEnumerable<GridRow>?> Table);

/// <summary>What a feature adds to the comparison of its runs.</summary>
/// <param name="Analysis">Key of the analysis.</param>
/// <param name="Title">Title of the chart.</param>
/// <param name="Takeaway">How to read it, in one line.</param>
/// <param name="Chart">The chart of all runs; null where there is nothing to draw.</param>
/// <param name="RowName">What identifies a row of the compared table, in people's words.</param>
internal sealed record Overlay(string Analysis, string Title, string Takeaway, Func<IReadOnlyList<OverlaidRun>, ChartSpec?> Chart, Func<string, string>? RowName = null);

/// <summary>The features that draw their runs over one another.</summary>
internal static class Overlays
{
    public static IReadOnlyList<Overlay> All { get; } =
    [
        new("price", "What markdown buys, run by run", "Lines are the trade-off fronts, numbers the ten scenarios: higher is more demand, further left is less markdown.", PricingOverlay.Chart, PricingOverlay.RowName),
    ];

    /// <summary>That of an analysis, or null.</summary>
    public static Overlay? Of(string analysis) => All.FirstOrDefault(o => o.Analysis == analysis);
}
