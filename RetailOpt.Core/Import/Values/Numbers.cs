using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RetailOpt.Core.Import.Values;

/// <summary>Reads numbers as people write them: with either decimal mark, grouped thousands, currency signs and exponents.</summary>
internal static class Numbers
{
    public const long MoneyLimit = 999_999_999_999_990_000;
    private static readonly long[] PowersOfTen = [1, 10, 100, 1_000, 10_000];

    /// <summary>Reads DECIMAL(18,4) as ten-thousandths; more decimals are rounded half away from zero.</summary>
    public static Failure Money(ReadOnlySpan<byte> cell, bool comma, out long value)
    {
        if (Simple(cell, comma ? (byte)',' : (byte)'.', out value)) return Failure.None;
        if (Invariant(cell, comma) is not { } text) return NotFinite(cell) ? Failure.NotFinite : Failure.NotANumber;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? Failure.OutOfRange : Failure.NotANumber;
        if (Math.Abs(number) >= 99_999_999_999_999m) return Failure.OutOfRange;
        number = Math.Round(number * 10_000m, MidpointRounding.AwayFromZero);
        value = (long)number;
        return Math.Abs(value) < MoneyLimit ? Failure.None : Failure.OutOfRange;
    }

    /// <summary>Reads a finite real number; a percent sign divides by 100.</summary>
    public static Failure Real(ReadOnlySpan<byte> cell, bool comma, out double value)
    {
        if (!comma && Utf8Parser.TryParse(cell, out value, out var used) && used == cell.Length && double.IsFinite(value)) return Failure.None;
        value = 0;
        var percent = cell.Length > 1 && cell[^1] == '%';
        if (Invariant(percent ? Cells.Trim(cell[..^1]) : cell, comma) is not { } text) return NotFinite(cell) ? Failure.NotFinite : Failure.NotANumber;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return Failure.NotANumber;
        if (!double.IsFinite(value)) return Failure.OutOfRange;
        if (percent) value /= 100;
        return Failure.None;
    }

    /// <summary>Reads a whole number of 64 bits; "12.0" is whole.</summary>
    public static Failure Whole(ReadOnlySpan<byte> cell, bool comma, out long value)
    {
        if (Utf8Parser.TryParse(cell, out value, out var used) && used == cell.Length) return Failure.None;
        if (Invariant(cell, comma) is not { } text) return NotFinite(cell) ? Failure.NotFinite : Failure.NotANumber;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return Failure.NotANumber;
        if (number != decimal.Truncate(number)) return Failure.NotWhole;
        if (Math.Abs(number) > long.MaxValue) return Failure.OutOfRange;
        value = (long)number;
        return Failure.None;
    }

    /// <summary>The common shape, quickly: sign, digits and at most four decimals, eighteen digits in all.</summary>
    private static bool Simple(ReadOnlySpan<byte> cell, byte mark, out long value)
    {
        value = 0;
        var i = cell.Length > 0 && cell[0] == '-' ? 1 : 0;
        if (cell.Length - i is 0 or > 15) return false;
        int digits = 0, decimals = -1;
        for (; i < cell.Length; i++)
        {
            var digit = (uint)(cell[i] - '0');
            if (digit <= 9) { value = value * 10 + digit; digits++; if (decimals >= 0) decimals++; }
            else if (cell[i] == mark && decimals < 0) decimals = 0;
            else return false;
        }
        if (decimals > 4 || digits == 0 || digits - Math.Max(decimals, 0) > 13) return false;
        value *= PowersOfTen[4 - Math.Max(decimals, 0)];
        if (cell[0] == '-') value = -value;
        return true;
    }

    /// <summary>The number with a point and without groups, signs of currency or blanks; null when it is no number.</summary>
    internal static string? Invariant(ReadOnlySpan<byte> cell, bool comma)
    {
        if (cell.Length is 0 or > 64) return null;
        var text = Encoding.UTF8.GetString(cell).Trim().Trim('$', '€', '£', '¥', '₹').Trim();
        var negative = text is ['(', .., ')'];
        if (negative) text = text[1..^1].Trim('$', '€', '£', '¥', '₹', ' ');
        if (text is ['-' or '+', ..] && text.Length > 1) { negative ^= text[0] == '-'; text = text[1..].Trim('$', '€', '£', '¥', '₹', ' '); }
        var (mark, point) = comma ? (',', '.') : ('.', ',');
        var end = text.IndexOfAny([mark, 'e', 'E']);
        var whole = end < 0 ? text : text[..end];
        if (whole.IndexOfAny([point, ' ', '\u00A0', '\u202F', '\'', '’']) is var first and >= 0)
        {
            var groups = whole.Split(whole[first]);
            if (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(g => g.Length != 3)) return null;
            whole = string.Concat(groups);
        }
        var rest = end < 0 ? "" : text[end..].Replace(mark, '.');
        if (whole.Any(c => !char.IsAsciiDigit(c)) || rest.Any(c => !char.IsAsciiDigit(c) && c is not ('.' or 'e' or 'E' or '+' or '-'))) return null;
        return whole.Length + rest.Length == 0 || (whole.Length == 0 && !rest.Any(char.IsAsciiDigit)) ? null : (negative ? "-" : "") + whole + rest;
    }

    private static bool NotFinite(ReadOnlySpan<byte> cell)
    {
        var bare = cell.TrimStart("+-"u8);
        return Ascii.EqualsIgnoreCase(bare, "nan"u8) || Ascii.EqualsIgnoreCase(bare, "inf"u8) || Ascii.EqualsIgnoreCase(bare, "infinity"u8)
            || Ascii.EqualsIgnoreCase(bare, "1.#inf"u8) || bare.SequenceEqual("∞"u8);
    }
}
