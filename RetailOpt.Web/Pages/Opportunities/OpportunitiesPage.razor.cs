using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>Opportunities, live: thresholds change what is found, clicks what is looked into; the address keeps both.</summary>
public sealed partial class OpportunitiesPage : IDisposable
{
    private AnalysisDesk desk = null!;
    private OpportunitiesView view = new();
    private OpportunitiesShown? shown;

    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IInputs Inputs { get; set; } = default!;
    [Inject] private IAnswers Answers { get; set; } = default!;
    [Inject] private UploadStore Uploads { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        desk = new AnalysisDesk("opportunities", Registry, Library, Inputs, Answers, Uploads) { OnAnswer = TakeAsync, OnChange = StateHasChanged, Fit = TakeAccounts };
        Navigation.LocationChanged += OnLocationChanged;
        view = OpportunitiesView.Of(Query.All);
        await OpenAsync(Query["data"]);
    }

    private Task OpenAsync(string? dataset) => desk.OpenAsync(dataset, Query.Options(desk.Analysis.Options).Options, desk.FilesOf(key => Query[key]), desk.RunsOf(key => Query[key]));

    // where sales name accounts and no store there is one way to answer; the page says that it was taken
    private static object TakeAccounts(DatasetItem dataset, object options) =>
        dataset.Manifest.Tables.FirstOrDefault(t => t.Schema.Name == "sales")?.Schema is { } sales && sales.IndexOf("store") < 0 && sales.IndexOf("account") >= 0 ? (OpportunitiesOptions)options with { Entity = StoreEntity.Account } : options;

    private string ClustersHref(OpportunitiesShown now)
    {
        var href = $"/clusters?data={desk.Dataset?.Manifest.Id}" + (now.Options.Entity == StoreEntity.Account ? "&entity=Account" : "");
        return now.Options.K is { } k ? string.Create(CultureInfo.InvariantCulture, $"{href}&k={k}") : href;
    }

    private async Task TakeAsync(Answer answer)
    {
        var (now, before, currency) = (view, shown, desk.Dataset?.Manifest.Currency ?? "");
        shown = await Task.Run(() => OpportunitiesShown.Of(answer, now, currency, before));
        if (shown.View != view) shown = shown.With(view); // the view moved on meanwhile
    }

    private async Task ChooseAsync(string dataset)
    {
        (shown, view) = (null, new());
        Query.Set([("data", dataset), .. view.ToQuery()]);
        await desk.ChooseAsync(dataset);
        WriteAddress();
    }

    private async Task ChangeAsync(object options)
    {
        await desk.AskAsync(options);
        WriteAddress();
    }

    private Task ClickHeatAsync(ChartClick click) =>
        shown?.Charts.At(click) is { } cell ? ShowAsync(view with { Cluster = cell.Cluster, Category = cell.Category, Product = null, Stores = false }) : Task.CompletedTask;

    private Task PickAsync(GridRow row) => ShowAsync(view with { Store = row.Text("str_code"), Product = row.Schema.IndexOf("spu_code") < 0 ? view.Product : At(row) });

    private Task LookAtAsync(GridRow row) => ShowAsync(view with { Product = At(row) });

    private static ProductAt At(GridRow row) => new(row.Text("cluster"), row.Text("category_key"), row.Text("spu_code"));

    private bool IsChosen(GridRow row) => shown?.Store is { } store && row.Text("str_code") == store.Store && (row.Schema.IndexOf("spu_code") < 0 || At(row) == view.Product);

    private async Task ShowAsync(OpportunitiesView next)
    {
        view = next;
        if (shown is { } now)
        {
            var made = await Task.Run(() => now.With(next));
            if (ReferenceEquals(shown, now)) shown = made;
            else if (shown is not null) shown = shown.With(view); // an answer came meanwhile
        }
        WriteAddress();
    }

    /// <summary>The address is written when the page comes to rest: a dragged slider does not pass through it.</summary>
    private void WriteAddress()
    {
        if (desk.IsAsking || desk.Dataset is null) return;
        var options = desk.Analysis.Options.ToText(desk.Options);
        Query.Set([("data", desk.Dataset.Manifest.Id), .. desk.Analysis.Options.Fields.Select(f => (f.Key, options.GetValueOrDefault(f.Key))), .. desk.FilesToQuery(), .. view.ToQuery()]);
    }

    // back, forward and links change the address under the page
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(e.Location).AbsolutePath.Equals("/opportunities", StringComparison.OrdinalIgnoreCase) || desk.IsAsking) return;
        var (next, options, dataset) = (OpportunitiesView.Of(Query.All), Query.Options(desk.Analysis.Options).Options, Query["data"] ?? desk.Dataset?.Manifest.Id);
        var given = desk.FilesToQuery().Where(f => f.Value is not null).All(f => f.Value == Query[f.Key]) && desk.FilesOf(key => Query[key]).Count + desk.RunsOf(key => Query[key]).Count == desk.Files.Count + desk.Runs.Count;
        var (moved, other) = (next != view, dataset != desk.Dataset?.Manifest.Id || !options.Equals(desk.Options) || !given);
        if (moved) await ShowAsync(next);
        if (other) await OpenAsync(dataset);
        if (moved || other) StateHasChanged();
    });

    private static bool IsThreshold(OptionField field) => field.Group == "Thresholds";

    private static string? Chosen(ChangeEventArgs e) => e.Value is string { Length: > 0 } text ? text : null;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    // of very many the charts tell the names
    private static string ClusterNames(OpportunitiesShown now) => now.Charts.Clusters.Count > 12 ? "" : ": " + string.Join(", ", now.Charts.Clusters.Select(c => $"{c.Name} ({c.Stores.ToString("N0", CultureInfo.CurrentCulture)})"));

    private static string HeatHeight(OpportunitiesShown now) => $"{Math.Clamp(100 + 22 * now.Charts.Shown.Count, 420, 900)}px";

    private static string HeatTakeaway(OpportunitiesShown now)
    {
        var all = now.Charts.Categories.Count;
        var unit = now.Currency.Length > 0 ? $", {now.Currency}" : "";
        return $"Potential sales by cluster and category{unit}; click a cell to list it." + (all > now.Charts.Shown.Count ? string.Create(CultureInfo.CurrentCulture, $" The {now.Charts.Shown.Count} categories with the most of {all:N0}.") : "");
    }

    private static string ScoreTakeaway(OpportunitiesShown now) => now.Answer.Report.Kpis.First(k => k.Key == "mean_score").Value is { } mean
        ? $"Score is percentile times adoption; its mean is {Cells.Headline(mean, ColumnType.Number)}" + (now.Options.EnforceAdoption ? string.Create(CultureInfo.CurrentCulture, $", and none can be below {now.Options.TopPerformerThreshold * now.Options.AdoptionThreshold:0.##}.") : ".")
        : "Score is percentile times adoption.";

    /// <summary>Rows of the table of what the adoption removed, at most: beyond these it holds those with the largest potential.</summary>
    private const int MostRemoved = 2_000;

    private static string RemovedTakeaway(OpportunitiesShown now)
    {
        var (found, listed) = (now.Kpis.First(k => k.Key == "removed").Value ?? 0, now.Removed?.Source.Count ?? 0);
        return string.Create(CultureInfo.CurrentCulture, $"{found:N0} gaps are left out because fewer than {now.Options.AdoptionThreshold:0.##%} of the peers carry the product. {(listed < MostRemoved ? "These are" : "These have the largest potential:")} {listed:N0} {(listed == 1 ? "product" : "products")}, the nearest to that first.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        desk?.Dispose();
    }
}
