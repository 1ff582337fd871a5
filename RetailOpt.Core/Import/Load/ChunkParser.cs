using System.Text;
using System.Text.Unicode;
using RetailOpt.Core.Import.Parquet;
using RetailOpt.Core.Import.Text;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Import.Load;

/// <summary>A row that was not loaded, and why.</summary>
internal sealed record Reject(string File, long Line, string? Column, string Reason, string Raw);

/// <summary>What came of a chunk: encoded columns per table, their tallies, bad rows, and lines to be reconciled.</summary>
internal sealed class ParsedChunk
{
    public required ColumnChunk[][] Tables { get; init; }
    public required Tally[][] Tallies { get; init; }
    public required List<Reject> Rejects { get; init; }
    /// <summary>One for each row; valid until the next chunk.</summary>
    public required ReadOnlyMemory<ulong> RowHashes { get; init; }
    public required LineCounts Lines { get; init; }
}

/// <summary>Where every physical line went.</summary>
internal readonly record struct LineCounts(long Header, long Rows, long Rejected, long Blank, long Continued)
{
    public long Total => Header + Rows + Rejected + Blank + Continued;
    public static LineCounts operator +(LineCounts a, LineCounts b) =>
        new(a.Header + b.Header, a.Rows + b.Rows, a.Rejected + b.Rejected, a.Blank + b.Blank, a.Continued + b.Continued);
}

/// <summary>A chunk holds bytes that are not UTF-8 though the file's beginning was.</summary>
internal sealed class NotUtf8Exception(byte[] sample) : Exception
{
    public byte[] Sample => sample;
}

/// <summary>Parses chunks of one file; one parser for each thread. What it makes depends on the chunk alone.</summary>
internal sealed class ChunkParser(FilePlan plan, IReadOnlyList<LoadLayout> layouts, int fileNumber)
{
    private readonly TableBuilder[] _tables = [.. layouts.Select(l => new TableBuilder(l, fileNumber))];
    private readonly bool[] _skips = new bool[layouts.Count];
    private readonly int _width = plan.Sample.Header.Count;
    private readonly byte _delimiter = plan.Sample.Delimiter;
    private readonly Row _row = new();
    private List<Reject> _rejects = [];
    private ulong[] _hashes = new ulong[4096];
    private long _headers, _rows, _blank, _continued;

    /// <param name="chunk">Whole records.</param>
    /// <param name="headers">Records at its beginning that are title and header.</param>
    public ParsedChunk Parse(Chunk chunk, int headers)
    {
        if (!Utf8.IsValid(chunk.Text)) throw new NotUtf8Exception(chunk.Text.ToArray());
        (_rejects, _headers, _rows, _blank, _continued) = ([], 0, 0, 0, 0);
        var line = chunk.FirstLine;
        for (var at = 0; at < chunk.Length;)
        {
            Records.TryFind(chunk.Text, at, _delimiter, last: true, out var end, out var shape);
            var record = chunk.Text[at..end];
            var lines = shape == RecordShape.Quoted ? Math.Max(1, record.TrimEnd((byte)'\n').Count((byte)'\n') + 1) : 1;
            if (headers > 0) { headers--; _headers += lines; }
            else
            {
                _continued += lines - 1;
                Take(chunk, at, end, shape, line);
            }
            line += lines;
            at = end;
        }
        var tallies = layouts.Select(l => l.Columns.Select(c => new Tally(c)).ToArray()).ToArray();
        return new ParsedChunk
        {
            Tables = [.. _tables.Select((t, i) => t.Encode(tallies[i]))],
            Tallies = tallies,
            Rejects = _rejects,
            RowHashes = _hashes.AsMemory(0, (int)_rows),
            Lines = new(_headers, _rows, _rejects.Count, _blank, _continued),
        };
    }

    private void Take(Chunk chunk, int start, int end, RecordShape shape, long line)
    {
        var record = chunk.Text[start..end];
        var cut = chunk.EndsOpen && end == chunk.Length;
        if (shape == RecordShape.Broken) { Refuse(record, line, null, cut ? "the file ends inside quotes that were opened here" : "the quotes in this line do not close"); return; }
        var bare = record.TrimEnd("\r\n"u8);
        _row.Split(chunk.Buffer, start, bare.Length, _delimiter, shape == RecordShape.Quoted);
        if (_row.IsBlank) { _blank++; return; }
        if (!_row.Fits(_width))
        {
            Refuse(record, line, null, cut && _row.Count < _width ? "the file ends in the middle of this line" : $"has {_row.Count} cells where the header has {_width}");
            return;
        }
        if (!TryAdd(record, line)) return;
        if (_rows == _hashes.Length) Array.Resize(ref _hashes, _hashes.Length * 2);
        _hashes[_rows++] = Hashing.Of(bare);
    }

    private bool TryAdd(ReadOnlySpan<byte> record, long line)
    {
        if (_tables[0].MissingKey(_row) is { } key) { Refuse(record, line, key, $"has no {key}"); return false; }
        for (var i = 0; i < _tables.Length; i++)
        {
            if (_skips[i] = _tables[i].Skips(_row)) continue;
            var failure = _tables[i].TryValues(_row, out var header);
            if (failure == Failure.None) continue;
            while (--i >= 0) if (!_skips[i]) _tables[i].PopValues();
            Refuse(record, line, plan.Sample.Header[header], $"'{Encoding.UTF8.GetString(_row[header])}' {Cells.Say(failure)}");
            return false;
        }
        for (var i = 0; i < _tables.Length; i++) if (!_skips[i]) _tables[i].Complete(_row, line);
        return true;
    }

    private void Refuse(ReadOnlySpan<byte> record, long line, string? column, string reason)
    {
        var raw = Encoding.UTF8.GetString(record[..Math.Min(record.Length, 4 * ImportLimits.RawCharacters)]).TrimEnd('\r', '\n');
        if (raw.Length > ImportLimits.RawCharacters) raw = raw[..ImportLimits.RawCharacters];
        _rejects.Add(new Reject(plan.Source.Name, line, column, reason, raw));
    }
}
