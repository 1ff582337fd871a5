using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Runs;
using RetailOpt.Web.Hosting;

namespace RetailOpt.Web.Pages.Synthesis;

/// <summary>Synthesis: a tab for each of its analyses, started as runs since they take minutes. The newest result for the chosen datasets is shown, or the run that the address names.</summary>
public sealed partial class SynthesisPage : IAsyncDisposable
{
    private IReadOnlyList<DatasetItem>? datasets;
    private RunDesk runs = default!;
    private RunRecord? shown;
    private string[] lost = [];
    private bool opening;
    private SynthesisView? addressed;

    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IRunQueue Queue { get; set; } = default!;
    [Inject] private IInputs Sources { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private TimeProvider Clock { get; set; } = default!;

    private SynthesisView View { get; set; } = default!;
    private IRunnable Runnable => Registry.Require(View.Tab.Analysis);
    private InputSpec[] Inputs => [.. Runnable.Info.Inputs.Where(i => i.Required && i.Kinds.Contains(InputKind.Source))];
    private bool CanAsk => Runnable.Options.Check(View.Options).Count == 0 && NotReady is null && Inputs.All(i => Chosen(i) is not null);
    private Readiness? NotReady => Inputs.Length > 0 && Chosen(Inputs[0]) is { } dataset && ReadinessOf(dataset) is { IsReady: false } lacks ? lacks : null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        runs = new(Queue, Clock) { OnThread = InvokeAsync, OnResult = TakeAsync, OnChange = StateHasChanged };
        Navigation.LocationChanged += OnLocationChanged;
        await ReadAddressAsync();
    }

    private SynthesisView FromAddress()
    {
        var tab = SynthesisTab.Of(Query["tab"]);
        return new(tab, Query.Options(Registry.Require(tab.Analysis).Options).Options, Query["data"], Query["target"], Query["run"], Query["metric"]);
    }

    private Task ReadAddressAsync()
    {
        addressed = View = FromAddress();
        return OpenAsync();
    }

    // datasets that the address does not name are those of the run it names, of the newest run, or the newest that will do
    private async Task OpenAsync()
    {
        var asked = View;
        (opening, shown, lost) = (true, null, []);
        datasets = await Library.DatasetsAsync();
        var named = View.Run is { } id ? await Queue.FindAsync(id) : null;
        if (named?.Request.Analysis != View.Tab.Analysis || named is { } r && !RunDesk.HasResult(r)) named = null;
        var like = named ?? (await Queue.ListAsync()).FirstOrDefault(r => r.Request.Analysis == View.Tab.Analysis && Inputs.All(i => Find(r.Request.Inputs.GetValueOrDefault(i.Name)?.Id) is not null));
        if (View != asked) return;
        lost = [.. Inputs.Where(i => View[i.Name] is not null && Find(View[i.Name]) is null).Select(_ => "dataset"), .. View.Run is not null && named is null ? ["run"] : Array.Empty<string>()];
        foreach (var input in Inputs.Where(i => named is not null || Find(View[i.Name]) is null))
            View = View.With(input.Name, like?.Request.Inputs.GetValueOrDefault(input.Name)?.Id ?? Usual(input));
        View = View with { Run = named?.Id, Metric = asked.Metric };
        var (looking, mine) = (View, await runs.LookAsync(IsMine));
        if (looking != View) return;
        if ((named ?? mine.FirstOrDefault(RunDesk.HasResult)) is { } done) await LoadAsync(done);
        opening = false;
        StateHasChanged();
    }

    // a listed record does not name its tables
    private async Task LoadAsync(RunRecord done)
    {
        if (await Queue.FindAsync(done.Id) is not { } found) return;
        (shown, View) = (found, View with { Run = found.Id });
        if (found.DatasetId is not null) datasets = await Library.DatasetsAsync();
    }

    private async Task TakeAsync(RunRecord ended)
    {
        if (!IsMine(ended)) return;
        await LoadAsync(ended);
        Write(View);
    }

    private async Task ShowAsync(SynthesisTab tab)
    {
        var real = View[View.Tab.Real];
        View = new SynthesisView(tab, Registry.Require(tab.Analysis).Options.Defaults(), null, null, null, null).With(tab.Real, real);
        await OpenAsync();
        Write(View, alone: true);
    }

    private async Task ChooseAsync(string input, string id)
    {
        View = View.With(input, id);
        await OpenAsync();
        Write(View);
    }

    // what a person does is written, what the page opens with is not; of another tab nothing stays
    private void Write(SynthesisView next, bool alone = false)
    {
        addressed = View = next;
        var text = Runnable.Options.ToText(View.Options);
        (string Key, string? Value)[] all = [("tab", View.Tab.Key), ("data", View.Data), ("target", View.Target), .. Runnable.Options.Fields.Select(f => (f.Key, text.GetValueOrDefault(f.Key))), ("run", View.Run), ("metric", View.Metric)];
        Query.Set([.. alone ? Query.All.Keys.Where(k => all.All(a => a.Key != k)).Select(k => (k, (string?)null)) : [], .. all]);
    }

    private RunRequest Request() =>
        new(View.Tab.Analysis, Inputs.ToDictionary(i => i.Name, i => Sources.Dataset(View[i.Name]!)), Runnable.Options.ToJson(View.Options), 0, Local.Owner);

    private bool IsMine(RunRecord run) => run.Request.Analysis == View.Tab.Analysis && Inputs.All(i => run.Request.Inputs.GetValueOrDefault(i.Name)?.Id == View[i.Name]);
    private bool IsSame(RunRecord run) => run.Request.OptionsJson == Runnable.Options.ToJson(View.Options);

    // the other figures of a likeness are left to the run's own page
    private static IReadOnlyList<Kpi> Headlines(RunRecord run) => run.Kpis.Any(k => k.Key == "tiered") ? [.. run.Kpis.Where(k => k.Key is "tiered" or "of_ceiling" or "ceiling" or "least_skill" or "before")] : run.Kpis;

    private DatasetItem? Chosen(InputSpec input) => Find(View[input.Name]);
    private DatasetItem? Find(string? id) => id is null ? null : datasets!.FirstOrDefault(d => d.Manifest.Id == id);
    private Readiness ReadinessOf(DatasetItem dataset) => Readiness.Of(Runnable.Info, dataset.Schemas);

    private string? Usual(InputSpec input)
    {
        var free = datasets!.Where(d => Inputs.All(i => i.Name == input.Name || View[i.Name] != d.Manifest.Id)).ToArray();
        return (free.FirstOrDefault(d => ReadinessOf(d).IsReady) ?? free.FirstOrDefault())?.Manifest.Id;
    }

    // back, forward and links change the address under the page
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(e.Location).AbsolutePath.Equals("/synthesis", StringComparison.OrdinalIgnoreCase)) return;
        if (FromAddress() is var now && now != addressed && now != View) await ReadAddressAsync();
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        return runs.DisposeAsync();
    }
}
