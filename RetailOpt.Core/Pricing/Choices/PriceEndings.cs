using System.Globalization;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// How prices must end, such as .99: a price is the ending plus whole units of the place before it (.99: 0.99, 1.99, ...; 9.99: 9.99, 19.99, ...).
/// Decimal arithmetic throughout: a price in binary ends in nothing.
/// </summary>
public sealed record PriceEndings
{
    private readonly (decimal Ending, decimal Every)[] endings;

    private PriceEndings((decimal, decimal)[] endings) => this.endings = endings;

    /// <summary>Reads endings with commas between, such as ".99, .49"; null where there is none.</summary>
    /// <param name="text">The text, which has no <see cref="Problem"/>.</param>
    public static PriceEndings? Parse(string? text)
    {
        (decimal, decimal)[] all = [.. Parts(text).Select(part => (decimal.Parse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), Place(part)))];
        return all.Length == 0 ? null : new(all);
    }

    /// <summary>What is wrong with a text, or null.</summary>
    public static string? Problem(string? text) => Parts(text).FirstOrDefault(part => !IsEnding(part)) is { } part
        ? $"'{part}' is no ending of a price; write .99, or 9.99, with commas between" : null;

    /// <summary>The price with an ending that is nearest to another, the dearer of two as near; null where there is none from a least to a most.</summary>
    public decimal? Nearest(decimal price, decimal least, decimal most)
    {
        decimal? best = null;
        foreach (var (ending, every) in endings)
        {
            var (first, last) = (Math.Max(0, Math.Ceiling((least - ending) / every)), Math.Floor((most - ending) / every));
            if (first > last) continue;
            var near = ending + every * Math.Clamp(Math.Floor((price - ending) / every + .5m), first, last);
            if (near == 0) near += every; // nothing is given away
            if (near > most) continue;
            if (best is not { } other || Math.Abs(near - price) is var gap && (gap < Math.Abs(other - price) || gap == Math.Abs(other - price) && near > other)) best = near;
        }
        return best;
    }

    private static string[] Parts(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsEnding(string part)
    {
        var point = part.IndexOf('.', StringComparison.Ordinal);
        return point is >= 0 and <= 4 && part.Length - point is 2 or 3 && part.Where((_, i) => i != point).All(char.IsAsciiDigit);
    }

    private static decimal Place(string part)
    {
        var place = 1m;
        for (var i = part.IndexOf('.', StringComparison.Ordinal); i > 0; i--) place *= 10;
        return place;
    }
}
