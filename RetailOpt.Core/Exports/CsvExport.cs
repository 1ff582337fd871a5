using System.Buffers;
using System.Text;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>
/// Writes a table as CSV by RFC 4180: commas, CRLF, UTF-8, the columns' keys as header. An empty cell is nothing, an empty text is "".
/// Text that a spreadsheet would take for a formula is guarded (see <see cref="CsvText"/>).
/// </summary>
internal static class CsvExport
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the header and all rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">Stays open.</param>
    /// <param name="mark">Whether to begin with a byte order mark, by which Excel knows UTF-8.</param>
    /// <param name="ct">Ends it between rows.</param>
    public static async Task WriteAsync(IResultTable table, Stream target, bool mark, CancellationToken ct)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(mark), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', table.Schema.Columns.Select(c => Quoted(CsvText.Guard(c.Key)))));
        var rows = 0L;
        foreach (var row in table.Read())
        {
            if ((++rows & 1023) == 0) ct.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++)
            {
                if (i > 0) writer.Write(',');
                writer.Write(Field(row[i]));
            }
            writer.WriteLine();
        }
        await writer.FlushAsync(ct);
    }

    private static string Field(object? cell) => cell is string text ? (text.Length == 0 ? "\"\"" : Quoted(CsvText.Guard(text))) : Cells.Text(cell);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(Special) || text.StartsWith(' ') || text.EndsWith(' ') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
