namespace RetailOpt.Core.Synthesis.Loading;

/// <summary>Categories computed from names, where the data has none: the last word that several products share ("PINK SPOTTY BAG" is a bag).</summary>
internal static class NameShelves
{
    private const int Fewest = 5, ShortestWord = 3;
    /// <summary>The category of products whose name says nothing.</summary>
    public const string Other = "other";

    /// <summary>The products with their category.</summary>
    public static SoldProduct[] Of(SoldProduct[] products)
    {
        var words = Array.ConvertAll(products, p => p.Name.ToLowerInvariant().Split([' ', ',', '.', '/', '(', ')', '-', '"', '\''], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= ShortestWord && w.All(char.IsLetter)).Select(Singular).ToArray());
        var shared = words.SelectMany(w => w.Distinct()).CountBy(w => w).Where(w => w.Value >= Fewest).Select(w => w.Key).ToHashSet(StringComparer.Ordinal);
        return [.. products.Select((p, i) => p with { Category = words[i].LastOrDefault(shared.Contains) ?? Other })];
    }

    private static string Singular(string word) => word.Length > 4 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
}
