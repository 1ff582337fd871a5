using System.Text.Json;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>Every row that was not loaded. However many they are, they lie in a file of the work folder and are read from there.</summary>
internal sealed class RejectList(string folder) : IDisposable
{
    private readonly FileStream _file = new(Path.Combine(folder, "rejects.jsonl"), FileMode.Create, FileAccess.ReadWrite, FileShare.Read);

    public long Count { get; private set; }
    public string? First { get; private set; }

    public void Add(Reject reject)
    {
        Count++;
        First ??= $"{reject.File}, line {reject.Line}{(reject.Column is null ? "" : $", column {reject.Column}")}: {reject.Reason}";
        JsonSerializer.Serialize(_file, reject);
        _file.WriteByte((byte)'\n');
    }

    /// <summary>Where the list stands, to come back to when a file must be read again.</summary>
    public (long Count, long Position, string? First) Mark => (Count, _file.Position, First);

    public void Return((long Count, long Position, string? First) mark)
    {
        _file.SetLength(mark.Position);
        _file.Position = mark.Position;
        (Count, First) = (mark.Count, mark.First);
    }

    private static readonly TableLayout<(long Number, Reject Row)> Layout = new TableLayout<(long Number, Reject Row)>("REJECTS", "Rows that were not loaded")
        .Integer("NUMBER", "No.", r => r.Number).Text("FILE", "File", r => r.Row.File).Integer("LINE", "Line", r => r.Row.Line)
        .Text("COLUMN", "Column", r => r.Row.Column).Text("REASON", "Reason", r => r.Row.Reason).Text("RAW", "The line as it was", r => r.Row.Raw)
        .OrderBy("NUMBER").IdentifiedBy("FILE", "LINE");

    /// <summary>The rows, read from the work folder whenever they are asked for.</summary>
    public IResultTable Table()
    {
        _file.Flush();
        return Layout.Of(Read(_file.Name), Count);
    }

    private static IEnumerable<(long, Reject)> Read(string path)
    {
        var number = 0L;
        foreach (var line in File.ReadLines(path)) yield return (++number, JsonSerializer.Deserialize<Reject>(line)!);
    }

    public void Dispose() => _file.Dispose();
}
