using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Engines;

/// <summary>
/// Different texts, numbered in the order in which they came. A text of up to 7 bytes is its own key, so that the ids of
/// most shops need no second look; a longer one has its hash for a key and is compared. Slots are small (8 bits of hash, 24 of number),
/// since several dictionaries must share a processor's cache.
/// </summary>
internal sealed class TextDictionary
{
    private const ulong Long = 0xFF;
    private const uint CodeBits = 0xFFFFFF;
    private byte[] _bytes = new byte[1 << 16];
    private int[] _ends = new int[1024];
    private ulong[] _keys = new ulong[1024];
    private uint[] _slots = new uint[4096];
    private (ulong Key, int Code) _last;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int code] => _bytes.AsSpan(Start(code), _ends[code] - Start(code));

    /// <summary>One 64-bit key for each text; valid until the next chunk.</summary>
    public ReadOnlyMemory<ulong> Keys => _keys.AsMemory(0, Count);

    public int Code(ReadOnlySpan<byte> text)
    {
        var key = Key(text);
        if (key == _last.Key && (text.Length < 8 || this[_last.Code].SequenceEqual(text))) return _last.Code; // files are often sorted
        var hash = Hashing.Mix(key);
        var (slots, tag) = (_slots, Tag(hash));
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        for (; slots[at] != 0; at = (at + 1) & mask)
        {
            if ((slots[at] & ~CodeBits) != tag) continue;
            var code = (int)(slots[at] & CodeBits) - 1;
            if (_keys[code] != key || (text.Length > 7 && !this[code].SequenceEqual(text))) continue;
            _last = (key, code);
            return code;
        }
        return Add(text, key, at, tag);
    }

    /// <summary>All texts as Parquet spells them: each with its length before it.</summary>
    public void WriteTo(ArrayBufferWriter<byte> page)
    {
        for (var code = 0; code < Count; code++) Write(page, code);
    }

    public void Write(ArrayBufferWriter<byte> page, int code)
    {
        var text = this[code];
        var room = page.GetSpan(4 + text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length);
        text.CopyTo(room[4..]);
        page.Advance(4 + text.Length);
    }

    public void Clear()
    {
        if (Count == 0) return;
        Count = 0;
        _last = default;
        Array.Clear(_slots);
    }

    /// <summary>Never 0. The lowest byte is the length plus one, or marks a hash.</summary>
    private static ulong Key(ReadOnlySpan<byte> text)
    {
        if (text.Length > 7) return Hashing.Of(text) | Long;
        var (n, last) = (text.Length, text.Length - 1);
        // overlapping reads instead of a loop over a length that nobody can predict
        var key = n >= 4 ? MemoryMarshal.Read<uint>(text) | ((ulong)MemoryMarshal.Read<uint>(text[(n - 4)..]) << (8 * (n - 4)))
            : n == 0 ? 0 : text[0] | ((ulong)text[n >> 1] << (8 * (n >> 1))) | ((ulong)text[last] << (8 * last));
        return (key << 8) | (uint)(text.Length + 1);
    }

    private int Start(int code) => code == 0 ? 0 : _ends[code - 1];

    private static uint Tag(ulong hash) => (uint)(hash >> 32) & ~CodeBits;

    private int Add(ReadOnlySpan<byte> text, ulong key, int slot, uint tag)
    {
        if (Count == (int)CodeBits - 1) throw new InvalidOperationException($"There are more than {CodeBits - 1:N0} different texts in one column.");
        var start = Start(Count);
        while (start + text.Length > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _keys, Count * 2);
        }
        text.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = start + text.Length;
        _keys[Count] = key;
        _last = (key, Count++);
        _slots[slot] = tag | (uint)Count;
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    private void Grow()
    {
        _slots = new uint[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var hash = Hashing.Mix(_keys[code]);
            var at = (int)hash & mask;
            while (_slots[at] != 0) at = (at + 1) & mask;
            _slots[at] = Tag(hash) | (uint)(code + 1);
        }
    }
}
