using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace RetailOpt.Core.Import.Parquet;

/// <summary>Parquet's encodings of whole numbers: the hybrid of runs and packed bits, and packed differences.</summary>
internal static class Packing
{
    /// <summary>Bits that hold every value up to <paramref name="max"/>.</summary>
    public static int Width(ulong max) => 64 - BitOperations.LeadingZeroCount(max);

    /// <summary>Values below 2^width: one run where all are equal, else packed bits.</summary>
    public static void Hybrid(IBufferWriter<byte> to, ReadOnlySpan<int> values, int width)
    {
        if (values.IsEmpty || !values.ContainsAnyExcept(values[0])) { Run(to, values.Length, values.IsEmpty ? 0 : values[0], width); return; }
        var groups = (values.Length + 7) / 8;
        Thrift.Varint(to, ((ulong)groups << 1) | 1);
        Bits(to, values, width, groups * width);
    }

    /// <summary>Which rows have a value: Parquet's definition levels, with their length before them.</summary>
    public static void Levels(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> present, bool all)
    {
        var body = new ArrayBufferWriter<byte>(16 + (all ? 0 : present.Length / 8));
        if (all) Run(body, present.Length, 1, 1);
        else
        {
            var levels = new int[present.Length];
            for (var i = 0; i < levels.Length; i++) levels[i] = present[i];
            Hybrid(body, levels, 1);
        }
        BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(4), body.WrittenCount);
        to.Advance(4);
        to.Write(body.WrittenSpan);
    }

    /// <summary>Differences from one value to the next, in blocks of 128 (DELTA_BINARY_PACKED): line numbers take a few bytes a block.</summary>
    public static void Deltas(IBufferWriter<byte> to, ReadOnlySpan<long> values)
    {
        const int Block = 128, Minis = 4, Mini = Block / Minis;
        Thrift.Varint(to, Block);
        Thrift.Varint(to, Minis);
        Thrift.Varint(to, (ulong)values.Length);
        Thrift.Varint(to, Thrift.Zigzagged(values.IsEmpty ? 0 : values[0]));
        Span<ulong> deltas = stackalloc ulong[Block];
        Span<int> width = stackalloc int[Minis];
        for (var start = 1; start < values.Length; start += Block)
        {
            var count = Math.Min(Block, values.Length - start);
            var least = long.MaxValue;
            for (var i = 0; i < count; i++) least = Math.Min(least, values[start + i] - values[start + i - 1]);
            deltas.Clear();
            for (var i = 0; i < count; i++) deltas[i] = (ulong)(values[start + i] - values[start + i - 1] - least);
            Thrift.Varint(to, Thrift.Zigzagged(least));
            var widths = to.GetSpan(Minis);
            for (var m = 0; m < Minis; m++)
            {
                ulong any = 0;
                foreach (var delta in deltas.Slice(m * Mini, Mini)) any |= delta;
                widths[m] = (byte)(width[m] = Width(any));
            }
            to.Advance(Minis);
            for (var m = 0; m < Minis && m * Mini < count; m++) Bits(to, deltas.Slice(m * Mini, Mini), width[m]);
        }
    }

    private static void Run(IBufferWriter<byte> to, int length, int value, int width)
    {
        Thrift.Varint(to, (ulong)length << 1);
        var bytes = (width + 7) / 8;
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        to.Write(four[..bytes]);
    }

    private static void Bits(IBufferWriter<byte> to, ReadOnlySpan<int> values, int width, int length)
    {
        var span = to.GetSpan(length + 8)[..length];
        span.Clear();
        ulong pending = 0;
        int bits = 0, at = 0;
        foreach (var value in values)
        {
            pending |= (ulong)(uint)value << bits;
            bits += width;
            if (bits < 32) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(span[at..], (uint)pending);
            at += 4;
            pending >>= 32;
            bits -= 32;
        }
        for (; bits > 0; bits -= 8, pending >>= 8) span[at++] = (byte)pending;
        to.Advance(length);
    }

    private static void Bits(IBufferWriter<byte> to, ReadOnlySpan<ulong> values, int width)
    {
        var length = values.Length * width / 8;
        var span = to.GetSpan(length + 1)[..length];
        span.Clear();
        for (var i = 0; i < values.Length; i++)
            for (var bit = 0; bit < width; bit++)
                if ((values[i] >> bit & 1) != 0) span[(i * width + bit) >> 3] |= (byte)(1 << ((i * width + bit) & 7));
        to.Advance(length);
    }
}
