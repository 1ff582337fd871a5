using System.Text;

namespace RetailOpt.Core.Import.Values;

/// <summary>Why a cell was refused.</summary>
internal enum Failure
{
    None,
    NotANumber,
    NotFinite,
    OutOfRange,
    NotWhole,
    NotADate,
    NotAFlag,
}

/// <summary>What all cells have in common: blanks around them and the ways of writing "nothing".</summary>
internal static class Cells
{
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 0 && cell[0] > ' ' && cell[^1] > ' ') return cell;
        return cell.Trim(" \t\r"u8);
    }

    /// <summary>Whether a trimmed cell of a number, date or flag column says that there is no value.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> cell) => cell.Length switch
    {
        0 => true,
        1 => cell[0] is (byte)'-' or (byte)'.' or (byte)'?',
        2 => cell.SequenceEqual("NA"u8) || cell.SequenceEqual("na"u8) || cell.SequenceEqual("\\N"u8),
        3 => cell.SequenceEqual("N/A"u8) || cell.SequenceEqual("n/a"u8),
        4 => Ascii.EqualsIgnoreCase(cell, "NULL"u8) || cell.SequenceEqual("None"u8) || cell.SequenceEqual("#N/A"u8),
        _ => false,
    };

    /// <summary>What is wrong, for the list of bad rows.</summary>
    public static string Say(Failure failure) => failure switch
    {
        Failure.NotANumber => "is not a number",
        Failure.NotFinite => "is not a finite number",
        Failure.OutOfRange => "is outside the range of 14 digits before the decimal mark",
        Failure.NotWhole => "is not a whole number",
        Failure.NotADate => "is not a date",
        Failure.NotAFlag => "is neither yes nor no",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
