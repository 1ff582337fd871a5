using RetailOpt.Core.CrossSell.Loading;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>What a campaign is for: it decides which combinations are worth scaling.</summary>
internal enum CampaignType
{
    General,
    NewProductLaunch,
    SeasonalPromotion,
    CustomerRetention,
    InventoryClearance,
}

/// <summary>A campaign.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Type">Its type; an unknown one is general.</param>
/// <param name="TypeGiven">Its type as the data has it, or null.</param>
/// <param name="Category">Category of its products, or null.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="Spend">What was spent on it in the currency, or null.</param>
/// <param name="TargetSegment">Segment that it targets, or null.</param>
/// <param name="DiscountPercent">Its discount, 0 to 100, or null.</param>
/// <param name="Status">Its status as the data has it, or null.</param>
/// <param name="Targets">Accounts that it targets, or null where there is no list.</param>
/// <param name="Products">Products, or products of its coupons, or null where there is no list.</param>
internal sealed record Campaign(
    string Id, string? Name, CampaignType Type, string? TypeGiven, string? Category, DateOnly Start, DateOnly End, double? Spend, string? TargetSegment, double? DiscountPercent, string? Status,
    IReadOnlySet<string>? Targets, IReadOnlySet<string>? Products)
{
    /// <summary>Whether it runs on a day: its status is active, or none is given.</summary>
    public bool IsActive(DateOnly day) => (Status is null || Status.Equals("active", StringComparison.OrdinalIgnoreCase)) && Start <= day && day <= End;

    /// <summary>Whether it targets an account of that segment (null: none): by its list, else by its segment, else everybody.</summary>
    public bool Reaches(string account, string? segment) =>
        Targets is not null ? Targets.Contains(account) : TargetSegment is null || TargetSegment.Equals(segment, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it offers a product: by its list, else by its category, else any.</summary>
    public bool Offers(string product, ItemCatalog catalog) =>
        Products is not null ? Products.Contains(product) : Category is null || Category.Equals(catalog.Find(product)?.Category, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Names of the types of campaigns.</summary>
internal static class CampaignTypes
{
    private static readonly Dictionary<string, CampaignType> ByName = new(StringComparer.Ordinal)
    {
        ["general"] = CampaignType.General,
        ["new_product_launch"] = CampaignType.NewProductLaunch,
        ["seasonal_promotion"] = CampaignType.SeasonalPromotion,
        ["seasonal"] = CampaignType.SeasonalPromotion,
        ["customer_retention"] = CampaignType.CustomerRetention,
        ["inventory_clearance"] = CampaignType.InventoryClearance,
    };

    /// <summary>All names, ascending.</summary>
    public static IEnumerable<string> All => ByName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The type of that name, or null.</summary>
    public static CampaignType? Find(string name) =>
        ByName.TryGetValue(name.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_'), out var type) ? type : null;

    /// <summary>Its name.</summary>
    public static string Name(CampaignType type) => ByName.First(n => n.Value == type).Key;
}
