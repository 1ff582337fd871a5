namespace RetailOpt.Core.Import.Text;

/// <summary>
/// Finds where a record of delimited text ends. A quote opens a cell only at the cell's beginning; elsewhere it is a character.
/// A quote that is never closed, or closed in the middle of a cell, breaks its record: then only the record's first line is
/// lost and reading goes on with the next line, so that it cannot swallow the rest of the file.
/// </summary>
internal static class Records
{
    public const byte Quote = (byte)'"';

    /// <summary>Finds the end of the record at <paramref name="start"/>; false when <paramref name="text"/> ends before it and more may follow.</summary>
    /// <param name="text">Bytes from a record's beginning on.</param>
    /// <param name="start">Where the record begins.</param>
    /// <param name="delimiter">Separates cells.</param>
    /// <param name="last">Whether nothing follows <paramref name="text"/>.</param>
    /// <param name="end">Just after the record's line end.</param>
    /// <param name="shape">What was met.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, int start, byte delimiter, bool last, out int end, out RecordShape shape)
    {
        shape = RecordShape.Plain;
        for (var at = start; ;)
        {
            var hit = text[at..].IndexOfAny((byte)'\n', Quote);
            if (hit < 0) { end = text.Length; return last; }
            hit += at;
            if (text[hit] == '\n') { end = hit + 1; return true; }
            at = hit + 1;
            if (hit != start && text[hit - 1] != delimiter) continue;
            shape = RecordShape.Quoted;
            var close = Close(text, at, last);
            if (close == NeedMore) { end = text.Length; return false; }
            if (close != Broken && (close == text.Length || text[close] == delimiter || text[close] is (byte)'\n' or (byte)'\r')) { at = close; continue; }
            shape = RecordShape.Broken;
            var line = text[start..].IndexOf((byte)'\n');
            end = line < 0 ? text.Length : start + line + 1;
            return line >= 0 || last;
        }
    }

    private const int NeedMore = -1, Broken = -2;

    /// <summary>Just after the closing quote of the cell whose content begins at <paramref name="start"/>.</summary>
    private static int Close(ReadOnlySpan<byte> text, int start, bool last)
    {
        for (var at = start; ;)
        {
            var quote = text[at..].IndexOf(Quote);
            if (quote < 0) return last || text.Length - start > ImportLimits.RecordBytes ? Broken : NeedMore;
            quote += at;
            if (quote - start > ImportLimits.RecordBytes) return Broken;
            if (quote + 1 == text.Length) return last ? quote + 1 : NeedMore;
            if (text[quote + 1] != Quote) return quote + 1;
            at = quote + 2;
        }
    }

    /// <summary>Splits a whole record into cells, each by its start and length; line ends are left out.</summary>
    public static int Split(ReadOnlySpan<byte> record, byte delimiter, List<(int Start, int Length, bool Quoted)> cells)
    {
        cells.Clear();
        record = record.TrimEnd("\r\n"u8);
        for (var at = 0; ;)
        {
            if (at < record.Length && record[at] == Quote)
            {
                var close = Close(record, at + 1, last: true);
                cells.Add((at + 1, close - at - 2, true));
                at = close;
                if (at >= record.Length) return cells.Count;
                at++; // the delimiter: TryFind saw to it
            }
            else
            {
                var next = record[at..].IndexOf(delimiter);
                if (next < 0) { cells.Add((at, record.Length - at, false)); return cells.Count; }
                cells.Add((at, next, false));
                at += next + 1;
            }
        }
    }

    /// <summary>A quoted cell without its doubled quotes.</summary>
    public static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> cell, ref byte[] scratch)
    {
        if (!cell.Contains(Quote)) return cell;
        if (scratch.Length < cell.Length) scratch = new byte[cell.Length];
        var n = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            scratch[n++] = cell[i];
            if (cell[i] == Quote) i++;
        }
        return scratch.AsSpan(0, n);
    }
}

/// <summary>What a record looks like.</summary>
internal enum RecordShape
{
    /// <summary>Without a quoted cell.</summary>
    Plain,
    /// <summary>With quoted cells, perhaps over several lines.</summary>
    Quoted,
    /// <summary>One line whose quotes do not close.</summary>
    Broken,
}
