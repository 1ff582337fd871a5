using System.Globalization;
using System.Text;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Charts;

/// <summary>The figures behind a chart as CSV: a row for each point of each series, each cell of a heat map, or each flow; numbers invariant, text guarded as in every CSV of ours.</summary>
internal static class ChartCsv
{
    public static string Of(ChartSpec spec)
    {
        var csv = new StringBuilder();
        if (spec.Heat is { } heat) Cells(csv, heat);
        else if (spec.Flow is { } flow) Flows(csv, flow);
        else Points(csv, spec);
        return csv.ToString();
    }

    private static void Points(StringBuilder csv, ChartSpec spec)
    {
        var (high, shade, note) = (spec.Series.Any(s => s.High is not null), spec.Shade is not null, spec.Series.Any(s => s.Hover is not null));
        IEnumerable<string?> Extra(string? top, string? tone, string? text)
        {
            if (high) yield return top;
            if (shade) yield return tone;
            if (note) yield return text;
        }
        Line(csv, ["Series", spec.X.Title, spec.Y.Title, .. Extra(spec.Y.Title + ", upper edge", spec.Shade?.Title, "Note")]);
        foreach (var series in spec.Series)
            for (var i = 0; i < series.X.Count; i++)
                Line(csv, [series.Name, Text(series.X[i]), Text(series.Y[i]), .. Extra(Text(series.High?[i]), Text(series.Shade?[i]), series.Hover?[i].ReplaceLineEndings("; "))]);
    }

    private static void Cells(StringBuilder csv, HeatMap heat)
    {
        Line(csv, ["Row", "Column", "Value"]);
        for (var row = 0; row < heat.Rows.Count; row++)
            for (var column = 0; column < heat.Columns.Count; column++)
                Line(csv, [heat.Rows[row], heat.Columns[column], Text(heat.Values[row][column])]);
    }

    private static void Flows(StringBuilder csv, FlowMap flow)
    {
        Line(csv, ["From", "To", flow.Unit]);
        for (var i = 0; i < flow.Values.Count; i++) Line(csv, [flow.From[i], flow.To[i], Text(flow.Values[i])]);
    }

    private static string? Text(object? value) => value switch
    {
        double number when !double.IsFinite(number) => null,
        string text => text,
        _ => OptionSchema.Format(value),
    };

    private static void Line(StringBuilder csv, IEnumerable<string?> cells) => csv.AppendJoin(',', cells.Select(Field)).Append("\r\n");

    // a number may begin with a minus; a text that does is kept from becoming a formula
    private static string Field(string? cell)
    {
        if (cell is null) return "";
        var text = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? cell : CsvText.Guard(cell);
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
