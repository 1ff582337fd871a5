using RetailOpt.Core.Import.Text;

namespace RetailOpt.Core.Import.Load;

/// <summary>The cells of one record, trimmed, by position; a cell is valid until the next is asked for. Reused from record to record.</summary>
internal sealed class Row
{
    private readonly List<(int Start, int Length, bool Quoted)> _quoted = [];
    private byte[] _buffer = [], _scratch = [];
    private int[] _starts = new int[64], _lengths = new int[64];
    private bool[] _escaped = new bool[64];
    private bool _anyQuoted;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if (index >= Count) return [];
            var cell = _buffer.AsSpan(_starts[index], _lengths[index]);
            return _anyQuoted && _escaped[index] ? Records.Unquote(cell, ref _scratch) : cell;
        }
    }

    /// <summary>Splits a record without its line end.</summary>
    public void Split(byte[] buffer, int start, int length, byte delimiter, bool quoted)
    {
        _buffer = buffer;
        Count = 0;
        _anyQuoted = quoted;
        if (quoted)
        {
            Records.Split(buffer.AsSpan(start, length), delimiter, _quoted);
            foreach (var (at, size, isQuoted) in _quoted) Add(start + at, size, isQuoted);
            return;
        }
        var rest = buffer.AsSpan(start, length);
        for (; ; )
        {
            var end = rest.IndexOf(delimiter);
            if (end < 0) { Add(start, rest.Length, false); return; }
            Add(start, end, false);
            start += end + 1;
            rest = rest[(end + 1)..];
        }
    }

    public bool IsBlank
    {
        get
        {
            for (var i = 0; i < Count; i++) if (_lengths[i] > 0) return false;
            return true;
        }
    }

    /// <summary>Whether the record has as many cells as the header; empty ones beyond it do not count.</summary>
    public bool Fits(int width)
    {
        for (var i = width; i < Count; i++) if (_lengths[i] > 0) return false;
        return Count >= width;
    }

    private void Add(int start, int length, bool escaped)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _lengths, Count * 2);
            Array.Resize(ref _escaped, Count * 2);
        }
        while (length > 0 && _buffer[start] <= ' ') { start++; length--; }
        while (length > 0 && _buffer[start + length - 1] <= ' ') length--;
        _starts[Count] = start;
        _lengths[Count] = length;
        _escaped[Count++] = escaped;
    }
}
