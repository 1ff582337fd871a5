using System.Globalization;
using System.Text;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Load;
using RetailOpt.Core.Import.Mapping;
using RetailOpt.Core.Import.Text;

namespace RetailOpt.Core.Import.Files;

/// <summary>A plain basket file as a table of sales: a row for each item of a basket, of quantity 1; baskets are named by file and line.</summary>
internal static class BasketRows
{
    public const string Kind = "baskets";
    private const int MostCharacters = 16 << 20;

    /// <summary>The source as baskets where it is asked for, or looks like them; else the source as it is.</summary>
    public static Source Of(Source source, FileFormat format)
    {
        if (source.Kind != "text" || format == FileFormat.Table) return source;
        var head = Head(source);
        return format == FileFormat.Baskets || BasketLines.Look(head, name => Headers.IsKnown(Headers.Normal(name)))
            ? source with { Kind = Kind, Rows = (progress, refuse) => new RowsStream(Rows(source, BasketLines.Of(head), progress, refuse).GetEnumerator()) } : source;
    }

    /// <summary>The whole lines at the beginning.</summary>
    private static string Head(Source source)
    {
        using var stream = source.OpenText();
        var bytes = new byte[ImportLimits.SampleBytes];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = Encoding.UTF8.GetString(bytes, 0, read);
        return (read < bytes.Length ? text : text[..(text.LastIndexOf('\n') + 1)]).ReplaceLineEndings("\n");
    }

    private static IEnumerable<string?[]> Rows(Source source, BasketLines lines, Action<long>? progress, Action<Reject>? refuse)
    {
        using var text = new StreamReader(source.OpenText(progress), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        var name = Path.GetFileNameWithoutExtension(source.Leaf);
        yield return ["basket", "product", "quantity"];
        var number = 0L;
        foreach (var line in Lines(text, source.Name))
        {
            number++;
            if (lines.Split(line, out var why) is not { } items) refuse?.Invoke(new(source.Name, number, null, why!, line[..Math.Min(line.Length, ImportLimits.RawCharacters)]));
            else
            {
                var basket = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
                foreach (var item in items) yield return [basket, item, "1"];
            }
        }
    }

    private static IEnumerable<string> Lines(StreamReader text, string name)
    {
        var (buffer, line, number) = (new char[1 << 16], new StringBuilder(), 1L);
        for (int read; (read = text.Read(buffer)) > 0;)
            for (var at = 0; at < read;)
            {
                var end = buffer.AsSpan(at, read - at).IndexOf('\n');
                line.Append(buffer, at, end < 0 ? read - at : end);
                if (line.Length > MostCharacters) throw new InputException($"{name}, line {number}: longer than {MostCharacters >> 20} million characters. Write one basket a line.");
                if (end < 0) break;
                yield return line.ToString().TrimEnd('\r');
                line.Clear();
                number++;
                at += end + 1;
            }
        if (line.Length > 0) yield return line.ToString().TrimEnd('\r');
    }
}
