using System.Text.Json;
using Microsoft.Extensions.Logging;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>
/// Looks at the work folders of other processes on the same home. A folder whose lock is held belongs to a live run and is only read.
/// A folder whose lock can be taken was left by a process that ended: its commit is carried through if it had begun, else the run,
/// going or still waiting, is recorded as interrupted.
/// </summary>
internal sealed class RunRecovery(Home home, RunHistory history, RunCommit commit, IDatasetStore datasets, TimeProvider clock, ILogger<RunRecovery> log)
{
    private static readonly TimeSpan Newborn = TimeSpan.FromMinutes(1);
    private readonly Lock _sweeping = new();

    /// <summary>The runs that are alive in other processes; <paramref name="mine"/> tells which are this one's.</summary>
    public IReadOnlyList<RunRecord> Sweep(Func<string, bool> mine)
    {
        // while one thread settles a dead run it holds its lock, and another would take it for alive
        lock (_sweeping) return Look(mine);
    }

    private List<RunRecord> Look(Func<string, bool> mine)
    {
        var alive = new List<RunRecord>();
        foreach (var path in WorkFolder.Paths(home))
        {
            if (mine(Path.GetFileName(path))) continue;
            try
            {
                if (Look(path) is { } record) alive.Add(record);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
            {
                log.LogWarning(e, "The work folder {Folder} could not be looked at; it is left as it is.", path);
            }
        }
        return alive;
    }

    private RunRecord? Look(string path)
    {
        // its process is between making the folder and writing its request, and its lock must not be in the way of it
        if (!File.Exists(WorkFolder.RequestOf(path)) && !history.Exists(Path.GetFileName(path)) && clock.GetUtcNow() - Directory.GetCreationTimeUtc(path) < Newborn) return null;
        using var taken = WorkFolder.TryTake(path);
        if (taken is null) return ReadAlive(path);
        Settle(taken);
        return null;
    }

    private static RunRecord? ReadAlive(string path)
    {
        var record = JsonFile.Read<RunRecord>(WorkFolder.RequestOf(path));
        return record is { State: RunState.Running } ? record with { Progress = JsonFile.Read<RunProgress>(WorkFolder.ProgressOf(path)) } : record;
    }

    private void Settle(WorkFolder folder)
    {
        var finished = JsonFile.Read<RunRecord>(RunHistory.RecordOf(folder.Output));
        if (history.Exists(folder.Id)) folder.Remove();
        else if (finished is not null && (finished.DatasetId is not { } dataset || datasets.Find(dataset) is not null)) commit.Finish(folder);
        else if (JsonFile.Read<RunRecord>(folder.Request) is { } record) Interrupt(folder, record);
        else folder.Remove();
    }

    private void Interrupt(WorkFolder folder, RunRecord record)
    {
        var sign = new[] { folder.Progress, folder.Events, folder.Checkpoint, folder.Request }.Where(File.Exists).Max(File.GetLastWriteTimeUtc);
        log.LogWarning("Run {Run} of {Analysis} was interrupted: its process ended.", record.Id, record.Request.Analysis);
        commit.WithoutResult(folder, record with
        {
            State = RunState.Interrupted,
            Ended = sign,
            Progress = JsonFile.Read<RunProgress>(folder.Progress),
            Error = record.State == RunState.Queued ? "Its process ended before it began." : "Its process ended while it was going.",
        });
    }
}
