namespace RetailOpt.Core.Storage;

/// <summary>Names of tables become names of files and sheets.</summary>
internal static class TableNames
{
    /// <summary>The name itself.</summary>
    /// <exception cref="ArgumentException">It has other characters than letters, digits, spaces, '_' and '-', or more than 64.</exception>
    public static string Checked(string name) =>
        name.Length is > 0 and <= 64 && name.Trim() == name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ' ')
            ? name : throw new ArgumentException($"'{name}' cannot name a table: letters, digits, spaces, '_' and '-' can, up to 64.");
}
