using Microsoft.AspNetCore.Components;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.Clusters;

/// <summary>Store clusters, live: options change the grouping, the address keeps them.</summary>
public sealed partial class ClustersPage
{
    [CascadingParameter(Name = "Dark")] private bool Dark { get; set; }
    private ClustersOptions Options => (ClustersOptions)Desk.Options;
    private string Unit => Desk.Dataset?.Manifest.Currency is { Length: > 0 } currency ? $" ({currency})" : "";
    private string HeatHeight => $"{Math.Clamp(120 + 22 * (Shown?.Profile.Heat?.Rows.Count ?? 0), 260, 620)}px";
    private Dictionary<string, OptionRange> Ranges => new() { ["k"] = new(1, 12, Shown?.Chosen, "automatic") };

    private static bool IsMain(OptionField field) => field.Key is "entity" or "k" or "scale-weight";

    private RenderFragment? Cell(GridCell cell) => cell.Column.Key != "cluster" || Shown is not { } now ? null : builder =>
    {
        var name = cell.Row["cluster"] as string ?? "";
        var card = now.Cards.FirstOrDefault(c => c.Name == name);
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "cluster-name");
        builder.AddAttribute(2, "style", $"--tone:{ChartColors.Of(card?.Entity ?? 0, Dark)}");
        builder.AddMarkupContent(3, "<span class=\"dot\"></span>");
        builder.AddContent(4, name);
        builder.CloseElement();
    };
}
