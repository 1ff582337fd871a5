using System.Text.RegularExpressions;

namespace RetailOpt.Core.Synthesis.Loading;

/// <summary>Regular expressions that people type.</summary>
internal static class Patterns
{
    /// <summary>What is wrong with one, or null.</summary>
    public static string? Error(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
