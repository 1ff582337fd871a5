using System.Text;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Mapping;

namespace RetailOpt.Core.Import.Text;

/// <summary>The beginning of a table of text: its delimiter, its header and its first rows.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Delimiter">Separates cells.</param>
/// <param name="Header">Names of the columns; those without a name at the end are left out.</param>
/// <param name="HeaderRecords">Records up to and with the header; those before it are a title and skipped.</param>
/// <param name="Rows">First rows after the header.</param>
internal sealed record TextHead(Source Source, byte Delimiter, IReadOnlyList<string> Header, int HeaderRecords, IReadOnlyList<string[]> Rows)
{
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];
    private const int TitleRecords = 20;

    /// <exception cref="InputException">There is no header, or one that is too wide.</exception>
    public static TextHead Read(Source source, IReadOnlyCollection<string> knownHeaders)
    {
        var (text, whole) = Head(source);
        if (text.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0) throw new InputException($"{source.Name} is empty.");
        var (delimiter, records) = source.IsMade ? ((byte)',', Split(text, (byte)',', whole)) : Delimiters.Select(d => (Delimiter: d, Records: Split(text, d, whole))).MaxBy(c => Fit(c.Records));
        if (records.Count == 0) throw new InputException($"{source.Name}: the first line is longer than {ImportLimits.SampleBytes >> 10} KB. {ColumnLimit}");
        var widest = records.Take(TitleRecords).Max(r => r.Length);
        if (widest > ImportLimits.Columns) throw new InputException($"{source.Name} has {widest:N0} columns. {ColumnLimit}");
        var at = HeaderAt(records, knownHeaders);
        string[] header = [.. records[at].Select(h => h.Trim())];
        while (header.Length > 1 && header[^1].Length == 0) header = header[..^1];
        return new(source, delimiter, header, at + 1, [.. records.Skip(at + 1).Where(r => r.Any(c => c.Length > 0)).Take(ImportLimits.SampleRecords)]);
    }

    private static string ColumnLimit => $"At most {ImportLimits.Columns:N0} columns are read: is it a table with one row per sale or item?";

    private static (byte[] Text, bool Whole) Head(Source source)
    {
        using var stream = source.OpenText();
        var text = new byte[ImportLimits.SampleBytes];
        var read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return (text[..read], read < text.Length);
    }

    private static List<string[]> Split(byte[] text, byte delimiter, bool whole)
    {
        var records = new List<string[]>();
        var cells = new List<(int Start, int Length, bool Quoted)>();
        byte[] scratch = [];
        for (var at = 0; at < text.Length && records.Count < ImportLimits.SampleRecords + TitleRecords;)
        {
            if (!Records.TryFind(text, at, delimiter, whole, out var end, out var shape)) break;
            var record = text.AsSpan(at, end - at);
            at = end;
            if (shape == RecordShape.Broken) continue;
            var row = new string[Records.Split(record, delimiter, cells)];
            for (var i = 0; i < row.Length; i++)
            {
                var cell = record.Slice(cells[i].Start, cells[i].Length);
                row[i] = Encoding.UTF8.GetString(cells[i].Quoted ? Records.Unquote(cell, ref scratch) : cell).Trim();
            }
            records.Add(row);
        }
        return records;
    }

    /// <summary>How well a delimiter explains the text: many cells, the same number in each record.</summary>
    private static double Fit(List<string[]> records)
    {
        var sample = records.Where(r => r.Any(c => c.Length > 0)).Take(100).ToArray();
        if (sample.Length == 0) return 0;
        var common = sample.GroupBy(r => r.Length).MaxBy(g => g.Count() * Math.Log(1 + g.Key))!;
        return common.Key == 1 ? 0 : (double)common.Count() / sample.Length * Math.Log(1 + common.Key);
    }

    /// <summary>The record that names the most known columns; the first that is not blank where none does.</summary>
    private static int HeaderAt(List<string[]> records, IReadOnlyCollection<string> known)
    {
        var names = known.Select(Headers.Normal).ToHashSet(StringComparer.Ordinal);
        int best = -1, most = 0;
        for (var i = 0; i < Math.Min(records.Count, TitleRecords); i++)
        {
            var hits = records[i].Select(Headers.Normal).Distinct().Count(h => h.Length > 0 && (names.Contains(h) || Headers.IsKnown(h)));
            if (hits > most) (best, most) = (i, hits);
        }
        return best >= 0 ? best : records.FindIndex(r => r.Any(c => c.Length > 0));
    }
}
