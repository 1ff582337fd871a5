using System.Buffers.Binary;
using RetailOpt.Core.Import.Values;

namespace RetailOpt.Core.Import.Load;

/// <summary>Different texts of a chunk, numbered in the order in which they came.</summary>
internal sealed class TextDictionary
{
    private byte[] _bytes = new byte[1 << 16];
    private int[] _ends = new int[1024];
    private ulong[] _hashes = new ulong[1024];
    private int[] _slots = new int[4096];
    private int _last = -1;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int code] => _bytes.AsSpan(Start(code), _ends[code] - Start(code));

    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    public int Code(ReadOnlySpan<byte> text)
    {
        if (_last >= 0 && this[_last].SequenceEqual(text)) return _last; // files are often sorted
        var hash = Hashing.Of(text);
        var mask = _slots.Length - 1;
        var at = (int)hash & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            var code = _slots[at] - 1;
            if (_hashes[code] == hash && this[code].SequenceEqual(text)) return _last = code;
        }
        return _last = Add(text, hash, at);
    }

    /// <summary>All texts as Parquet spells them: each with its length before it.</summary>
    public byte[] Plain()
    {
        var plain = new byte[Start(Count) + 4 * Count];
        for (int code = 0, at = 0; code < Count; code++)
        {
            var text = this[code];
            BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(at), text.Length);
            text.CopyTo(plain.AsSpan(at + 4));
            at += 4 + text.Length;
        }
        return plain;
    }

    public void Clear()
    {
        Count = 0;
        _last = -1;
        Array.Clear(_slots);
    }

    private int Start(int code) => code == 0 ? 0 : _ends[code - 1];

    private int Add(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        var start = Start(Count);
        while (start + text.Length > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }
        text.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = start + text.Length;
        _hashes[Count] = hash;
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var at = (int)_hashes[code] & mask;
            while (_slots[at] != 0) at = (at + 1) & mask;
            _slots[at] = code + 1;
        }
    }
}
