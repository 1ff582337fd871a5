using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Common;

/// <summary>Writes values for people, in the browser's culture: thousands separators, percentages to one place, an em dash for what is missing.</summary>
internal static class Cells
{
    public const string None = "—";

    /// <summary>Whether a column is set to the right.</summary>
    public static bool IsNumeric(ColumnType type) => type is ColumnType.Integer or ColumnType.Number or ColumnType.Money or ColumnType.Percent;

    /// <summary>One cell.</summary>
    /// <param name="value">A cell of the column's type, or null.</param>
    /// <param name="type">What the column holds.</param>
    /// <param name="decimals">Decimals of numbers and money; see <see cref="Decimals"/>.</param>
    public static string Text(object? value, ColumnType type, int decimals = 2)
    {
        var culture = CultureInfo.CurrentCulture;
        return value switch
        {
            null => None,
            string text => text.Length == 0 ? None : text,
            bool flag => flag ? "Yes" : "No",
            DateOnly day => day.ToString("d", culture),
            double number when !double.IsFinite(number) => None,
            double share when type == ColumnType.Percent => share.ToString("P1", culture),
            double small when type == ColumnType.Number && IsFiner(small, decimals) => Significant(small, culture),
            double number => number.ToString("N" + decimals, culture),
            decimal money => money.ToString("N" + decimals, culture),
            IFormattable whole when type == ColumnType.Integer => whole.ToString("N0", culture),
            IFormattable other => other.ToString(null, culture),
            _ => value.ToString() ?? None,
        };
    }

    /// <summary>Decimals for a column, the same in all its cells: none where all are whole, fewer where they are large.</summary>
    public static int Decimals(IEnumerable<object?> cells, ColumnType type)
    {
        if (type is not (ColumnType.Number or ColumnType.Money)) return 0;
        double largest = 0;
        var whole = true;
        foreach (var cell in cells)
        {
            if (cell is null) continue;
            var value = Math.Abs(Convert.ToDouble(cell, CultureInfo.InvariantCulture));
            if (!double.IsFinite(value)) continue;
            largest = Math.Max(largest, value);
            whole &= value == Math.Floor(value);
        }
        if (whole) return 0;
        return type == ColumnType.Money ? 2 : largest switch { >= 10_000 => 0, >= 100 => 1, >= 1 => 3, _ => 4 };
    }

    /// <summary>A headline figure: short enough to read at a glance, exact in its tooltip.</summary>
    public static string Headline(double? value, ColumnType type)
    {
        if (value is not { } v || !double.IsFinite(v)) return None;
        var culture = CultureInfo.CurrentCulture;
        if (type == ColumnType.Percent) return v.ToString("P1", culture);
        return Math.Abs(v) switch
        {
            >= 1e9 => (v / 1e9).ToString("N2", culture) + " bn",
            >= 1e6 => (v / 1e6).ToString("N2", culture) + " M",
            >= 1e5 => (v / 1e3).ToString("N1", culture) + " k",
            >= 100 => v.ToString("N0", culture),
            _ when v == Math.Floor(v) => v.ToString("N0", culture),
            >= .01 => v.ToString("N2", culture),
            _ => Significant(v, culture),
        };
    }

    /// <summary>An interval as headline figures: "2.41 to 2.63 M".</summary>
    public static string Range(double low, double high, ColumnType type)
    {
        string from = Headline(low, type), to = Headline(high, type);
        var unit = to.LastIndexOf(' ') is var at and >= 0 ? to[at..] : "";
        return unit.Length > 0 && from.EndsWith(unit, StringComparison.Ordinal) ? $"{from[..^unit.Length]} to {to}" : $"{from} to {to}";
    }

    // a column may hold shares beside millions: what its decimals would round away is written by its own digits
    private static bool IsFiner(double value, int decimals) => value != 0 && Math.Abs(value) < 1 && Math.Abs(value) < 100 * Math.Pow(10, -decimals);

    private static string Significant(double value, CultureInfo culture) => value.ToString(Math.Abs(value) < .0001 ? "0.##e-0" : Math.Abs(value) < .01 ? "0.######" : "0.###", culture);

    /// <summary>A headline figure in full.</summary>
    public static string Full(double? value, ColumnType type) => Text(value, type, Decimals([value], type == ColumnType.Money ? ColumnType.Money : ColumnType.Number));

    /// <summary>Bytes, as people write them.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        double value = bytes;
        var unit = 0;
        for (; value >= 1000 && unit < units.Length - 1; unit++) value /= 1000;
        return value.ToString(unit == 0 || value >= 100 ? "N0" : "N1", CultureInfo.CurrentCulture) + " " + units[unit];
    }

    /// <summary>A span of time in its largest units: "1 h 5 min", "42 s", "under a second".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "under a second",
        { TotalSeconds: < 60 } => $"{span.TotalSeconds:0} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };

    /// <summary>How long ago something was, in words.</summary>
    public static string Ago(DateTimeOffset when, DateTimeOffset now) => (now - when) switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 60 } age => $"{Math.Max(1, (int)age.TotalMinutes)} min ago",
        { TotalHours: < 24 } age => $"{(int)age.TotalHours} h ago",
        { TotalDays: < 14 } age => $"{(int)age.TotalDays} d ago",
        _ => when.LocalDateTime.ToString("d", CultureInfo.CurrentCulture),
    };

    /// <summary>A dataset's fact, kept invariant in its manifest ("479,334", "2026-10-25", "9,747.93 GBP"), in the browser's culture: 479,334 reads as 479 elsewhere.</summary>
    public static string Fact(string text)
    {
        var culture = CultureInfo.CurrentCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day.ToString("d", culture);
        var (number, unit) = text.IndexOf(' ', StringComparison.Ordinal) is var gap and > 0 ? (text[..gap], text[gap..]) : (text, "");
        if (!decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)) return text;
        var decimals = number.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? number.Length - point - 1 : 0;
        return value.ToString("N" + decimals, culture) + unit;
    }

    /// <summary>A word as the first of a sentence.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The label of a figure with its unit.</summary>
    public static string Label(Kpi kpi) => string.IsNullOrEmpty(kpi.Unit) ? kpi.Label : $"{kpi.Label} ({kpi.Unit})";
}
