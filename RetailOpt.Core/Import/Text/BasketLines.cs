using System.Text;

namespace RetailOpt.Core.Import.Text;

/// <summary>Splits the lines of a plain basket file: one basket a line, its items separated by commas, semicolons, tabs or bars, else by spaces; an item that holds the separator stands in double quotes.</summary>
internal sealed class BasketLines
{
    private const double Rectangular = .8;
    private const int LeastLines = 3, TitleLines = 20;
    private readonly char _separator;

    private BasketLines(char separator) => _separator = separator;

    /// <summary>By the beginning of a file: the separator is the one that it holds most of.</summary>
    public static BasketLines Of(string head)
    {
        var (most, separator) = (0, ' ');
        foreach (var one in ",;\t|")
            if (head.Count(c => c == one) is var count && count > most) (most, separator) = (count, one);
        return new(separator);
    }

    /// <summary>
    /// Whether the beginning of a file, of whole lines, looks like baskets and not like a table: lines of different length, or of numbers between spaces,
    /// of which some item comes twice, and none of the first lines names two known columns.
    /// </summary>
    public static bool Look(string head, Func<string, bool> isKnownColumn)
    {
        var lines = Of(head);
        string[][] baskets = [.. head.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => lines.Split(l, out _)).Where(items => items is { Count: > 0 }).Select(items => items!.ToArray())];
        if (baskets.Length < LeastLines || baskets.Take(TitleLines).Any(b => b.Count(isKnownColumn) >= 2)) return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (!baskets.Any(b => b.Distinct(StringComparer.Ordinal).Count(item => !seen.Add(item)) > 0)) return false;
        return lines._separator == ' ' ? baskets.All(b => b.All(i => i.All(char.IsAsciiDigit))) : baskets.GroupBy(b => b.Length).Max(g => g.Count()) < Rectangular * baskets.Length;
    }

    /// <summary>The items of a line, each once, in its order; null where it cannot be read, with why.</summary>
    public IReadOnlyCollection<string>? Split(string line, out string? why)
    {
        why = line.Contains('\uFFFD', StringComparison.Ordinal) ? "an item in it is not UTF-8 text" : line.AsSpan().Trim().ContainsAnyInRange('\0', '\u0008') ? "there are control characters in it" : null;
        var items = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        for (var at = 0; why is null && at < line.Length; at++)
        {
            while (at < line.Length && line[at] == ' ') at++;
            if (at < line.Length && line[at] == '"' && _separator != ' ') Take(Quoted(line, ref at, ref why));
            else
            {
                var end = line.IndexOf(_separator, at);
                Take(line[at..(end < 0 ? line.Length : end)]);
                at = end < 0 ? line.Length : end;
            }
        }
        return why is null ? items.Keys : null;

        void Take(string item)
        {
            if (item.Trim() is { Length: > 0 } name) items.TryAdd(name, true);
        }
    }

    /// <summary>An item in quotes, in which a quote is doubled; then the place is that of the separator behind it.</summary>
    private string Quoted(string line, ref int at, ref string? why)
    {
        var item = new StringBuilder();
        for (at++; ; at++)
        {
            if (at >= line.Length)
            {
                why = "the quotes in it do not close";
                return "";
            }
            if (line[at] != '"') item.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '"') item.Append(line[at++]);
            else break;
        }
        for (at++; at < line.Length && line[at] != _separator; at++)
            if (!char.IsWhiteSpace(line[at])) why = "there is text behind closing quotes";
        return item.ToString();
    }
}
