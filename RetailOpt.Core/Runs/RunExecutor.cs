using Microsoft.Extensions.Logging;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>Runs one run from its inputs to its folder, and records how it ended.</summary>
internal sealed class RunExecutor(
    RetailOptSettings settings, Home home, Inputs inputs, IRunOutput output, RunCommit commit, RunFeed feed, TimeProvider clock, ILogger<RunExecutor> log)
{
    /// <summary>Returns when the run has ended, with its last record, which is on disk if the disk took it.</summary>
    /// <param name="run">The run, claimed by the caller.</param>
    /// <param name="shutdown">The process ends: the run is interrupted, not cancelled.</param>
    public async Task<RunRecord> RunAsync(LiveRun run, CancellationToken shutdown)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(run.Token, shutdown);
        try
        {
            end.Token.ThrowIfCancellationRequested();
            return await ToResultAsync(run, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return run.Token.IsCancellationRequested
                ? WithoutResult(run, RunState.Cancelled, null)
                : WithoutResult(run, RunState.Interrupted, "Its process ended while it was going.");
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {Run} of {Analysis} failed.", run.Id, run.Record.Request.Analysis);
            return WithoutResult(run, RunState.Failed, Failure.Text(e, home), Failure.IsBadInput(e));
        }
    }

    /// <summary>Records the end of a run that never began or has no result.</summary>
    public RunRecord WithoutResult(LiveRun run, RunState state, string? error, bool badInput = false)
    {
        var last = run.Record with { State = state, Error = error, BadInput = badInput, Ended = clock.GetUtcNow() };
        try
        {
            commit.WithoutResult(run.Folder, last);
        }
        catch (Exception e)
        {
            // whatever it is, it must not end the worker: the work folder stays, so the next start records the run as interrupted; until then this process tells the truth
            log.LogError(e, "The end of run {Run} could not be written.", run.Id);
            last = last with { Error = $"{error} The record of this run could not be written: {Failure.Text(e, home)}".TrimStart() };
        }
        return last;
    }

    private async Task<RunRecord> ToResultAsync(LiveRun run, CancellationToken ct)
    {
        var meter = new ProgressMeter(clock);
        run.Begin(clock.GetUtcNow(), meter);
        Directory.CreateDirectory(run.Folder.Output);
        using var work = new RunWork(run, meter, feed, clock, settings.Threads);
        var (report, draft) = await ReportAsync(run, work, ct).ConfigureAwait(false);
        var tables = await WriteTablesAsync(run, report, work, ct).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(run.Folder.Output, RunCommit.ReportFile), report.Markdown, ct).ConfigureAwait(false);
        await WriteDocumentsAsync(run, report, ct).ConfigureAwait(false);
        var dataset = draft is null ? null : await draft.FinishAsync(ct).ConfigureAwait(false);
        var last = run.Record with
        {
            State = work.WasStopped ? RunState.Stopped : RunState.Completed,
            Ended = clock.GetUtcNow(),
            Progress = null,
            Kpis = report.Kpis,
            Notices = [.. report.Notices, .. CutSeries(work), .. Known(dataset, run.Id)],
            Tables = tables,
            Documents = [.. report.Documents.Select(d => d.Name)],
            DatasetId = dataset?.Id,
        };
        work.Dispose();
        ct.ThrowIfCancellationRequested();
        commit.WithResult(run.Folder, last, draft is null ? null : draft.Commit);
        return last;
    }

    private async Task<(Report Report, IDatasetDraft? Draft)> ReportAsync(LiveRun run, RunWork work, CancellationToken ct)
    {
        var given = inputs.Open(run.Runnable.Info, run.Record.Request.Inputs);
        switch (run.Runnable)
        {
            case IAnalysis analysis:
                var model = await analysis.LoadAsync(given, run.Options, work, ct).ConfigureAwait(false);
                var result = analysis.Solve(model, run.Options, work, ct);
                return (analysis.Report(result, run.Options), null);
            case IDatasetProducer producer:
                var draft = output.NewDataset(Path.Combine(run.Folder.Path, "dataset"), run.Record);
                return (await producer.ProduceAsync(given, run.Options, draft, work, ct).ConfigureAwait(false), draft);
            default:
                throw new NotSupportedException($"{run.Runnable.GetType()} is neither an analysis nor a producer of datasets.");
        }
    }

    private async Task<IReadOnlyList<StoredTable>> WriteTablesAsync(LiveRun run, Report report, RunWork work, CancellationToken ct)
    {
        var stored = new List<StoredTable>();
        foreach (var table in report.Tables)
        {
            work.Report(null, "Writing results", table.Schema.Title);
            stored.Add(await output.WriteAsync(table, Path.Combine(run.Folder.Output, RunCommit.TablesFolder, table.Schema.Name + ".parquet"), ct).ConfigureAwait(false));
        }
        return stored;
    }

    private async Task WriteDocumentsAsync(LiveRun run, Report report, CancellationToken ct)
    {
        if (report.Documents.Count == 0) return;
        var folder = Directory.CreateDirectory(Path.Combine(run.Folder.Output, RunCommit.DocumentsFolder)).FullName;
        foreach (var document in report.Documents) await File.WriteAllTextAsync(Path.Combine(folder, document.Name), document.Text(clock.GetUtcNow()), ct).ConfigureAwait(false);
    }

    private static IEnumerable<Notice> Known(DatasetManifest? dataset, string run)
    {
        if (dataset is not null && dataset.RunId != run) yield return new(NoticeLevel.Info, $"The same content is there already as the dataset '{dataset.Name}' ({dataset.Id}); it was not stored twice.");
    }

    private static IEnumerable<Notice> CutSeries(RunWork work)
    {
        if (work.EventsDropped > 0)
            yield return new(NoticeLevel.Warning, $"The live series were kept for their first {RunWork.MostEvents:N0} rows; the rows after them were not.", work.EventsDropped);
    }
}
