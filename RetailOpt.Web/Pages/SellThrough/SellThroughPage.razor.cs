using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>Sell-through, live: limits change the plan; what takes long waits to be asked for, or is made as a run; the address keeps options and view.</summary>
public sealed partial class SellThroughPage
{
    private SellThroughOptions Options => (SellThroughOptions)Desk.Options;

    // an input that lacks something names the option that goes on without it
    private bool LacksSupply => Desk.Answer is null && !Options.EstimateSupply && Desk.Failure is InputException e && e.Message.Contains("estimate-supply", StringComparison.Ordinal);

    private Task EstimateAsync() => ChangeAsync(Options with { EstimateSupply = true });

    private Task PickAsync(GridRow row) => ShowAsync(View with { Product = row.Text("spu_code") });

    private static bool IsReading(OptionField field) => field.Group == "Data";

    private static string ClustersTakeaway(SellThroughShown now)
    {
        if (now.Charts.Best is not { } best || SellThroughCharts.Gain(best) <= 0) return $"The clusters are {now.Plan.ClustersFrom}.";
        return string.Create(CultureInfo.CurrentCulture, $"{best.Text("cluster")} gains most: {SellThroughCharts.Gain(best):N0} units sold more. Only the two modelled figures may be compared; clusters are {now.Plan.ClustersFrom}.");
    }

    private static string FlowTakeaway(SellThroughShown now)
    {
        var shown = now.Charts.Moves.Sum(m => m.Number("units") ?? 0);
        return now.Charts.Moves.Count == 0 ? "" : string.Create(CultureInfo.CurrentCulture, $"The {now.Charts.Moves.Count:N0} largest flows between {now.Plan.Many}: {shown:N0} of the {now.Plan.Units.Moved:N0} units that move.");
    }

    private static string GapTakeaway(SellThroughShown now) => now.Charts.Worst is not { } worst || worst.Number("gap") is not { } gap ? ""
        : string.Create(CultureInfo.CurrentCulture, $"Points by which the share of a role or price band falls short of its benchmark; below 0 there is too much. {worst.Text("cluster")} has {Math.Abs(gap):N0} points too {(gap > 0 ? "little" : "much")} {worst.Text("segment")} ({worst.Text("severity")}).");

    private static string GapHeight(SellThroughShown now) => $"{Math.Clamp(90 + 34 * (now.Charts.Gap.Heat?.Rows.Count ?? 0), 220, 700)}px";
}
