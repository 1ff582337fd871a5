using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailOpt.Core.Synthesis.Substitution;

/// <summary>How much a pack holds, from the size as it is written ("22 LB", "4 x 125 g").</summary>
internal static partial class PackSizes
{
    /// <summary>Names of the classes, by number.</summary>
    public static readonly string[] Names = ["single", "small", "medium", "large", "family"];
    /// <summary>The class of a size that cannot be read.</summary>
    public const int Unknown = -1;

    private static readonly double[] UpTo = [10, 20, 40, 80];
    private static readonly Dictionary<string, double> OuncesOf = new[]
    {
        ("OZ", 1), ("FL OZ", 1), ("LB", 16), ("LBS", 16), ("PT", 16), ("QT", 32), ("GA", 128), ("GAL", 128), ("G", 1 / GramsOfOunce), ("GR", 1 / GramsOfOunce),
        ("KG", 1000 / GramsOfOunce), ("ML", 1 / MillilitresOfOunce), ("CL", 10 / MillilitresOfOunce), ("L", 1000 / MillilitresOfOunce), ("LT", 1000 / MillilitresOfOunce), ("LTR", 1000 / MillilitresOfOunce),
    }.ToDictionary(u => u.Item1, u => u.Item2, StringComparer.OrdinalIgnoreCase);
    private const double GramsOfOunce = 28.349523125, MillilitresOfOunce = 29.5735295625;

    /// <summary>Ounces of weight or of fluid, taken alike; null where no number with a known unit is written.</summary>
    public static double? Ounces(string? size)
    {
        if (size is null || Written().Match(size) is not { Success: true } match || !OuncesOf.TryGetValue(Blanks().Replace(match.Groups["unit"].Value, " "), out var ounces)) return null;
        var packs = match.Groups["packs"].Success ? Number(match.Groups["packs"].Value) : 1;
        return packs * Number(match.Groups["number"].Value) * ounces is > 0 and var all ? all : null;
    }

    /// <summary>The class of a size: up to 10 ounces single, 20 small, 40 medium, 80 large, beyond family; -1 where it cannot be read.</summary>
    public static int ClassOf(string? size) => Ounces(size) is { } ounces ? UpTo.Count(limit => ounces > limit) : Unknown;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:(?<packs>\d+)\s*[xX/]\s*)?(?<number>\d+(?:\.\d+)?|\.\d+)\s*(?<unit>FL\.?\s*OZ|[A-Za-z]+)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Written();

    [GeneratedRegex(@"\.?\s+")]
    private static partial Regex Blanks();
}
