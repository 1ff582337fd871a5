using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Cli;

/// <summary>A run ended without a result.</summary>
internal sealed class RunEndedException(RunRecord record) : Exception(record.Error ?? $"The run was {record.State}.")
{
    /// <summary>What the process returns.</summary>
    public int ExitCode => record.State switch
    {
        RunState.Cancelled or RunState.Interrupted => ExitCodes.Interrupted,
        _ => record.BadInput ? ExitCodes.BadInput : ExitCodes.Failed,
    };
}

/// <summary>Queues runs in this process and follows them to their end.</summary>
internal sealed class Runner(Session session, TextWriter error, Interrupts interrupts)
{
    private const string Import = "import";

    /// <summary>Runs a request; its record has a result.</summary>
    /// <exception cref="RunEndedException">It ended without one.</exception>
    public async Task<RunRecord> RunAsync(RunRequest request, CancellationToken ct)
    {
        var queue = await session.WorkAsync(ct);
        var queued = await queue.EnqueueAsync(request, ct);
        return await FollowAsync(queue, queued);
    }

    /// <summary>Follows a queued run of this process to its result.</summary>
    public async Task<RunRecord> FollowAsync(IRunQueue queue, RunRecord queued)
    {
        using var handler = interrupts.Handle(keepBest =>
        {
            error.WriteLine(keepBest ? "Stopping; the best so far is kept. Interrupt again to cancel." : "Cancelling.");
            _ = queue.EndAsync(queued.Id, keepBest);
        });
        var title = session.Registry.Require(queued.Request.Analysis).Info.Title;
        var ended = await ProgressLines.Of(error).FollowAsync(queue, queued.Id, title);
        return ended.State is RunState.Completed or RunState.Stopped ? ended : throw new RunEndedException(ended);
    }

    /// <summary>The dataset of these files: the one that an earlier import made of the same content, else a new one.</summary>
    public async Task<string> ImportAsync(IReadOnlyList<InputRef> files, CancellationToken ct)
    {
        var import = session.Registry.Require(Import);
        var request = Request(import, InputChoice.Number(import.Info.Inputs[0], files), import.Options.Defaults(), 0);
        var known = await EarlierAsync(request, ct);
        if (known is not null) error.WriteLine($"The same content was imported before; dataset {known.DatasetId} is used.");
        var record = known ?? await RunAsync(request, ct);
        foreach (var notice in record.Notices.Where(n => n.Level != NoticeLevel.Info)) error.WriteLine($"import: {Summary.Told(notice)}");
        return record.DatasetId ?? throw new InvalidOperationException($"The import {record.Id} made no dataset.");
    }

    public static RunRequest Request(IRunnable runnable, IReadOnlyDictionary<string, InputRef> inputs, object options, ulong seed) =>
        new(runnable.Info.Key, inputs, runnable.Options.ToJson(options), seed, Environment.UserName);

    private async Task<RunRecord?> EarlierAsync(RunRequest request, CancellationToken ct)
    {
        var wanted = Content(request);
        foreach (var run in await session.Queue.ListAsync(ct: ct))
            if (run is { State: RunState.Completed, DatasetId: { } dataset } && run.Request.Analysis == request.Analysis
                && run.Request.OptionsJson == request.OptionsJson && Content(run.Request) == wanted && session.Datasets.Find(dataset) is not null)
                return run;
        return null;
    }

    private static string Content(RunRequest request) =>
        string.Join('\n', request.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key} {i.Value.Hash} {i.Value.Name}"));
}
