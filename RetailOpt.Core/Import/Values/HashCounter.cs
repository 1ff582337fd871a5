using System.Numerics;

namespace RetailOpt.Core.Import.Values;

/// <summary>
/// Counts different 64-bit hashes exactly. They are only written down, in parts by their highest bits; a part that is full is sorted out by itself,
/// within the processor's cache, which one large set would miss at every step. Two of ten million different values meet with a chance of about 1 in 400,000.
/// </summary>
internal sealed class HashCounter(int limit = ImportLimits.Distinct)
{
    private const int Parts = 256, FirstSize = 256;
    private readonly ulong[]?[] _parts = new ulong[]?[Parts];
    private readonly int[] _counts = new int[Parts], _distinct = new int[Parts];
    private ulong[] _slots = [];
    private bool _full;

    /// <summary>Different hashes.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var part = 0; part < Parts; part++) count += Distinct(part);
            return count;
        }
    }

    /// <summary>The limit was reached: what followed is not counted.</summary>
    public bool Full => _full;

    public void Add(ulong hash)
    {
        var part = (int)(hash >> 56);
        var values = _parts[part] ??= new ulong[FirstSize];
        if (_full || (_counts[part] == values.Length && !Room(part))) return;
        _parts[part]![_counts[part]++] = hash;
    }

    public void Add(HashCounter other)
    {
        for (var part = 0; part < Parts; part++)
            if (other._parts[part] is { } values)
                foreach (var hash in values.AsSpan(0, other._counts[part])) Add(hash);
    }

    /// <summary>Makes room by leaving out what repeats, and by growing where that is not half.</summary>
    private bool Room(int part)
    {
        var values = _parts[part]!;
        if (Distinct(part) * 2 <= values.Length) return true;
        if (values.Length > limit / Parts) return !(_full = true);
        Array.Resize(ref _parts[part], values.Length * 2);
        return true;
    }

    /// <summary>Leaves each hash of a part once, at its beginning.</summary>
    private int Distinct(int part)
    {
        if (_parts[part] is not { } values || _distinct[part] == _counts[part]) return _distinct[part];
        var mask = (int)BitOperations.RoundUpToPowerOf2((uint)_counts[part] * 2) - 1;
        if (_slots.Length <= mask) _slots = new ulong[mask + 1];
        else Array.Clear(_slots, 0, mask + 1);
        var (kept, zero) = (0, false);
        for (var i = 0; i < _counts[part]; i++)
        {
            var hash = values[i];
            if (hash == 0) { if (!zero) values[kept++] = 0; zero = true; continue; }
            var at = (int)hash & mask;
            while (_slots[at] != 0 && _slots[at] != hash) at = (at + 1) & mask;
            if (_slots[at] == hash) continue;
            _slots[at] = hash;
            values[kept++] = hash;
        }
        return _distinct[part] = _counts[part] = kept;
    }
}

/// <summary>A set of 64-bit hashes, for one chunk.</summary>
internal sealed class HashSet64
{
    private ulong[] _slots = new ulong[1024];
    private int _count;

    public void Add(ulong hash)
    {
        if (hash == 0) hash = 1;
        if (Find(hash, out var at)) return;
        _slots[at] = hash;
        if (++_count * 2 > _slots.Length) Grow();
    }

    public bool Contains(ulong hash) => Find(hash == 0 ? 1 : hash, out _);

    public void Clear()
    {
        if (_count > 0) Array.Clear(_slots);
        _count = 0;
    }

    private bool Find(ulong hash, out int at)
    {
        var mask = _slots.Length - 1;
        for (at = (int)(hash >> 8) & mask; _slots[at] != 0; at = (at + 1) & mask)
            if (_slots[at] == hash) return true;
        return false;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        foreach (var hash in old)
        {
            if (hash == 0) continue;
            Find(hash, out var at);
            _slots[at] = hash;
        }
    }
}
