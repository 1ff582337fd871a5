using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RetailOpt.Web.Components.Common;

/// <summary>The little Markdown that reports use (headings, lists, tables, bold, code) as HTML. Everything is encoded first, so text from a file stays text.</summary>
internal static partial class Markup
{
    public static string Html(string markdown)
    {
        var html = new StringBuilder();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Heading().Match(line) is { Success: true } heading)
            {
                // a report's first heading stands below the page's own
                var level = Math.Min(4, heading.Groups[1].Length + 1);
                html.Append("<h").Append(level).Append('>').Append(Inline(heading.Groups[2].Value)).Append("</h").Append(level).Append('>');
            }
            else if (IsItem(line)) i = Block(html, lines, i, "ul", IsItem, l => $"<li>{Inline(l.TrimStart()[2..])}</li>");
            else if (line.StartsWith('|')) i = Table(html, lines, i);
            else i = Block(html, lines, i, "p", l => !string.IsNullOrWhiteSpace(l) && !IsItem(l) && !l.StartsWith('|') && !Heading().IsMatch(l), l => Inline(l) + " ");
        }
        return html.ToString();
    }

    private static int Block(StringBuilder html, string[] lines, int from, string tag, Func<string, bool> belongs, Func<string, string> write)
    {
        html.Append('<').Append(tag).Append('>');
        var i = from;
        for (; i < lines.Length && belongs(lines[i]); i++) html.Append(write(lines[i]));
        html.Append("</").Append(tag).Append('>');
        return i - 1;
    }

    private static int Table(StringBuilder html, string[] lines, int from)
    {
        html.Append("<div class=\"table-scroll\"><table class=\"list\">");
        var i = from;
        for (; i < lines.Length && lines[i].StartsWith('|'); i++)
        {
            if (i > from && lines[i].All(c => c is '|' or '-' or ':' or ' ')) continue;
            var cell = i == from ? "th" : "td";
            html.Append("<tr>").AppendJoin("", lines[i].Trim().Trim('|').Split('|').Select(c => $"<{cell}>{Inline(c.Trim())}</{cell}>")).Append("</tr>");
        }
        html.Append("</table></div>");
        return i - 1;
    }

    private static bool IsItem(string line) => line.TrimStart().StartsWith("- ", StringComparison.Ordinal) || line.TrimStart().StartsWith("* ", StringComparison.Ordinal);

    private static string Inline(string text) => Code().Replace(Bold().Replace(WebUtility.HtmlEncode(text), "<strong>$1</strong>"), "<code>$1</code>");

    [GeneratedRegex(@"^(#{1,4})\s+(.*)$")] private static partial Regex Heading();
    [GeneratedRegex(@"\*\*(.+?)\*\*")] private static partial Regex Bold();
    [GeneratedRegex("`(.+?)`")] private static partial Regex Code();
}
