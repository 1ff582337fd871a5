using System.Buffers.Text;
using System.Numerics;
using System.Text.Unicode;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Baskets;

/// <summary>Numbers the different items of a file as they come, from their UTF-8 bytes. Plain numbers, which most such files hold, are looked up without hashing.</summary>
internal sealed class TokenTable
{
    /// <summary>Numbers below it are plain if they have no leading zero.</summary>
    public const uint Plain = 1 << 22;

    /// <summary>What an item that cannot be one is numbered.</summary>
    public const int Refused = -1;

    private byte[] _bytes = new byte[1 << 12];
    // by id: where its text begins and, at the end, where the last one ends; its hash, where it is no plain number
    private int[] _starts = new int[1 << 8];
    private ulong[] _hashes = new ulong[1 << 8];
    // by number, and by hash (open addressing): id + 1
    private int[] _plain = new int[1 << 10], _slots = new int[1 << 10];
    private int _hashed;

    /// <summary>Different items so far.</summary>
    public int Count { get; private set; }

    /// <summary>The texts so far.</summary>
    public ItemNames Names() => new(_bytes, _starts.AsSpan(0, Count + 1).ToArray());

    /// <summary>The id of a plain number.</summary>
    public int OfPlain(uint number)
    {
        if (number >= _plain.Length) Array.Resize(ref _plain, (int)BitOperations.RoundUpToPowerOf2(number + 1));
        if (_plain[number] == 0)
        {
            Span<byte> text = stackalloc byte[10];
            Utf8Formatter.TryFormat(number, text, out var length);
            Keep(text[..length], 0);
            _plain[number] = Count;
        }
        return _plain[number] - 1;
    }

    /// <summary>The id of an item that is no plain number; <see cref="Refused"/> where its bytes are not UTF-8 or a control character is among them.</summary>
    public int Of(ReadOnlySpan<byte> token)
    {
        var hash = Hashing.Of(token) | 1;
        for (var slot = (int)hash & (_slots.Length - 1); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var id = _slots[slot] - 1;
            if (id < 0) return Add(token, hash, slot);
            if (_hashes[id] == hash && _bytes.AsSpan(_starts[id].._starts[id + 1]).SequenceEqual(token)) return id;
        }
    }

    private int Add(ReadOnlySpan<byte> token, ulong hash, int slot)
    {
        if (!Utf8.IsValid(token) || token.ContainsAnyInRange((byte)0, (byte)31)) return Refused;
        Keep(token, hash);
        _slots[slot] = Count;
        if (2 * ++_hashed > _slots.Length) Rehash();
        return Count - 1;
    }

    private void Keep(ReadOnlySpan<byte> text, ulong hash)
    {
        var at = _starts[Count];
        if (at + text.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, at + text.Length));
        if (Count + 1 == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * _starts.Length);
            Array.Resize(ref _hashes, 2 * _hashes.Length);
        }
        text.CopyTo(_bytes.AsSpan(at));
        _hashes[Count++] = hash;
        _starts[Count] = at + text.Length;
    }

    private void Rehash()
    {
        _slots = new int[2 * _slots.Length];
        for (var id = 0; id < Count; id++)
        {
            if (_hashes[id] == 0) continue;
            var slot = (int)_hashes[id] & (_slots.Length - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = id + 1;
        }
    }
}
