using System.Runtime.CompilerServices;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Core.CrossSell.Baskets;

/// <summary>Takes whole lines and numbers their items.</summary>
internal sealed class BasketParser(BasketFileOptions options)
{
    private const byte Space = (byte)' ', Quote = (byte)'"', NewLine = (byte)'\n';
    private static readonly byte[] Separators = [.. ",;\t|"u8];
    private readonly TokenTable _tokens = new();
    private readonly List<int> _starts = [0];
    private readonly List<BadLine> _bad = [];
    private int[] _items = new int[1 << 16];
    private int _count;
    private byte _separator = Space;
    private long _line, _empty, _badCount, _tooLong, _longestLine;
    private int _longest;
    private string? _why;
    private bool _begun;

    /// <summary>Finds the separator in the beginning of the file.</summary>
    public void Begin(ReadOnlySpan<byte> head)
    {
        var most = 0;
        foreach (var separator in Separators)
            if (head.Count(separator) is var count && count > most) (most, _separator) = (count, separator);
    }

    /// <summary>Takes whole lines; the last may lack its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Parse(ReadOnlySpan<byte> lines)
    {
        if (!_begun && lines.StartsWith("\uFEFF"u8)) lines = lines[3..];
        _begun = true;
        for (var at = 0; at < lines.Length; at++)
        {
            _line++;
            at = _separator == Space ? Plain(lines, at) : Separated(lines, at);
            EndLine();
        }
    }

    /// <summary>The end of the line; its items have been added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Plain(ReadOnlySpan<byte> lines, int at)
    {
        for (; ; at++)
        {
            uint number = 0;
            var (from, digits) = (at, true);
            for (; at < lines.Length && lines[at] is > Space and var character; at++)
            {
                var digit = (uint)(character - '0');
                digits &= digit <= 9;
                number = 10 * number + digit;
            }
            if (at > from) Add(lines[from..at], number, digits);
            if (at == lines.Length || lines[at] == NewLine) return at;
        }
    }

    private int Separated(ReadOnlySpan<byte> lines, int at)
    {
        for (; ; at++)
        {
            while (at < lines.Length && lines[at] == Space) at++;
            if (at < lines.Length && lines[at] == Quote) at = Quoted(lines, at);
            else
            {
                var length = lines[at..].IndexOfAny(_separator, NewLine);
                if (length < 0) length = lines.Length - at;
                Add(lines.Slice(at, length));
                at += length;
            }
            if (at == lines.Length || lines[at] == NewLine) return at;
        }
    }

    /// <summary>An item in quotes; a quote in it is doubled, and it ends on its line.</summary>
    private int Quoted(ReadOnlySpan<byte> lines, int at)
    {
        var end = at + 1;
        var doubled = false;
        for (; end < lines.Length && lines[end] != NewLine; end++)
        {
            if (lines[end] != Quote) continue;
            if (end + 1 == lines.Length || lines[end + 1] != Quote) break;
            (doubled, end) = (true, end + 1);
        }
        if (end == lines.Length || lines[end] == NewLine)
        {
            _why = "the quotes in it do not close";
            return end;
        }
        var text = lines[(at + 1)..end];
        Add(doubled ? System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(text).Replace("\"\"", "\"", StringComparison.Ordinal)) : text);
        for (end++; end < lines.Length && lines[end] != NewLine && lines[end] != _separator; end++)
            if (lines[end] > Space) _why = "there is text behind closing quotes";
        return end;
    }

    private void Add(ReadOnlySpan<byte> token)
    {
        while (token.Length > 0 && token[^1] <= Space) token = token[..^1];
        while (token.Length > 0 && token[0] == Space) token = token[1..];
        if (token.Length == 0) return;
        var (number, digits) = (0u, true);
        foreach (var character in token)
        {
            digits &= char.IsAsciiDigit((char)character);
            number = 10 * number + character - '0';
        }
        Add(token, number, digits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ReadOnlySpan<byte> token, uint number, bool digits)
    {
        var plain = digits && number < TokenTable.Plain && token.Length < 8 && (token[0] != '0' || token.Length == 1);
        var id = plain ? _tokens.OfPlain(number) : _tokens.Of(token);
        if (id == TokenTable.Refused) _why = "an item in it is not UTF-8 text";
        if (_count == _items.Length) Array.Resize(ref _items, checked(2 * _count));
        _items[_count++] = id;
    }

    private void EndLine()
    {
        var (from, why) = (_starts[^1], _why);
        _why = null;
        var items = _count - from;
        if (items > _longest) (_longest, _longestLine) = (items, _line);
        if (why is null && items > 0 && items <= (options.MaxBasketItems ?? int.MaxValue)) _starts.Add(_count);
        else Leave(from, items, why);
    }

    private void Leave(int from, int items, string? why)
    {
        _count = from;
        if (why is not null)
        {
            if (_badCount++ < BasketFile.MostToldLines) _bad.Add(new BadLine(_line, why));
        }
        else if (items == 0) _empty++;
        else _tooLong++;
    }

    /// <summary>What was read.</summary>
    /// <exception cref="InputException">There is no basket.</exception>
    public BasketFileContent End(string name)
    {
        if (_starts.Count == 1)
            throw new InputException($"{name} holds no basket{(_bad is [var bad, ..] ? FormattableString.Invariant($"; line {bad.Line}: {bad.Why}") : _tooLong > 0 ? " within the greatest number of items" : "")}. Write one basket a line, its items separated by spaces or commas.");
        return new(BasketSet.Of([.. _starts], _items.AsSpan(0, _count), _tokens.Count), _tokens.Names(), _line, _empty, _bad, _badCount, _tooLong, _longest, _longestLine);
    }
}
