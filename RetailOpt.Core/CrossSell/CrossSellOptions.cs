using System.Text.RegularExpressions;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell;

/// <summary>What an item is.</summary>
public enum ItemLevel
{
    /// <summary>A product.</summary>
    Product,
    /// <summary>Its subcategory.</summary>
    Subcategory,
    /// <summary>Its category.</summary>
    Category,
    /// <summary>Its brand.</summary>
    Brand,
    /// <summary>Its category and brand together.</summary>
    CategoryBrand,
}

/// <summary>Over what shares are counted.</summary>
public enum CountBy
{
    /// <summary>Over baskets.</summary>
    Basket,
    /// <summary>Over accounts: all that an account bought in the window is one basket.</summary>
    Account,
}

/// <summary>Where the segments of accounts come from.</summary>
public enum SegmentSource
{
    /// <summary>Those of the data; computed where it has none.</summary>
    Auto,
    /// <summary>Those of the data.</summary>
    Given,
    /// <summary>Computed as thirds by recency, frequency and money.</summary>
    Computed,
    /// <summary>Computed as clusters of recency, frequency and money.</summary>
    Clusters,
    /// <summary>None: everybody together.</summary>
    None,
}

/// <summary>What becomes of a basket with very many items.</summary>
public enum BigBaskets
{
    /// <summary>It stays whole; it is told.</summary>
    Keep,
    /// <summary>It keeps the items that most baskets hold.</summary>
    Cap,
    /// <summary>It is left out.</summary>
    Drop,
}

/// <summary>What loading reads of the options: equal readings give equal baskets.</summary>
public sealed record CrossSellReading(
    ItemLevel Level, DateOnly? AsOf, int LookbackDays, SegmentSource Segments, string? SkipBaskets, string? ProductPattern, bool UpperCase, BigBaskets BigBaskets, int BigBasketItems);

/// <summary>What every cross-sell analysis reads.</summary>
public abstract record CrossSellOptions : IOptionRules
{
    internal const string Data = "Data", Counting = "Counting";

    /// <summary>What an item is.</summary>
    [Option("item-level", "Items are", Group = Data, Help = "Products, or what they belong to. A product that names none is left out and counted.")]
    public ItemLevel ItemLevel { get; init; } = ItemLevel.Product;

    /// <summary>Last day of the window; null for the newest day of the sales that is not after the import.</summary>
    [Option("as-of", "As of", Group = Data, Help = "Last day that is looked at; empty: the newest day of the sales that is not after the day of their import. Later rows are counted and told.")]
    public DateOnly? AsOf { get; init; }

    /// <summary>Days before it that are looked at.</summary>
    [Option("lookback-days", "Lookback", Group = Data, Unit = "days", Min = 0, Max = 36_500, Step = 1, Help = "Days before that day; both ends belong to the window.")]
    public virtual int LookbackDays { get; init; } = 365;

    /// <summary>Where segments come from.</summary>
    [Option("segments", "Segments", Group = Data, Help = "Auto takes those of the accounts, and where there are none computes Premium, Standard and Basic from recency, frequency and money: as thirds (computed), or as what lies together (clusters).")]
    public SegmentSource Segments { get; init; } = SegmentSource.Auto;

    /// <summary>Beginnings of basket ids that are left out.</summary>
    [Option("skip-baskets", "Baskets to leave out", Group = Data, Help = "Beginnings of basket ids with commas between, such as C,A for cancelled and adjusting invoices.")]
    public string? SkipBaskets { get; init; }

    /// <summary>Pattern of product ids.</summary>
    [Option("product-pattern", "Pattern of products", Group = Data, Help = "A regular expression that ids of products match, such as ^[0-9]{5}; others (postage, fees) are left out and counted.")]
    public string? ProductPattern { get; init; }

    /// <summary>Whether ids of products are taken without regard to case.</summary>
    [Option("upper-case-products", "Ids in capitals", Group = Data, Help = "Takes product ids that differ only in case, such as 85123a and 85123A, as one.")]
    public bool UpperCaseProducts { get; init; }

    /// <summary>What becomes of baskets with very many items.</summary>
    [Option("big-baskets", "Very big baskets", Group = Data, Help = "Baskets beyond the size below: keep them, cap them to the items that most baskets hold, or drop them. They are told in any case.")]
    public BigBaskets BigBaskets { get; init; } = BigBaskets.Keep;

    /// <summary>From how many items on a basket is very big.</summary>
    [Option("big-basket-items", "Very big from", Group = Data, Unit = "items", Min = 2, Max = 1_000_000, Step = 1)]
    public int BigBasketItems { get; init; } = 10_000;

    /// <summary>What loading reads.</summary>
    internal CrossSellReading Reading => new(ItemLevel, AsOf, LookbackDays, Segments, SkipBaskets, ProductPattern, UpperCaseProducts, BigBaskets, BigBasketItems);

    /// <inheritdoc/>
    public virtual IEnumerable<OptionError> Check()
    {
        if (ProductPattern is not { } pattern) yield break;
        var wrong = "";
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            wrong = e.Message;
        }
        if (wrong.Length > 0) yield return new("product-pattern", $"'{pattern}' is no regular expression that can be used: {wrong}");
    }
}
