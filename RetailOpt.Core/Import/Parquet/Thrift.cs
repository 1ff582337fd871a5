using System.Buffers;
using System.Text;

namespace RetailOpt.Core.Import.Parquet;

/// <summary>Writes Thrift's compact protocol, in which Parquet's metadata is kept.</summary>
internal sealed class Thrift
{
    private const byte I32 = 5, I64 = 6, Binary = 8, ListType = 9, Struct = 12;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Stack<int> _outer = new();
    private int _last;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public Thrift Int(int field, int value) { Field(field, I32); return Zigzag(value); }
    public Thrift Long(int field, long value) { Field(field, I64); return Zigzag(value); }
    public Thrift Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));
    public Thrift Bytes(int field, ReadOnlySpan<byte> value) { Field(field, Binary); Varint(_bytes, (ulong)value.Length); _bytes.Write(value); return this; }

    public Thrift Begin(int field) { Field(field, Struct); return Begin(); }
    /// <summary>Begins a struct that is an element of a list.</summary>
    public Thrift Begin() { _outer.Push(_last); _last = 0; return this; }
    public Thrift End() { Byte(0); _last = _outer.Pop(); return this; }
    /// <summary>Ends the outermost struct.</summary>
    public Thrift Stop() { Byte(0); return this; }

    public Thrift Structs(int field, int count) => List(field, count, Struct);
    public Thrift Ints(int field, params ReadOnlySpan<int> values)
    {
        List(field, values.Length, I32);
        foreach (var value in values) Zigzag(value);
        return this;
    }

    public Thrift Texts(int field, string value)
    {
        List(field, 1, Binary);
        var bytes = Encoding.UTF8.GetBytes(value);
        Varint(_bytes, (ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public static void Varint(IBufferWriter<byte> to, ulong value)
    {
        var span = to.GetSpan(10);
        var n = 0;
        for (; value >= 0x80; value >>= 7) span[n++] = (byte)(value | 0x80);
        span[n++] = (byte)value;
        to.Advance(n);
    }

    public static ulong Zigzagged(long value) => (ulong)((value << 1) ^ (value >> 63));

    private Thrift List(int field, int count, byte type)
    {
        Field(field, ListType);
        if (count < 15) Byte((byte)((count << 4) | type));
        else { Byte((byte)(0xF0 | type)); Varint(_bytes, (ulong)count); }
        return this;
    }

    private void Field(int field, byte type)
    {
        var delta = field - _last;
        if (delta is > 0 and < 16) Byte((byte)((delta << 4) | type));
        else { Byte(type); Zigzag(field); }
        _last = field;
    }

    private Thrift Zigzag(long value) { Varint(_bytes, Zigzagged(value)); return this; }
    private void Byte(byte value) { _bytes.GetSpan(1)[0] = value; _bytes.Advance(1); }
}
