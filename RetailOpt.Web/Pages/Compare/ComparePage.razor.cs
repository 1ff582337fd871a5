using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.Compare;

/// <summary>Runs of one analysis side by side; which ones, and the column shown, stand in the address.</summary>
public sealed partial class ComparePage : IDisposable
{
    /// <summary>Runs that an empty page offers by name.</summary>
    private const int Offered = 8;
    /// <summary>Runs that can be chosen on this page; the list of runs has all.</summary>
    private const int Listed = 200;

    /// <summary>Options asked for name a run on a chart, where they are short enough to be read there.</summary>
    private const int LongestName = 48;

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<RunItem>? runs;
    private IReadOnlyList<RunItem> others = [];
    private IReadOnlyList<Notice> notices = [];
    private Comparison? comparison;
    private ComparedTable? table;
    private Overlay? overlay;
    private ChartSpec? chart;
    private Exception? trouble;
    private string? shown;
    private bool read;

    [CascadingParameter(Name = "Dark")] private bool Dark { get; set; }
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private IRunStore Store { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private TimeProvider Clock { get; set; } = default!;

    private bool Mixed => runs!.Any(r => r.Run.Request.Analysis != runs![0].Run.Request.Analysis);

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        return LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(e.Location).AbsolutePath.Equals("/compare", StringComparison.OrdinalIgnoreCase) || shown == (Query["runs"] ?? "")) return;
        await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        var asked = shown = Query["runs"] ?? "";
        string[] ids = [.. asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        var found = new List<(string Id, RunItem? Run)>();
        foreach (var id in ids) found.Add((id, await Library.RunAsync(id, gone.Token)));
        var taken = found.Select(f => f.Run).OfType<RunItem>().Where(r => r.HasResult).ToArray();
        var analysis = taken.FirstOrDefault()?.Run.Request.Analysis;
        var all = taken.Length == 0 ? [] : await Library.RunsAsync(Listed, gone.Token);
        if (asked != shown) return; // the address moved on meanwhile
        (runs, notices) = ([.. taken.Take(Comparison.Most)], [.. Notices(found, taken)]);
        others = [.. all.Where(r => r.HasResult && r.Run.Request.Analysis == analysis && !ids.Contains(r.Run.Id))];
        (comparison, table, chart, overlay, trouble, read) = (null, null, null, null, null, false);
        if (runs.Count < 2 || Mixed) return;
        comparison = new Comparison(runs, Registry.Find(analysis!));
        overlay = Overlays.Of(analysis!);
        await ReadAsync();
    }

    /// <summary>Reads the runs' tables off the page's thread; the figures are on show meanwhile.</summary>
    private async Task ReadAsync()
    {
        var (asked, mine, over) = (shown, runs!, overlay);
        trouble = null;
        StateHasChanged();
        try
        {
            var (compared, drawn) = await Task.Run(() => (TableOf(mine), over?.Chart([.. mine.Select(Overlaid)])), gone.Token);
            if (asked == shown) (table, chart, read) = (compared, drawn, true);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (asked == shown) (trouble, read) = (e, true); // a folder may be deleted while it is read
        }
    }

    private ComparedTable? TableOf(IReadOnlyList<RunItem> items)
    {
        RunRecord[] records = [.. items.Select(i => i.Run)];
        return ComparedTable.Choose(records) is { } chosen ? ComparedTable.Read(records, chosen, Store) : null;
    }

    private OverlaidRun Overlaid(RunItem item, int place) => new($"{Comparison.Letter(place)} {(item.Asked.Length is > 0 and <= LongestName ? item.Asked : item.Title)}", place, name =>
        item.Run.Tables.Any(t => t.Schema.Name == name) && Store.Read(item.Run.Id, name) is { } stored ? stored.Read().Select(cells => new GridRow(stored.Schema, cells)) : null);

    private static IEnumerable<Notice> Notices(IReadOnlyList<(string Id, RunItem? Run)> found, IReadOnlyList<RunItem> taken)
    {
        foreach (var (id, run) in found)
            if (run is null) yield return new(NoticeLevel.Warning, $"The run {id} no longer exists; it is left out.");
            else if (!run.HasResult) yield return new(NoticeLevel.Warning, $"{run.Title} has no result, it is {run.Run.State.ToString().ToLowerInvariant()}; it is left out.");
        if (taken.Count > Comparison.Most)
            yield return new(NoticeLevel.Warning, $"At most {Comparison.Most} runs are compared: {string.Join(", ", taken.Skip(Comparison.Most).Select(r => r.Title))} {(taken.Count == Comparison.Most + 1 ? "is" : "are")} left out.");
    }

    // the page follows when the address has changed
    private void Add(string? id)
    {
        if (id is { Length: > 0 }) Go([.. runs!.Select(r => r.Run.Id), id]);
    }

    private void Remove(RunItem run) => Go(runs!.Where(r => r != run).Select(r => r.Run.Id));
    private void Lead(RunItem run) => Go(runs!.OrderByDescending(r => r == run).Select(r => r.Run.Id));
    private void Go(IEnumerable<string> ids) => Query.Set(("runs", string.Join(',', ids)));

    private string Ago(RunItem run) => Cells.Ago(run.Run.Ended ?? run.Run.Created, Clock.GetUtcNow());

    private string TitleOf(RunItem run) => Registry.Find(run.Run.Request.Analysis)?.Info.Title ?? run.Run.Request.Analysis;

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        gone.Cancel();
        gone.Dispose();
    }
}
