using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>Sell-through, live: limits change the plan; what takes long waits to be asked for, or is made as a run; the address keeps options and view.</summary>
public sealed partial class SellThroughPage : IDisposable
{
    /// <summary>Beyond this a moved slider is not answered by itself.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromSeconds(3);

    private AnalysisDesk desk = null!;
    private SellThroughView view = new();
    private SellThroughShown? shown;

    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IInputs Inputs { get; set; } = default!;
    [Inject] private IAnswers Answers { get; set; } = default!;
    [Inject] private UploadStore Uploads { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private SellThroughOptions Options => (SellThroughOptions)desk.Options;

    // an input that lacks something names the option that goes on without it
    private bool LacksSupply => desk.Answer is null && !Options.EstimateSupply && desk.Failure is InputException e && e.Message.Contains("estimate-supply", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        desk = new AnalysisDesk("sell-through", Registry, Library, Inputs, Answers, Uploads) { OnAnswer = TakeAsync, OnChange = StateHasChanged, Fit = TakeAccounts };
        Navigation.LocationChanged += OnLocationChanged;
        view = SellThroughView.Of(Query.All);
        await OpenAsync(Query["data"]);
    }

    private Task OpenAsync(string? dataset) => desk.OpenAsync(dataset, Query.Options(desk.Analysis.Options).Options, desk.FilesOf(key => Query[key]), desk.RunsOf(key => Query[key]));

    // where sales name accounts and no store there is one way to answer
    private static object TakeAccounts(DatasetItem dataset, object options) =>
        dataset.Manifest.Tables.FirstOrDefault(t => t.Schema.Name == "sales")?.Schema is { } sales && sales.IndexOf("store") < 0 && sales.IndexOf("account") >= 0 ? (SellThroughOptions)options with { Entity = SellThroughEntity.Account } : options;

    private async Task TakeAsync(Answer answer)
    {
        var (now, before, options, currency) = (view, shown, Options, desk.Dataset?.Manifest.Currency ?? "");
        shown = await Task.Run(() => SellThroughShown.Of(answer, now, options, currency, before));
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
        if (desk.Answer?.SolveTime > Instant) desk.Hold(options);
        else await desk.AskAsync(options);
        WriteAddress();
    }

    private async Task AskHeldAsync()
    {
        await desk.AskAsync(desk.Options);
        WriteAddress();
    }

    private Task EstimateAsync() => ChangeAsync(Options with { EstimateSupply = true });

    private Task PickAsync(GridRow row) => ShowAsync(view with { Product = row.Text("spu_code") });

    private async Task ShowAsync(SellThroughView next)
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
        if (!new Uri(e.Location).AbsolutePath.Equals("/sell-through", StringComparison.OrdinalIgnoreCase) || desk.IsAsking) return;
        var (next, options, dataset) = (SellThroughView.Of(Query.All), Query.Options(desk.Analysis.Options).Options, Query["data"] ?? desk.Dataset?.Manifest.Id);
        var given = desk.FilesToQuery().Where(f => f.Value is not null).All(f => f.Value == Query[f.Key]) && desk.FilesOf(key => Query[key]).Count + desk.RunsOf(key => Query[key]).Count == desk.Files.Count + desk.Runs.Count;
        var (moved, other) = (next != view, dataset != desk.Dataset?.Manifest.Id || !options.Equals(desk.Options) || !given);
        if (moved) await ShowAsync(next);
        if (other) await OpenAsync(dataset);
        if (moved || other) StateHasChanged();
    });

    private static bool IsReading(OptionField field) => field.Group == "Data";

    private static string ClustersTakeaway(SellThroughShown now)
    {
        if (now.Charts.Best is not { } best || SellThroughCharts.Gain(best) <= 0) return $"The clusters are {now.Plan.ClustersFrom}.";
        return string.Create(CultureInfo.CurrentCulture, $"{best.Text("cluster")} gains most: {SellThroughCharts.Gain(best):N0} units sold more. Only the two modelled figures may be compared; clusters are {now.Plan.ClustersFrom}.");
    }

    private static string FlowTakeaway(SellThroughShown now)
    {
        var shown = now.Charts.Moves.Sum(m => m.Number("units") ?? 0);
        return now.Charts.Moves.Count == 0 ? "" : string.Create(CultureInfo.CurrentCulture, $"The {now.Charts.Moves.Count:N0} largest flows: {shown:N0} of the {now.Plan.Units.Moved:N0} units that move.");
    }

    private static string GapTakeaway(SellThroughShown now) => now.Charts.Worst is not { } worst || worst.Number("gap") is not { } gap ? ""
        : string.Create(CultureInfo.CurrentCulture, $"Points by which the share of a role or price band falls short of its benchmark; below 0 there is too much. {worst.Text("cluster")} has {Math.Abs(gap):N0} points too {(gap > 0 ? "little" : "much")} {worst.Text("segment")} ({worst.Text("severity")}).");

    private static string GapHeight(SellThroughShown now) => $"{Math.Clamp(90 + 34 * (now.Charts.Gap.Heat?.Rows.Count ?? 0), 220, 700)}px";

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        desk?.Dispose();
    }
}
