using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Web.Pages;

namespace RetailOpt.Web.Hosting;

/// <summary>
/// Nobody meets an empty page: in a new home the sample retailer is made, and every live analysis that it is ready for is run.
/// They are runs like any other: listed, followed, cancelled. Whoever deletes the sample does not get it back.
/// </summary>
internal sealed class SampleStarter(IRunQueue queue, IDatasetStore datasets, RunRegistry registry, IInputs inputs, ISettings settings, WebSettings web, ILogger<SampleStarter> log) : BackgroundService
{
    private const string Producer = "sample";
    private const string Done = "sample-made";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!web.Sample || registry.Find(Producer) is null || await settings.GetAsync("", Done, stoppingToken) is not null) return;
        try
        {
            if (await MakeAsync(stoppingToken) is { } dataset) await AnalyseAsync(dataset, stoppingToken);
            await settings.SetAsync("", Done, "true", stoppingToken);
        }
        catch (InputException e)
        {
            log.LogWarning("The sample retailer was not made: {Reason}", e.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { /* the next start goes on */ }
    }

    /// <summary>The sample's dataset; null when it is not wanted here, or could not be made.</summary>
    private async Task<string?> MakeAsync(CancellationToken ct)
    {
        var runs = await queue.ListAsync(50, ct);
        if (runs.FirstOrDefault(r => r.Request.Analysis == Producer && r.DatasetId is not null)?.DatasetId is { } made && datasets.Find(made) is not null) return made;
        if (datasets.List().Count > 0 || runs.Any(r => r.Request.Analysis != Producer)) return null;
        var run = runs.FirstOrDefault(r => r.State is RunState.Queued or RunState.Running) ?? await queue.EnqueueAsync(Request(Producer, []), ct);
        run = await queue.WaitAsync(run.Id, ct);
        if (run.Error is { } error) log.LogWarning("The sample retailer was not made: {Reason}", error);
        return run.DatasetId;
    }

    private async Task AnalyseAsync(string dataset, CancellationToken ct)
    {
        var tables = datasets.Open(dataset).Tables;
        var runs = await queue.ListAsync(50, ct);
        foreach (var runnable in registry.All.OfType<IAnalysis>().Where(a => a.Info.Live && Readiness.Of(a.Info, tables).IsReady).OrderBy(PlaceOf))
        {
            if (runnable.Info.Inputs.FirstOrDefault(i => i.Required && i.Kinds.Contains(InputKind.Source)) is not { } input) continue;
            if (runs.Any(r => r.Request.Analysis == runnable.Info.Key && r.Request.Inputs.Values.Any(i => i.Id == dataset))) continue;
            await queue.EnqueueAsync(Request(runnable.Info.Key, new() { [input.Name] = inputs.Dataset(dataset) }), ct);
        }
    }

    // what a page shows comes first, in the order of the pages
    private static int PlaceOf(IAnalysis analysis) => Features.All.Index().Where(f => f.Item.Analysis == analysis.Info.Key).Select(f => f.Index).DefaultIfEmpty(Features.All.Count).First();

    private RunRequest Request(string key, Dictionary<string, InputRef> given)
    {
        var options = registry.Require(key).Options;
        return new(key, given, options.ToJson(options.Defaults()), 0, Local.Owner);
    }
}

/// <summary>The one person of a dashboard without sign-in.</summary>
internal static class Local
{
    public const string Owner = "local";
}
