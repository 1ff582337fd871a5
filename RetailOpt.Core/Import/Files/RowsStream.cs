using System.Buffers;
using System.Text;

namespace RetailOpt.Core.Import.Files;

/// <summary>Rows of cells as comma-separated UTF-8 text, one line a row, made while it is read. A line end inside a cell becomes a blank, so that lines are rows.</summary>
internal sealed class RowsStream(IEnumerator<string?[]> rows) : ForwardStream
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"");
    private readonly StringBuilder _line = new();
    private byte[] _bytes = [];
    private int _at, _length;

    public override int Read(Span<byte> buffer)
    {
        while (_at == _length)
        {
            if (!rows.MoveNext()) return 0;
            Encode(rows.Current);
        }
        var count = Math.Min(buffer.Length, _length - _at);
        _bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    private void Encode(string?[] row)
    {
        _line.Clear();
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0) _line.Append(',');
            var cell = row[i] ?? "";
            if (cell.AsSpan().ContainsAny("\r\n")) cell = cell.ReplaceLineEndings(" ");
            if (cell.AsSpan().ContainsAny(Special)) _line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else _line.Append(cell);
        }
        var text = _line.Append('\n').ToString();
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length < size) _bytes = new byte[size];
        (_at, _length) = (0, Encoding.UTF8.GetBytes(text, _bytes));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rows.Dispose();
        base.Dispose(disposing);
    }
}
