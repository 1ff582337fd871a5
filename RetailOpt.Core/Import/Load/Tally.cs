using System.Text;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>What a column holds, counted while it is read: one per chunk, added up in the order of the file.</summary>
internal sealed class Tally(Column column)
{
    private ReadOnlyMemory<ulong> _texts;
    private ReadOnlyMemory<long> _values;
    private HashCounter? _distinct;

    public Column Column => column;
    public long Rows { get; set; }
    public long Empty { get; set; }
    public long Negative { get; private set; }
    public long Zero { get; private set; }
    /// <summary>Texts that begin with C and a digit: how cancelled invoices are often marked.</summary>
    public long Cancelled { get; private set; }
    public Int128 Sum { get; private set; }
    public long ChunkMin { get; private set; } = long.MaxValue;
    public long ChunkMax { get; private set; } = long.MinValue;
    private double _realMin = double.PositiveInfinity, _realMax = double.NegativeInfinity;
    private byte[]? _textMin, _textMax;

    public long Distinct => _distinct?.Count ?? 0;
    public bool DistinctIsLeast => _distinct?.Full ?? false;
    public bool HasValues => Rows > Empty;

    public void AddText(TextDictionary dictionary, ReadOnlySpan<int> codes)
    {
        var marked = new bool[dictionary.Count];
        var any = false;
        for (var code = 0; code < dictionary.Count; code++)
        {
            var text = dictionary[code];
            if (_textMin is null || text.SequenceCompareTo(_textMin) < 0) _textMin = text.ToArray();
            if (_textMax is null || text.SequenceCompareTo(_textMax) > 0) _textMax = text.ToArray();
            any |= marked[code] = text.Length > 1 && text[0] is (byte)'C' or (byte)'c' && char.IsAsciiDigit((char)text[1]);
        }
        if (any) foreach (var code in codes) if (marked[code]) Cancelled++;
        _texts = dictionary.Keys;
    }

    public void AddWhole(ReadOnlySpan<long> values)
    {
        long negative = 0, zero = 0, min = long.MaxValue, max = long.MinValue;
        Int128 sum = 0;
        long part = 0;
        foreach (var value in values)
        {
            if (value < 0) negative++;
            if (value == 0) zero++;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            if (value is > -(1L << 40) and < 1L << 40) part += value;
            else sum += value;
            if (part is > 1L << 61 or < -(1L << 61)) { sum += part; part = 0; }
        }
        (Negative, Zero, Sum) = (Negative + negative, Zero + zero, Sum + sum + part);
        (ChunkMin, ChunkMax) = (Math.Min(ChunkMin, min), Math.Max(ChunkMax, max));
    }

    /// <summary>The different values of a chunk, or all of them.</summary>
    public void AddDistinct(ReadOnlyMemory<long> values) => _values = values;

    public void AddReal(ReadOnlySpan<double> values)
    {
        var bits = new long[values.Length];
        for (var i = 0; i < bits.Length; i++) bits[i] = BitConverter.DoubleToInt64Bits(values[i]);
        _values = bits;
        foreach (var value in values)
        {
            if (value < 0) Negative++;
            if (value == 0) Zero++;
            _realMin = Math.Min(_realMin, value);
            _realMax = Math.Max(_realMax, value);
        }
    }

    public void AddFlags(ReadOnlySpan<bool> values)
    {
        foreach (var value in values)
        {
            if (!value) Zero++;
            (_realMin, _realMax) = (Math.Min(_realMin, value ? 1 : 0), Math.Max(_realMax, value ? 1 : 0));
        }
        _values = values.IsEmpty ? Array.Empty<long>() : new[] { (long)_realMin, (long)_realMax };
    }

    /// <summary>Adds the tally of a later chunk, or of another file.</summary>
    public void Add(Tally chunk)
    {
        (Rows, Empty, Negative, Zero, Cancelled, Sum) = (Rows + chunk.Rows, Empty + chunk.Empty, Negative + chunk.Negative, Zero + chunk.Zero, Cancelled + chunk.Cancelled, Sum + chunk.Sum);
        (ChunkMin, ChunkMax) = (Math.Min(ChunkMin, chunk.ChunkMin), Math.Max(ChunkMax, chunk.ChunkMax));
        (_realMin, _realMax) = (Math.Min(_realMin, chunk._realMin), Math.Max(_realMax, chunk._realMax));
        if (chunk._textMin is { } min && (_textMin is null || min.AsSpan().SequenceCompareTo(_textMin) < 0)) _textMin = min;
        if (chunk._textMax is { } max && (_textMax is null || max.AsSpan().SequenceCompareTo(_textMax) > 0)) _textMax = max;
        _distinct ??= new();
        foreach (var key in chunk._texts.Span) _distinct.Add(Hashing.Mix(key));
        foreach (var value in chunk._values.Span) _distinct.Add(Hashing.Mix((ulong)value));
        if (chunk._distinct is { } counted) _distinct.Add(counted);
    }

    public string? Min => Say(ChunkMin, _realMin, _textMin);
    public string? Max => Say(ChunkMax, _realMax, _textMax);

    private string? Say(long whole, double real, byte[]? text)
    {
        if (!HasValues) return null;
        return column.Type switch
        {
            ColumnType.Text => Encoding.UTF8.GetString(text!),
            ColumnType.Money => OptionSchema.Format(whole / 10_000m),
            ColumnType.Integer => OptionSchema.Format(whole),
            ColumnType.Date => OptionSchema.Format(Day(whole)),
            ColumnType.Flag => OptionSchema.Format(real != 0),
            _ => OptionSchema.Format(real),
        };
    }

    public static DateOnly Day(long days) => DateOnly.FromDayNumber((int)days + Epoch);

    public static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;
}
