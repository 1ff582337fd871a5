using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Runs;
using RetailOpt.Web.Pages.Compare;

namespace RetailOpt.Web.Pages.Runs;

/// <summary>The list of runs, live; its filters stand in the address.</summary>
public sealed partial class RunsPage : IAsyncDisposable
{
    private const int Limit = 500;
    private static readonly Dictionary<string, object?> SearchAttributes = new() { ["aria-label"] = "Search runs" };

    private IReadOnlyList<RunItem>? runs;
    private RunSubscription? subscription;

    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IRunQueue Queue { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private TimeProvider Clock { get; set; } = default!;

    private string? search => Query["q"];
    private string analysis => Query["analysis"] ?? "";
    private string state => Query["state"] ?? "";

    private IEnumerable<(string Key, string Title)> Analyses => runs!.Select(r => r.Run.Request.Analysis).Distinct().Select(k => (k, Registry.Find(k)?.Info.Title ?? k)).OrderBy(a => a.Item2, StringComparer.CurrentCulture);

    private RunItem[] Shown => [.. runs!.Where(r =>
        (analysis.Length == 0 || r.Run.Request.Analysis == analysis)
        && (state.Length == 0 || r.Run.State.ToString() == state)
        && (string.IsNullOrWhiteSpace(search) || r.Title.Contains(search, StringComparison.CurrentCultureIgnoreCase)))];

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        subscription = new RunSubscription(Queue, null, _ => InvokeAsync(LoadAsync), Clock);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        runs = await Library.RunsAsync(Limit);
        StateHasChanged();
    }

    private string[] Chosen => (Query["chosen"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Why the chosen runs cannot be compared, or null.</summary>
    private string? Hindrance => Chosen.Length < 2 ? "Choose one more." : Chosen.Length > Comparison.Most ? $"At most {Comparison.Most} runs."
        : runs!.Where(r => Chosen.Contains(r.Run.Id)).Select(r => r.Run.Request.Analysis).Distinct().Count() > 1 ? "Choose runs of one analysis." : null;

    private void Choose(RunItem item, bool chosen) => Set("chosen", string.Join(',', chosen ? Chosen.Append(item.Run.Id) : Chosen.Where(id => id != item.Run.Id)));

    private void Set(string key, string? value) => Query.Set((key, value));

    // the filters and the choice stand in the address, which changes a moment after it was asked to
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        return subscription?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
