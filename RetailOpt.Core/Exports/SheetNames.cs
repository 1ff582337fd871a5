using System.Globalization;

namespace RetailOpt.Core.Exports;

/// <summary>Names of sheets: at most 31 characters, none of : \ / ? * [ ], no apostrophe at either end, none twice.</summary>
internal sealed class SheetNames
{
    private const int Longest = 31;
    // Excel keeps this name for itself
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { "History" };

    /// <summary>A free name like the one wished for.</summary>
    public string Take(string wish)
    {
        var clean = string.Concat(wish.Select(c => c is ':' or '\\' or '/' or '?' or '*' or '[' or ']' || char.IsControl(c) ? '_' : c)).Trim('\'', ' ');
        if (clean.Length == 0) clean = "Sheet";
        for (var n = 1; ; n++)
        {
            var suffix = n == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{n}");
            var name = clean[..Math.Min(clean.Length, Longest - suffix.Length)] + suffix;
            if (_taken.Add(name)) return name;
        }
    }
}
