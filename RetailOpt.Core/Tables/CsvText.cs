namespace RetailOpt.Core.Tables;

/// <summary>
/// Keeps text from becoming a formula when a CSV file is opened in a spreadsheet. Text that begins with = + - @, a tab or a carriage return, also behind
/// apostrophes, is given one apostrophe in front; taking it away again gives the same text back, whatever it was.
/// </summary>
public static class CsvText
{
    /// <summary>The text as it is exported.</summary>
    public static string Guard(string text) => IsRisky(text) ? "'" + text : text;

    /// <summary>The text that <see cref="Guard"/> was given.</summary>
    public static string Restore(string text) => text.StartsWith('\'') && IsRisky(text) ? text[1..] : text;

    private static bool IsRisky(string text)
    {
        var rest = text.AsSpan().TrimStart('\'');
        return rest.Length > 0 && rest[0] is '=' or '+' or '-' or '@' or '\t' or '\r';
    }
}
