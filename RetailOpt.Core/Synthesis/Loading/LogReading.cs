namespace RetailOpt.Core.Synthesis.Loading;

/// <summary>Which products stand beside each other: what the choice model calls a category.</summary>
public enum ShelfLevel
{
    /// <summary>Category.</summary>
    Category,
    /// <summary>Subcategory.</summary>
    Subcategory,
    /// <summary>Department.</summary>
    Department,
    /// <summary>Computed of the product's name: its last word that at least five products share; the others are one category.</summary>
    Name,
}

/// <summary>How sales are read into a log.</summary>
/// <param name="Level">Which column of the products is the category.</param>
/// <param name="ProductPattern">Only products whose id matches; null for all.</param>
/// <param name="SkipBaskets">Baskets whose ids begin with one of these letters are left out.</param>
/// <param name="From">First day; null for the first there is.</param>
/// <param name="To">Last day; null for the last there is.</param>
internal sealed record LogReading(ShelfLevel Level, string? ProductPattern = null, string? SkipBaskets = null, DateOnly? From = null, DateOnly? To = null);
