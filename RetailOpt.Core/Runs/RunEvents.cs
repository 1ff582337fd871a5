using System.Text.Json;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>A row of a live series: when it was logged, and the row.</summary>
public sealed record SeriesRow(DateTimeOffset Time, JsonElement Row);

/// <summary>The live series of runs, while they go and after they ended.</summary>
public interface IRunEvents
{
    /// <summary>The rows of a series in the order in which they were logged; empty when there are none.</summary>
    IReadOnlyList<SeriesRow> Read(string runId, string series);
}

internal sealed class RunEvents(Home home) : IRunEvents
{
    public IReadOnlyList<SeriesRow> Read(string runId, string series)
    {
        if (!Ids.IsId(runId)) return [];
        var rows = new List<SeriesRow>();
        foreach (var line in Lines(Path.Combine(home.Runs, runId)) ?? Lines(Path.Combine(home.Work, runId)) ?? [])
            if (Parse(line) is { } e && e.Series == series) rows.Add(new(e.Time, e.Row));
        return rows;
    }

    private static IEnumerable<string>? Lines(string folder)
    {
        var path = Path.Combine(folder, RunCommit.EventsFile);
        return File.Exists(path) ? ReadLines(path) : null;
    }

    private static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line) yield return line;
    }

    // the last line may be cut: its process writes it now, or was killed while it did
    private static RunEvent<JsonElement>? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent<JsonElement>>(line, JsonFile.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
