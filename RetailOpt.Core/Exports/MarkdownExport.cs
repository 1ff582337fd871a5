using System.Globalization;
using System.Text;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>The report of a run as Markdown: its own text, then key figures, notices and what it was made from.</summary>
internal static class MarkdownExport
{
    /// <summary>The whole text.</summary>
    public static string Of(RunRecord run, string report)
    {
        var text = new StringBuilder(report.TrimEnd());
        if (text.Length == 0) text.Append(CultureInfo.InvariantCulture, $"# {run.Request.Analysis}");
        Section(text, "Key figures", run.Kpis.Count == 0 ? [] : [
            "| figure | value | interval | unit |", "|---|---:|---:|---|",
            .. run.Kpis.Select(k => $"| {Escaped(k.Label)} | {Figure(k, k.Value)} | {(k.Low is null && k.High is null ? "" : $"{Figure(k, k.Low)} to {Figure(k, k.High)}")} | {Escaped(k.Unit ?? "")} |")]);
        Section(text, "Notices", [.. run.Notices.Select(n => $"- **{n.Level}**: {Escaped(n.Text)}{(n.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({n.Count:N0})") : "")}")]);
        Section(text, "Made from", [.. RunFacts.Of(run).Where(f => f.Group != "Notice").Select(f => $"- {f.Group}, {Escaped(f.Name)}: {Escaped(f.Value)}")]);
        return text.AppendLine().ToString();
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        text.Append("\n\n## ").Append(title).Append("\n\n").AppendJoin('\n', lines);
    }

    private static string Figure(Kpi kpi, double? value) => value is null ? "none" : kpi.Type switch
    {
        ColumnType.Percent => value.Value.ToString("P1", CultureInfo.InvariantCulture),
        ColumnType.Integer => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        ColumnType.Money => value.Value.ToString("N2", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("#,##0.####", CultureInfo.InvariantCulture),
    };

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" ")) (c is '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' ? escaped.Append('\\') : escaped).Append(c);
        return escaped.ToString();
    }
}
