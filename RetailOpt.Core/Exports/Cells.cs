using System.Globalization;

namespace RetailOpt.Core.Exports;

/// <summary>How a cell is written in text files: one way for all, whatever the culture.</summary>
internal static class Cells
{
    /// <summary>Numbers in their shortest exact form, amounts with up to 4 decimals, days as 2024-02-29, flags as true and false; empty for null.</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        decimal amount => amount.ToString("0.####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell cannot be a {cell.GetType().Name}."),
    };
}
