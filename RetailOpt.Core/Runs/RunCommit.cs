using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>
/// Turns a work folder into a run's folder. run.json is written last and the folder is renamed whole, so a run is there or it is not;
/// once run.json lies in the output, a killed commit is carried through at the next start.
/// </summary>
internal sealed class RunCommit(Home home, RunHistory history)
{
    public const string ReportFile = "report.md", TablesFolder = "tables", DocumentsFolder = "documents", EventsFile = "events.jsonl", CheckpointFile = "checkpoint.json";

    /// <summary>A run with a result: its tables and report lie in the output already.</summary>
    public void WithResult(WorkFolder folder, RunRecord record, Action? commitDataset)
    {
        Copy(folder.Events, folder.Output, EventsFile);
        JsonFile.Write(RunHistory.RecordOf(folder.Output), record);
        commitDataset?.Invoke();
        Finish(folder);
    }

    /// <summary>A run without a result: only its record, what it logged and, where it may be resumed, its checkpoint.</summary>
    public void WithoutResult(WorkFolder folder, RunRecord record)
    {
        foreach (var part in Directory.EnumerateDirectories(folder.Path)) Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(folder.Output);
        Copy(folder.Events, folder.Output, EventsFile);
        if (record.State is RunState.Interrupted or RunState.Failed) Copy(folder.Checkpoint, folder.Output, CheckpointFile);
        JsonFile.Write(RunHistory.RecordOf(folder.Output), record);
        Finish(folder);
    }

    /// <summary>The last step, also of a commit that a killed process had begun.</summary>
    public void Finish(WorkFolder folder)
    {
        if (!history.Exists(folder.Id)) Directory.Move(folder.Output, Path.Combine(home.Runs, folder.Id));
        try
        {
            folder.Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the run is there; what is left of its work goes at the next start
        }
    }

    private static void Copy(string from, string folder, string name)
    {
        if (File.Exists(from)) File.Copy(from, Path.Combine(folder, name), overwrite: true);
    }
}
