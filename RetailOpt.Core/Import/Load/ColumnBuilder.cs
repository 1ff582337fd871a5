using System.Buffers;
using System.Runtime.InteropServices;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Import.Parquet;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>Gathers the cells of one column of one chunk and encodes them. Reused from chunk to chunk.</summary>
internal abstract class ColumnBuilder(Column column)
{
    private readonly ArrayBufferWriter<byte> _page = new(), _dictionaryPage = new(), _hashed = new();
    private byte[] _present = new byte[4096];

    public Column Column => column;
    public int Rows { get; private set; }
    public int Nulls { get; private set; }
    /// <summary>Rows that have a value.</summary>
    protected int Values => Rows - Nulls;

    /// <summary>Adds a trimmed cell; an empty one is null. On failure nothing is added.</summary>
    public Failure Append(ReadOnlySpan<byte> cell)
    {
        var nothing = IsNothing(cell);
        if (!nothing && Parse(cell) is var failure and not Failure.None) return failure;
        Added(!nothing);
        return Failure.None;
    }

    public void AppendNull() => Added(false);

    /// <summary>Takes back the last cell, since its row was refused.</summary>
    public void Pop()
    {
        if (_present[--Rows] == 0) Nulls--;
    }

    /// <summary>Encodes what was gathered, adds it to the tally and begins anew. The result is valid until the next chunk is begun.</summary>
    public ColumnChunk Encode(Tally tally)
    {
        tally.Rows += Rows;
        tally.Empty += Nulls;
        var chunk = Finish(tally);
        Rows = Nulls = 0;
        return chunk;
    }

    protected virtual bool IsNothing(ReadOnlySpan<byte> cell) => Cells.IsNothing(cell);

    /// <summary>Puts the value of a cell at the position <see cref="Values"/>.</summary>
    protected abstract Failure Parse(ReadOnlySpan<byte> cell);
    protected abstract ColumnChunk Finish(Tally tally);

    protected void Added(bool present)
    {
        if (Rows == _present.Length) Array.Resize(ref _present, Rows * 2);
        _present[Rows++] = (byte)(present ? 1 : 0);
        if (!present) Nulls++;
    }

    protected bool Has(int row) => _present[row] != 0;

    protected static void Room<T>(ref T[] values, int count)
    {
        if (count >= values.Length) Array.Resize(ref values, Math.Max(4096, count * 2));
    }

    /// <summary>A data page that begins with the rows that have a value.</summary>
    protected ArrayBufferWriter<byte> Page()
    {
        _page.ResetWrittenCount();
        Packing.Levels(_page, _present.AsSpan(0, Rows), Nulls == 0);
        return _page;
    }

    /// <summary>The first stream of the logical hash.</summary>
    protected virtual ReadOnlyMemory<byte> Shape => _present.AsMemory(0, Rows);

    /// <summary>The second stream of the logical hash: the values that are there.</summary>
    protected ArrayBufferWriter<byte> Hashed()
    {
        _hashed.ResetWrittenCount();
        return _hashed;
    }

    protected ArrayBufferWriter<byte> DictionaryPage()
    {
        _dictionaryPage.ResetWrittenCount();
        return _dictionaryPage;
    }

    protected ColumnChunk Plain(byte[]? min = null, byte[]? max = null, int encoding = ColumnChunk.Plain) =>
        new(null, 0, _page.WrittenMemory, encoding, Rows, Nulls, min, max, Shape, _hashed.WrittenMemory);

    /// <summary>Codes into the dictionary page that was written before.</summary>
    protected ColumnChunk Coded(int count, ReadOnlySpan<int> codes, byte[]? min = null, byte[]? max = null)
    {
        var width = Math.Max(1, Packing.Width((ulong)Math.Max(0, count - 1)));
        var page = Page();
        page.GetSpan(1)[0] = (byte)width;
        page.Advance(1);
        Packing.Hybrid(page, codes, width);
        return new(_dictionaryPage.WrittenMemory, count, page.WrittenMemory, ColumnChunk.RleDictionary, Rows, Nulls, min, max, Shape, _hashed.WrittenMemory);
    }
}

/// <summary>Text, by a dictionary unless nearly every cell differs.</summary>
internal sealed class TextBuilder(Column column) : ColumnBuilder(column)
{
    private readonly TextDictionary _dictionary = new();
    private int[] _codes = new int[4096];
    private byte[] _lengths = [];
    private bool _clear;

    protected override bool IsNothing(ReadOnlySpan<byte> cell) => cell.IsEmpty || (cell.Length == 4 && cell.SequenceEqual("NULL"u8)) || (cell.Length == 2 && cell.SequenceEqual("\\N"u8));

    protected override Failure Parse(ReadOnlySpan<byte> cell)
    {
        if (_clear) { _dictionary.Clear(); _clear = false; }
        Room(ref _codes, Values);
        _codes[Values] = _dictionary.Code(cell);
        return Failure.None;
    }

    protected override ColumnChunk Finish(Tally tally)
    {
        var codes = _codes.AsSpan(0, Values);
        tally.AddText(_dictionary, codes);
        _clear = true;
        Hash(codes);
        if (_dictionary.Count * 4L < Values * 3L || Values < 64)
        {
            _dictionary.WriteTo(DictionaryPage());
            return Coded(_dictionary.Count, codes);
        }
        var page = Page();
        foreach (var code in codes) _dictionary.Write(page, code);
        return Plain();
    }

    protected override ReadOnlyMemory<byte> Shape => _lengths.AsMemory(0, 4 * Rows);

    private void Hash(ReadOnlySpan<int> codes)
    {
        if (_lengths.Length < 4 * Rows) _lengths = new byte[4 * Rows * 2];
        var lengths = MemoryMarshal.Cast<byte, int>(_lengths.AsSpan());
        var (hashed, next) = (Hashed(), 0);
        for (var row = 0; row < Rows; row++)
        {
            if (!Has(row)) { lengths[row] = -1; continue; }
            var text = _dictionary[codes[next++]];
            lengths[row] = text.Length;
            hashed.Write(text);
        }
    }
}
