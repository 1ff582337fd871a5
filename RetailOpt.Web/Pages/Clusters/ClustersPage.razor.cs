using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.Clusters;

/// <summary>Store clusters, live: options change the grouping, the address keeps them.</summary>
public sealed partial class ClustersPage : IDisposable
{
    private AnalysisDesk desk = null!;
    private ClustersView? shown;

    [CascadingParameter(Name = "Dark")] private bool Dark { get; set; }
    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IInputs Inputs { get; set; } = default!;
    [Inject] private IAnswers Answers { get; set; } = default!;
    [Inject] private UploadStore Uploads { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private ClustersOptions Options => (ClustersOptions)desk.Options;
    private string Unit => desk.Dataset?.Manifest.Currency is { Length: > 0 } currency ? $" ({currency})" : "";
    private string HeatHeight => $"{Math.Clamp(120 + 22 * (shown?.Profile.Heat?.Rows.Count ?? 0), 260, 620)}px";
    private Dictionary<string, OptionRange> Ranges => new() { ["k"] = new(1, 12, shown?.Chosen, "automatic") };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        desk = new AnalysisDesk("clusters", Registry, Library, Inputs, Answers, Uploads) { OnAnswer = TakeAsync, OnChange = StateHasChanged };
        Navigation.LocationChanged += OnLocationChanged;
        await desk.OpenAsync(Query["data"], Query.Options(desk.Analysis.Options).Options);
    }

    private async Task TakeAsync(Answer answer)
    {
        var accounts = Options.Entity == ClusterEntity.Account;
        shown = await Task.Run(() => new ClustersView(answer.Report, accounts));
    }

    private async Task ChooseAsync(string dataset)
    {
        shown = null;
        Query.Set(("data", dataset));
        await desk.ChooseAsync(dataset);
        WriteAddress();
    }

    private async Task ChangeAsync(object options)
    {
        await desk.AskAsync(options);
        WriteAddress();
    }

    private void WriteAddress()
    {
        if (desk.IsAsking || desk.Dataset is null) return;
        var options = desk.Analysis.Options.ToText(desk.Options);
        Query.Set([("data", desk.Dataset.Manifest.Id), .. desk.Analysis.Options.Fields.Select(f => (f.Key, options.GetValueOrDefault(f.Key)))]);
    }

    // back, forward and links change the address under the page
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(e.Location).AbsolutePath.Equals("/clusters", StringComparison.OrdinalIgnoreCase) || desk.IsAsking) return;
        var (options, dataset) = (Query.Options(desk.Analysis.Options).Options, Query["data"] ?? desk.Dataset?.Manifest.Id);
        if (dataset == desk.Dataset?.Manifest.Id && options.Equals(desk.Options)) return;
        await desk.OpenAsync(dataset, options);
        StateHasChanged();
    });

    private static bool IsMain(OptionField field) => field.Key is "entity" or "k" or "scale-weight";

    private RenderFragment? Cell(GridCell cell) => cell.Column.Key != "cluster" || shown is null ? null : builder =>
    {
        var name = cell.Row["cluster"] as string ?? "";
        var card = shown.Cards.FirstOrDefault(c => c.Name == name);
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "cluster-name");
        builder.AddAttribute(2, "style", $"--tone:{ChartColors.Of(card?.Entity ?? 0, Dark)}");
        builder.AddMarkupContent(3, "<span class=\"dot\"></span>");
        builder.AddContent(4, name);
        builder.CloseElement();
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        desk?.Dispose();
    }
}
