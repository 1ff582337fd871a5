using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>Cross-sell, live: a tab for each of its analyses, each with a desk of its own; the address keeps tab, options and view.</summary>
public sealed partial class CrossSellPage : IDisposable
{
    /// <summary>Beyond this a moved slider is not answered by itself.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, AnalysisDesk> desks = [];
    private readonly Dictionary<string, CrossSellShown> made = [];
    private CrossSellView view = new(CrossSellTab.All[0].Key);

    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IInputs Inputs { get; set; } = default!;
    [Inject] private IAnswers Answers { get; set; } = default!;
    [Inject] private UploadStore Uploads { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private AnalysisDesk desk => DeskOf(view.Tab);
    private CrossSellShown? shown => desk.Answer is null ? null : made.GetValueOrDefault(view.Tab);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        view = CrossSellView.From(Query.All);
        await OpenAsync(Query["data"]);
    }

    private AnalysisDesk DeskOf(string tab)
    {
        if (desks.TryGetValue(tab, out var found)) return found;
        return desks[tab] = new AnalysisDesk(CrossSellTab.Of(tab).Analysis, Registry, Library, Inputs, Answers, Uploads) { OnAnswer = answer => TakeAsync(tab, answer), OnChange = StateHasChanged };
    }

    private Task OpenAsync(string? dataset) => desk.OpenAsync(dataset, Query.Options(desk.Analysis.Options).Options);

    private async Task TakeAsync(string tab, Answer answer)
    {
        var (now, currency) = (view with { Tab = tab }, DeskOf(tab).Dataset?.Manifest.Currency ?? "");
        made[tab] = await Task.Run(() => CrossSellShown.Of(answer, now, currency));
        if (now != view with { Tab = tab }) made[tab] = CrossSellShown.Of(answer, view with { Tab = tab }, currency); // the view moved on meanwhile
    }

    private async Task ChooseAsync(string dataset)
    {
        foreach (var other in desks.Keys.Where(k => k != view.Tab).ToArray())
        {
            desks[other].Dispose();
            desks.Remove(other);
        }
        made.Clear();
        view = new(view.Tab);
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

    private Task MoveAsync((string Key, object? Value) option) => ChangeAsync(desk.Analysis.Options.With(desk.Options, option.Key, option.Value));

    private async Task ShowAsync(CrossSellView next)
    {
        var (before, dataset) = (view, desk.Dataset?.Manifest.Id);
        view = next;
        if (before.Tab != next.Tab && desk.Dataset is null) await OpenAsync(dataset);
        if (desk.Answer is { } answer && made.GetValueOrDefault(next.Tab)?.View != next) await TakeAsync(next.Tab, answer);
        WriteAddress();
    }

    /// <summary>The address is written when the page comes to rest: a dragged slider does not pass through it.</summary>
    private void WriteAddress()
    {
        if (desk.IsAsking || desk.Dataset is null) return;
        var options = desk.Analysis.Options.ToText(desk.Options);
        Query.Set([("data", desk.Dataset.Manifest.Id), .. desk.Analysis.Options.Fields.Select(f => (f.Key, options.GetValueOrDefault(f.Key))), .. view.ToQuery()]);
    }

    // back, forward and links change the address under the page
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(e.Location).AbsolutePath.Equals("/cross-sell", StringComparison.OrdinalIgnoreCase) || desk.IsAsking) return;
        var (next, dataset) = (CrossSellView.From(Query.All), Query["data"] ?? desk.Dataset?.Manifest.Id);
        if (next != view) await ShowAsync(next);
        var options = Query.Options(desk.Analysis.Options).Options;
        if (dataset != desk.Dataset?.Manifest.Id || !options.Equals(desk.Options)) await OpenAsync(dataset);
        StateHasChanged();
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        foreach (var open in desks.Values) open.Dispose();
    }
}
