using System.Globalization;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>Markdowns as people write them: .3 or 30%.</summary>
internal static class Markdown
{
    private const string Advice = "write .3 or 30%";

    /// <summary>What is wrong with a written markdown, or null.</summary>
    public static string? Problem(GivenCell cell) =>
        double.IsNaN(cell.Number) ? $"'{cell.Text}' is not a number; {Advice}" : Problem(cell.Number) is { } problem ? $"'{cell.Text}' {problem}" : null;

    /// <summary>What is wrong with a markdown, or null.</summary>
    public static string? Problem(double md) => md is >= 0 and < 1 ? null : $"is not from 0 to below 1; {Advice}";

    /// <summary>Reads invariant text; NaN where it is no number.</summary>
    public static double Parse(ReadOnlySpan<char> text)
    {
        var percent = text.EndsWith("%");
        return double.TryParse(percent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? percent ? number / 100 : number : double.NaN;
    }
}
