using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetailOpt.Core.Import.Values;

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

/// <summary>Counts different 64-bit hashes. Two of ten million different values meet with a chance of about 1 in 400,000.</summary>
internal sealed class HashCounter(int limit = ImportLimits.Distinct)
{
    private ulong[] _slots = new ulong[1024];

    public int Count { get; private set; }

    /// <summary>The limit was reached: what follows is not counted.</summary>
    public bool Full => Count >= limit;

    /// <summary>True when the hash is new.</summary>
    public bool Add(ulong hash)
    {
        if (hash == 0) hash = 1;
        var mask = _slots.Length - 1;
        var at = (int)(hash >> 8) & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
            if (_slots[at] == hash) return false;
        if (Full) return true;
        _slots[at] = hash;
        if (++Count * 10L > _slots.Length * 6L) Grow();
        return true;
    }

    public void AddAll(HashCounter other)
    {
        foreach (var hash in other._slots) if (hash != 0) Add(hash);
    }

    public bool Contains(ulong hash)
    {
        if (hash == 0) hash = 1;
        var mask = _slots.Length - 1;
        for (var at = (int)(hash >> 8) & mask; _slots[at] != 0; at = (at + 1) & mask)
            if (_slots[at] == hash) return true;
        return false;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        var mask = _slots.Length - 1;
        foreach (var hash in old)
        {
            if (hash == 0) continue;
            var at = (int)(hash >> 8) & mask;
            while (_slots[at] != 0) at = (at + 1) & mask;
            _slots[at] = hash;
        }
    }
}
