using Microsoft.AspNetCore.Components;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Runs;

namespace RetailOpt.Web.Pages.Home;

/// <summary>What is there and what is going on: datasets, recent results with their figures, runs in progress.</summary>
public sealed partial class HomePage : IAsyncDisposable
{
    private const int Recent = 60;

    private IReadOnlyList<DatasetItem>? datasets;
    private IReadOnlyList<RunItem>? runs;
    private RunSubscription? subscription;

    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IRunQueue Queue { get; set; } = default!;
    [Inject] private TimeProvider Clock { get; set; } = default!;

    private RunItem[] Active => [.. runs!.Where(r => r.Run.State is RunState.Queued or RunState.Running)];
    private RunItem[] Finished => [.. runs!.Where(r => r.Run.State is not (RunState.Queued or RunState.Running or RunState.Cancelled)).Take(6)];
    private bool OnlySample => datasets!.All(d => d.Manifest.Name == Core.Sample.SampleAnalysis.DatasetName);

    protected override async Task OnInitializedAsync()
    {
        subscription = new RunSubscription(Queue, null, changed => InvokeAsync(() => ChangedAsync(changed)), Clock);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        datasets = await Library.DatasetsAsync();
        runs = await Library.RunsAsync(Recent);
    }

    // Progress only changes a record in place; a new run or an ended one may have brought more.
    private async Task ChangedAsync(IReadOnlyList<RunRecord> changed)
    {
        if (runs is null) return;
        var known = changed.All(c => c.State == RunState.Running && runs.Any(r => r.Run.Id == c.Id && r.Run.State == RunState.Running));
        if (known) runs = [.. runs.Select(r => changed.FirstOrDefault(c => c.Id == r.Run.Id) is { } now ? r with { Run = now } : r)];
        else await LoadAsync();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => subscription?.DisposeAsync() ?? ValueTask.CompletedTask;
}
