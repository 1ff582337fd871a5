namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>All metrics, in the order in which they are shown.</summary>
internal static class MetricList
{
    /// <summary>Weeks at the start of a log in which customers become known; some metrics look at the weeks after them.</summary>
    public const int FirstWeeks = 3;

    /// <summary>All.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        new("visit_probability", "Visit", 1, Known.Customers, "a week after the third: the share of customers who bought", Visiting.Shares),
        new("basket_size", "Basket size", 1, Known.Customers, "a customer's week with a purchase: its units", Visiting.Units),
        new("quantity", "Quantity", 1, Known.Nothing, "a line: its units", Lines.Quantities),
        new("revenue", "Revenue", 1, Known.Prices, "a basket: what was paid", Lines.Totals),
        new("category_purchase", "Category purchase", 2, Known.Customers | Known.Categories, "a category: the share of customer-weeks that bought of it", Products.CategoryShares),
        new("recency", "Recency", 2, Known.Customers, "a customer known from the first three weeks, in a later week: weeks since its last purchase", Visiting.Recency),
        new("sales_volume", "Sales volume", 2, Known.Nothing, "a product's week: its units, also where it sold none", Products.Volumes),
        new("price_distribution", "Prices", 2, Known.Prices, "a product: its mean unit price", Products.Prices),
        new("product_purchase", "Product purchase", 3, Known.Customers, "a product: the share of customer-weeks that bought it", Products.ProductShares),
        new("category_penetration", "Categories bought", 3, Known.Customers | Known.Categories, "a customer's week with a purchase: its categories", Visiting.Categories),
        new("marketing_signal", "Discounted baskets", 3, Known.Discounts, "the share of baskets with a discount", Lines.Discounted) { IsShare = true },
        new("promo_response", "Promotion response", 3, Known.Discounts, "a product with at least two weeks of either kind: units in its weeks with a discount over units in the others", Products.Responses),
        new("loyalty", "Loyalty", 3, Known.Customers, "a customer: of the products bought after its first basket, the share bought before", Habits.Loyalty),
        new("brand_switching", "Brand switching", 3, Known.Customers | Known.Categories | Known.Brands, "a customer: of its next purchases in a category, the share of another brand", Habits.Switching),
        new("category_size", "Category size", 0, Known.Categories, "a category: its products", Products.CategorySizes),
    ];
}
