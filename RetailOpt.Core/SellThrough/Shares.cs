using System.Globalization;

namespace RetailOpt.Core.SellThrough;

/// <summary>Numbers written with slashes between them: 0.7/0.2/0.1.</summary>
internal static class Shares
{
    /// <summary>Whether the text is exactly so many finite numbers from 0.</summary>
    public static bool TryRead(string? text, int count, out double[] shares)
    {
        var parts = (text ?? "").Split('/', StringSplitOptions.TrimEntries);
        shares = new double[count];
        if (parts.Length != count) return false;
        for (var i = 0; i < count; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out shares[i]) || !double.IsFinite(shares[i]) || shares[i] < 0) return false;
        return true;
    }

    /// <summary>The numbers of a text that was checked.</summary>
    public static double[] Read(string text, int count) => TryRead(text, count, out var shares) ? shares : throw new FormatException($"'{text}' is not {count} numbers.");
}
