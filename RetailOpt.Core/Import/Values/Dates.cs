using System.Text;

namespace RetailOpt.Core.Import.Values;

/// <summary>Which orders of day and month a date allows.</summary>
[Flags]
internal enum DateOrders
{
    None = 0,
    Dmy = 1,
    Mdy = 2,
    Both = Dmy | Mdy,
}

/// <summary>Reads days: 2024-03-31, 20240331, 31.03.2024, 3/31/24, 31-MAR-24, each with or without a time of day, which is dropped.</summary>
internal static class Dates
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Days since 1970-01-01.</summary>
    public static Failure Read(ReadOnlySpan<byte> cell, bool dayFirst, out int days)
    {
        days = 0;
        if (cell.Length == 10 && cell[4] == '-' && cell[7] == '-' && Digits(cell[..4], out var y) && Digits(cell[5..7], out var m) && Digits(cell[8..], out var d))
            return Day(y, m, d, out days) ? Failure.None : Failure.NotADate;
        if (!Split(cell, out var a, out var b, out var c, out var shape)) return Failure.NotADate;
        return (shape switch
        {
            Shape.YearFirst => Day(a, b, c, out days),
            Shape.Named => Day(Year(c), b, a, out days),
            _ when dayFirst => Day(Year(c), b, a, out days),
            _ => Day(Year(c), a, b, out days),
        }) ? Failure.None : Failure.NotADate;
    }

    /// <summary>The orders under which a cell is a date; Both where it does not matter how it is read.</summary>
    public static DateOrders Orders(ReadOnlySpan<byte> cell, out bool matters)
    {
        matters = false;
        if (!Split(cell, out var a, out var b, out var c, out var shape)) return DateOrders.None;
        if (shape == Shape.YearFirst) return Day(a, b, c, out _) ? DateOrders.Both : DateOrders.None;
        if (shape == Shape.Named) return Day(Year(c), b, a, out _) ? DateOrders.Both : DateOrders.None;
        matters = a != b;
        return (Day(Year(c), b, a, out _) ? DateOrders.Dmy : 0) | (Day(Year(c), a, b, out _) ? DateOrders.Mdy : 0);
    }

    private enum Shape { YearFirst, Named, Numbers }

    /// <summary>Three parts and perhaps a time. A named month comes out in the middle.</summary>
    private static bool Split(ReadOnlySpan<byte> cell, out int a, out int b, out int c, out Shape shape)
    {
        a = b = c = 0;
        shape = Shape.YearFirst;
        if (cell.Length == 8 && Digits(cell[..4], out a) && Digits(cell[4..6], out b) && Digits(cell[6..], out c)) return true;
        var first = cell.IndexOfAny("-/. "u8);
        if (first is < 1 or > 9) return false;
        var rest = cell[(first + 1)..];
        var second = rest.IndexOfAny("-/. "u8);
        if (second < 1 || rest[second] != cell[first]) return false;
        var one = cell[..first];
        var two = rest[..second];
        var tail = rest[(second + 1)..];
        var end = tail.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var three = end < 0 ? tail : tail[..end];
        if (!Digits(three, out c) || (end >= 0 && !IsTime(tail[end..]))) return false;
        if (Month(two) is var named and > 0) { b = named; shape = Shape.Named; return three.Length is 2 or 4 && Digits(one, out a) && one.Length <= 2; }
        if (Month(one) is var leading and > 0) { b = leading; shape = Shape.Named; return three.Length is 2 or 4 && Digits(two, out a) && two.Length <= 2; }
        if (!Digits(one, out a) || !Digits(two, out b) || two.Length > 2) return false;
        shape = one.Length == 4 ? Shape.YearFirst : Shape.Numbers;
        return shape == Shape.YearFirst ? three.Length <= 2 : one.Length <= 2 && three.Length is 2 or 4;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 4) return false;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }

    private static int Month(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 3 or > 9 || text[0] <= '9') return 0;
        for (var i = 0; i < Months.Length; i++)
            if (Ascii.EqualsIgnoreCase(text[..3], Months[i])) return i + 1;
        return 0;
    }

    private static bool IsTime(ReadOnlySpan<byte> text) =>
        text[0] is (byte)' ' or (byte)'T' or (byte)'t' && text[1..].IndexOfAnyExcept("0123456789:.+- APMapmZz,"u8) < 0;

    private static int Year(int year) => year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;

    private static bool Day(int year, int month, int day, out int days)
    {
        days = 0;
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        days = new DateOnly(year, month, day).DayNumber - Epoch;
        return true;
    }
}
