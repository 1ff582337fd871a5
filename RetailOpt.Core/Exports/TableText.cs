using System.Text;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>A table that is not part of a run as text, to be taken away from a page.</summary>
public static class TableText
{
    /// <summary>Rows that are written at most: a longer table is taken from a saved run.</summary>
    public const int MostRows = 100_000;

    /// <summary>The table as CSV, by the rules of every CSV of ours, without a byte order mark.</summary>
    /// <exception cref="ArgumentException">The table has more than <see cref="MostRows"/> rows.</exception>
    public static async Task<string> CsvAsync(IResultTable table, CancellationToken ct)
    {
        if (table.Count > MostRows) throw new ArgumentException($"{table.Schema.Name} has {table.Count} rows; at most {MostRows} are written as text.", nameof(table));
        using var text = new MemoryStream();
        await CsvExport.WriteAsync(table, text, mark: false, ct).ConfigureAwait(false);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
