using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetailOpt.Core.Numerics;

/// <summary>A quick 64-bit hash of bytes (multiply and fold), for dictionaries and for counting what differs; not for security.</summary>
internal static class Hashing
{
    private const ulong A = 0x9E3779B97F4A7C15, B = 0xD6E8FEB86659FD93;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ A, B, out var low);
        return high ^ low;
    }

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * B;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }
        ulong tail = 0;
        for (var i = 0; i < bytes.Length; i++) tail |= (ulong)bytes[i] << (8 * i);
        return Mix(hash ^ tail ^ A);
    }
}
