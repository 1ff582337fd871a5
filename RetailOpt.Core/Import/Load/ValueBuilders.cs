using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RetailOpt.Core.Import.Parquet;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>Money (ten-thousandths), whole numbers and days: 64-bit values, by a dictionary where they repeat.</summary>
internal sealed class WholeBuilder(Column column, bool comma, bool dayFirst) : ColumnBuilder(column)
{
    private readonly ValueDictionary _dictionary = new();
    private long[] _values = new long[4096];
    private int[] _codes = [];
    private readonly byte[] _dayCell = new byte[32];
    private int _dayLength;
    private long _day;

    /// <summary>The value of the last row, or null.</summary>
    public long? Last { get; private set; }

    public void AppendValue(long? value)
    {
        if (value is { } v) Put(v);
        Last = value;
        Added(value is not null);
    }

    protected override bool IsNothing(ReadOnlySpan<byte> cell)
    {
        Last = null;
        return Cells.IsNothing(cell);
    }

    protected override Failure Parse(ReadOnlySpan<byte> cell)
    {
        long value;
        Failure failure;
        if (Column.Type == ColumnType.Money) failure = Numbers.Money(cell, comma, out value);
        else if (Column.Type == ColumnType.Integer) failure = Numbers.Whole(cell, comma, out value);
        else failure = Day(cell, out value);
        if (failure == Failure.None) Put(value);
        return failure;
    }

    /// <summary>Files are often in the order of days, so the last day is remembered.</summary>
    private Failure Day(ReadOnlySpan<byte> cell, out long value)
    {
        value = _day;
        if (cell.SequenceEqual(_dayCell.AsSpan(0, _dayLength))) return Failure.None;
        var failure = Dates.Read(cell, dayFirst, out var days);
        if (failure != Failure.None || cell.Length > _dayCell.Length) { value = days; return failure; }
        cell.CopyTo(_dayCell);
        (_dayLength, value) = (cell.Length, _day = days);
        return Failure.None;
    }

    private void Put(long value)
    {
        Room(ref _values, Values);
        _values[Values] = value;
        Last = value;
    }

    protected override ColumnChunk Finish(Tally tally)
    {
        var values = _values.AsSpan(0, Values);
        tally.AddWhole(values);
        Hash(values);
        byte[]? min = null, max = null;
        if (values.Length > 0) (min, max) = (Bytes(tally.ChunkMin), Bytes(tally.ChunkMax));
        if (_codes.Length < values.Length) _codes = new int[_values.Length];
        var coded = _dictionary.TryCode(values, _codes, values.Length / 2 + 64);
        tally.AddDistinct(coded ? _dictionary.Values : _values.AsMemory(0, values.Length));
        Spell(coded ? DictionaryPage() : Page(), coded ? _dictionary.Values.Span : values);
        return coded ? Coded(_dictionary.Values.Length, _codes.AsSpan(0, values.Length), min, max) : Plain(min, max);
    }

    private void Hash(ReadOnlySpan<long> values)
    {
        if (Column.Type != ColumnType.Date) { Hashed().Write(MemoryMarshal.AsBytes(values)); return; }
        var days = MemoryMarshal.Cast<byte, long>(Hashed().GetSpan(8 * values.Length + 1));
        for (var i = 0; i < values.Length; i++) days[i] = values[i] + Tally.Epoch;
        Hashed().Advance(8 * values.Length);
    }

    private byte[] Bytes(long value) => Column.Type == ColumnType.Date ? BitConverter.GetBytes((int)value) : BitConverter.GetBytes(value);

    private void Spell(ArrayBufferWriter<byte> page, ReadOnlySpan<long> values)
    {
        if (Column.Type != ColumnType.Date) { page.Write(MemoryMarshal.AsBytes(values)); return; }
        var bytes = page.GetSpan(4 * values.Length + 1);
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * 4)..], (int)values[i]);
        page.Advance(4 * values.Length);
    }
}

/// <summary>Different 64-bit values, numbered in the order in which they came.</summary>
internal sealed class ValueDictionary
{
    private long[] _values = new long[1024];
    private int[] _slots = new int[4096];
    private int _count;

    /// <summary>Valid until the next chunk.</summary>
    public ReadOnlyMemory<long> Values => _values.AsMemory(0, _count);

