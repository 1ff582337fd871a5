using System.Text;
using System.Text.Unicode;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Mapping;
using RetailOpt.Core.Import.Text;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Given;

/// <summary>One source as a small table: finds the columns, splits the rows, reads the numbers.</summary>
internal sealed class GivenText
{
    private readonly TextHead _head;
    private readonly (GivenColumn Column, int At)[] _columns;
    private readonly List<(long Line, string[] Cells)> _rows = [];
    private readonly List<(long Line, string Why)> _broken = [];
    private readonly List<(int Start, int Length, bool Quoted)> _cells = [];
    private readonly int _mostRows;
    private byte[] _scratch = [];

    private GivenText(TextHead head, GivenLayout layout, int mostRows) => (_head, _columns, _mostRows) = (head, Locate(head, layout), mostRows);

    public static GivenTable Read(Source source, GivenLayout layout, int mostRows, CancellationToken ct)
    {
        var head = TextHead.Read(source, [.. layout.Columns.SelectMany(c => c.Aliases.Append(c.Name))]);
        var text = new GivenText(head, layout, mostRows);
        // only now a byte may show that the beginning, which was plain ASCII, did not tell the encoding
        if (text.Split(ct) is { } other) return Read(source with { Encoding = other }, layout, mostRows, ct);
        return new(source.Name, source.IsMade ? "row" : "line", [.. text._columns.Select(c => c.Column.Name)], text.Rows(), text._broken);
    }

    /// <summary>Where the columns stand.</summary>
    private static (GivenColumn, int)[] Locate(TextHead head, GivenLayout layout)
    {
        string[] header = [.. head.Header.Select(Headers.Normal)];
        var found = layout.Columns.Select(c => (Column: c, At: At(c))).Where(c => c.At >= 0).ToArray();
        var missing = layout.Columns.Where(c => c.Required && !found.Any(f => f.Column == c)).Select(c => c.Name).ToArray();
        if (missing.Length == 0) return found;
        var strange = head.Header.Where((h, i) => h.Length > 0 && !found.Any(f => f.At == i)).Take(20).ToArray();
        throw new InputException($"{head.Source.Name} has no column {string.Join(" and no column ", missing)}. It needs {string.Join(", ", layout.Columns.Where(c => c.Required).Select(c => c.Name))}; "
            + (strange.Length == 0 ? $"it has only {string.Join(", ", head.Header)}." : $"not known in it: {string.Join(", ", strange)}. Rename the header."));

        int At(GivenColumn column)
        {
            string[] names = [.. column.Aliases.Prepend(column.Name).Select(Headers.Normal)];
            var places = Enumerable.Range(0, header.Length).Where(i => names.Contains(header[i])).ToArray();
            if (places.Length > 1) throw new InputException($"{head.Source.Name} has {places.Length} columns that can be {column.Name}: {string.Join(", ", places.Select(i => head.Header[i]))}. Keep one.");
            return places.Length == 0 ? -1 : places[0];
        }
    }

    /// <summary>Splits all rows; the encoding to read it with instead, where it shows only now.</summary>
    private string? Split(CancellationToken ct)
    {
        using var text = _head.Source.OpenText();
        var cutter = new ChunkCutter(text, _head.Delimiter, _head.Source.Name);
        var (header, bytes) = (_head.HeaderRecords, 0L);
        while (cutter.Next(ct) is { } chunk)
        {
            using (chunk)
            {
                if (!Utf8.IsValid(chunk.Text)) return OtherEncoding(chunk.Text);
                if ((bytes += chunk.Length) > ImportLimits.GivenBytes) throw new InputException($"{_head.Source.Name}: longer than {ImportLimits.GivenBytes >> 20} MB, the most that is read of such a table.");
                Split(chunk, ref header);
            }
        }
        return null;
    }

    private string OtherEncoding(ReadOnlySpan<byte> text) =>
        _head.Source is { IsMade: false, Encoding: "utf-8", Mark: 0 } && Encodings.Sniff(text, whole: true).Name is var name and not "utf-8" ? name
        : throw new InputException($"{_head.Source.Name}: its bytes are neither UTF-8 nor another known encoding. Save it as UTF-8.");

    private void Split(Chunk chunk, ref int header)
    {
        var line = chunk.FirstLine;
        for (int at = 0, end; at < chunk.Length; at = end)
        {
            Records.TryFind(chunk.Text, at, _head.Delimiter, last: true, out end, out var shape);
            var record = chunk.Text[at..end];
            var first = line;
            line += record.Count((byte)'\n');
            if (shape == RecordShape.Broken) _broken.Add((first, "the quotes in it do not close"));
            else if (header > 0) header--;
            else Take(record, first);
        }
    }

    private void Take(ReadOnlySpan<byte> record, long line)
    {
        var count = Records.Split(record, _head.Delimiter, _cells);
        if (!AnyFrom(record, 0)) return;
        if (AnyFrom(record, _head.Header.Count)) { _broken.Add((line, $"it has {count} cells where the header has {_head.Header.Count}")); return; }
        if (_rows.Count == _mostRows) throw new InputException($"{_head.Source.Name}: more than {_mostRows:N0} rows, the most that is read of such a table.");
        var row = new string[_columns.Length];
        for (var i = 0; i < row.Length; i++) row[i] = _columns[i].At < count ? Text(record, _cells[_columns[i].At], _columns[i].Column.Type) : "";
        _rows.Add((line, row));
    }

    private bool AnyFrom(ReadOnlySpan<byte> record, int first)
    {
        for (var i = first; i < _cells.Count; i++)
            if (Cells.Trim(record.Slice(_cells[i].Start, _cells[i].Length)).Length > 0) return true;
        return false;
    }

    private string Text(ReadOnlySpan<byte> record, (int Start, int Length, bool Quoted) cell, ColumnType type)
    {
        var bytes = record.Slice(cell.Start, cell.Length);
        var text = Encoding.UTF8.GetString(cell.Quoted ? Records.Unquote(bytes, ref _scratch) : bytes).Trim();
        return type == ColumnType.Text && !_head.Source.IsMade ? CsvText.Restore(text) : text;
    }

    private List<GivenRow> Rows()
    {
        var evidence = new FormatEvidence();
        foreach (var (_, cells) in _rows)
            for (var i = 0; i < cells.Length; i++)
                if (_columns[i].Column.Type != ColumnType.Text) evidence.AddNumber(Encoding.UTF8.GetBytes(cells[i]));
        var places = Enumerable.Range(0, _columns.Length).ToDictionary(i => _columns[i].Column.Name, i => i, StringComparer.Ordinal);
        return [.. _rows.Select(r => new GivenRow(r.Line, places, [.. r.Cells.Select((c, i) => Cell(c, _columns[i].Column.Type, evidence.CommaLeads))]))];
    }

    private static GivenCell Cell(string text, ColumnType type, bool comma)
    {
        var bytes = type == ColumnType.Text ? [] : Encoding.UTF8.GetBytes(text);
        return new(text, bytes.Length > 0 && Numbers.Real(bytes, comma, out var number) == Failure.None ? number : double.NaN);
    }
}
