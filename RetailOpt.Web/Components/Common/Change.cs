using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Common;

/// <summary>How a figure differs from another: shares by points, others relative to what they were.</summary>
internal readonly record struct Change(double Was, double Now, ColumnType Type)
{
    private const double Noise = 1e-9;

    /// <summary>The change between two figures; null where one of them is missing.</summary>
    public static Change? Of(double? was, double? now, ColumnType type) =>
        was is { } before && now is { } after && double.IsFinite(before) && double.IsFinite(after) ? new(before, after, type) : null;

    /// <summary>How much it rose.</summary>
    public double Difference => Now - Was;

    /// <summary>Whether it is the same, rounding aside.</summary>
    public bool IsNone => Math.Abs(Difference) <= Noise * Math.Max(1, Math.Abs(Was));

    /// <summary>"+5.0%", "−1.2 points".</summary>
    public string Text => Words(" points");

    /// <summary>The same where space is scarce: "−1.2 pt".</summary>
    public string Short => Words(" pt");

    /// <summary>Whether it is good or bad; empty where that cannot be said.</summary>
    public string Tone(Better better) => IsNone || better == Better.Neither ? "" : Difference > 0 == (better == Better.Higher) ? "good" : "bad";

    private string Words(string points) => Type == ColumnType.Percent ? (Difference * 100).ToString("+0.0;−0.0;0.0", CultureInfo.CurrentCulture) + points
        : Was == 0 ? (Difference > 0 ? "+" : Difference < 0 ? "−" : "") + Cells.Headline(Math.Abs(Difference), Type)
        : (Difference / Math.Abs(Was)).ToString("+0.0%;−0.0%;0.0%", CultureInfo.CurrentCulture);
}