    /// <summary>Numbers values; false when more than <paramref name="limit"/> differ.</summary>
    public bool TryCode(ReadOnlySpan<long> values, Span<int> codes, int limit)
    {
        _count = 0;
        Array.Clear(_slots);
        for (var i = 0; i < values.Length; i++)
        {
            codes[i] = i > 0 && values[i] == values[i - 1] ? codes[i - 1] : Code(values[i]);
            if (_count > limit) return false;
        }
        return true;
    }

    private int Code(long value)
    {
        var mask = _slots.Length - 1;
        var at = (int)Hashing.Mix((ulong)value) & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
            if (_values[_slots[at] - 1] == value) return _slots[at] - 1;
        if (_count == _values.Length) Array.Resize(ref _values, _count * 2);
        _values[_count] = value;
        _slots[at] = ++_count;
        if (_count * 2 > _slots.Length) Grow();
        return _count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var code = 0; code < _count; code++)
        {
            var at = (int)Hashing.Mix((ulong)_values[code]) & mask;
            while (_slots[at] != 0) at = (at + 1) & mask;
            _slots[at] = code + 1;
        }
    }
}

/// <summary>Real numbers and shares.</summary>
internal sealed class RealBuilder(Column column, bool comma) : ColumnBuilder(column)
{
    private double[] _values = new double[4096];

    protected override Failure Parse(ReadOnlySpan<byte> cell)
    {
        var failure = Numbers.Real(cell, comma, out var value);
        if (failure != Failure.None) return failure;
        Room(ref _values, Values);
        _values[Values] = value;
        return Failure.None;
    }

    protected override ColumnChunk Finish(Tally tally)
    {
        var values = _values.AsSpan(0, Values);
        tally.AddReal(values);
        Page().Write(MemoryMarshal.AsBytes(values));
        var hashed = Hashed();
        foreach (var value in values) hashed.Write(BitConverter.GetBytes(value == 0 ? 0 : value));
        return Plain();
    }
}

/// <summary>Yes or no.</summary>
internal sealed class FlagBuilder(Column column) : ColumnBuilder(column)
{
    private static readonly byte[] Yes = BitConverter.GetBytes(1L), No = BitConverter.GetBytes(0L);
    private bool[] _values = new bool[4096];

    protected override Failure Parse(ReadOnlySpan<byte> cell)
    {
        bool yes = Is(cell, "1", "true", "yes", "y", "t");
        if (!yes && !Is(cell, "0", "false", "no", "n", "f")) return Failure.NotAFlag;
        Room(ref _values, Values);
        _values[Values] = yes;
        return Failure.None;
    }

    protected override ColumnChunk Finish(Tally tally)
    {
        var values = _values.AsSpan(0, Values);
        tally.AddFlags(values);
        var hashed = Hashed();
        foreach (var value in values) hashed.Write(value ? Yes : No);
        var page = Page();
        var bits = page.GetSpan(values.Length / 8 + 1)[..((values.Length + 7) / 8)];
        bits.Clear();
        for (var i = 0; i < values.Length; i++) if (values[i]) bits[i >> 3] |= (byte)(1 << (i & 7));
        page.Advance(bits.Length);
        return Plain();
    }

    private static bool Is(ReadOnlySpan<byte> cell, params ReadOnlySpan<string> words)
    {
        foreach (var word in words) if (System.Text.Ascii.EqualsIgnoreCase(cell, word)) return true;
        return false;
    }
}

/// <summary>Line numbers, which rise: stored as differences.</summary>
internal sealed class LineBuilder(Column column) : ColumnBuilder(column)
{
    private long[] _values = new long[4096];

    public void AppendLine(long line)
    {
        Room(ref _values, Rows);
        _values[Rows] = line;
        Added(true);
    }

    protected override Failure Parse(ReadOnlySpan<byte> cell) => throw new InvalidOperationException("Lines are counted, not read.");

    protected override ColumnChunk Finish(Tally tally)
    {
        var values = _values.AsSpan(0, Rows);
        Packing.Deltas(Page(), values);
        Hashed().Write(MemoryMarshal.AsBytes(values));
        return Plain(encoding: ColumnChunk.DeltaBinaryPacked);
    }
}
