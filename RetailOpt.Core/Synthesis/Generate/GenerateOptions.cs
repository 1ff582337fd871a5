using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>How large the synthetic retailer is and what is planted in it. Everything random in it comes from the run's seed.</summary>
public sealed record GenerateOptions : IOptionRules
{
    /// <summary>Customers.</summary>
    [Option("customers", "Customers", Min = 1, Max = 10_000_000, Group = "Size")]
    public int Customers { get; init; } = 2_000;

    /// <summary>Customers whose purchases are in memory at once, for each thread.</summary>
    [Option("batch-size", "Customers of a batch", Min = 1, Max = 1_000_000, Group = "Size", Help = "Decides on the memory that is used; the result is the same whatever it is.")]
    public int BatchSize { get; init; } = 1_000;

    /// <summary>Weeks of trade.</summary>
    [Option("weeks", "Weeks", Min = 1, Max = 520, Group = "Size", Unit = "weeks")]
    public int Weeks { get; init; } = 52;

    /// <summary>Products.</summary>
    [Option("products", "Products", Min = 1, Max = 10_000, Group = "Size")]
    public int Products { get; init; } = 600;

    /// <summary>Stores, dealt over four clusters.</summary>
    [Option("stores", "Stores", Min = 1, Max = 2_000, Group = "Size")]
    public int Stores { get; init; } = 10;

    /// <summary>The last day of the data.</summary>
    [Option("last-day", "Last day", Group = "Size", Help = "The last day of the last week.")]
    public DateOnly LastDay { get; init; } = new(2026, 10, 25);

    /// <summary>Added to the logit of buying each category.</summary>
    [Option("category-level", "Appetite", Min = -10, Max = 10, Group = "Choice", Help = "Added to the logit of buying each category; 0 is the paper's, with about half a line a trip on 48 categories.")]
    public double CategoryLevel { get; init; } = 3;

    /// <summary>Added to the visit intercept.</summary>
    [Option("visit-level", "Visits", Min = -10, Max = 10, Group = "Choice", Help = "Added to the logit of a visit in a week; at 0 a customer comes in a little more than half of the weeks.")]
    public double VisitLevel { get; init; }

    /// <summary>Scale of the price term.</summary>
    [Option("price-scale", "Price scale", Min = -10, Max = 0, Group = "Choice", Help = "How much prices matter: -1.4 is the paper's, 0 not at all.")]
    public double PriceScale { get; init; } = -.2;

    /// <summary>Standard deviation of a customer's lasting liking of a product.</summary>
    [Option("product-taste", "Taste", Min = 0, Max = 10, Group = "Choice", Help = "How much customers differ in which products they like.")]
    public double ProductTaste { get; init; } = 1;

    /// <summary>Whether affinities are planted.</summary>
    [Option("affinities", "Plant affinities", Group = "Planted")]
    public bool Affinities { get; init; } = true;

    /// <summary>Leading products that each store lacks.</summary>
    [Option("gaps", "Planted gaps per store", Min = 0, Max = 40, Group = "Planted")]
    public int Gaps { get; init; } = 3;

    /// <summary>Share of store-weeks in which a carried product is missing.</summary>
    [Option("outage", "Empty shelves", Min = 0, Max = .5, Group = "Planted", Help = "Share of weeks in which a store lacks a product that it carries.")]
    public double Outage { get; init; } = .03;

    /// <summary>Campaigns.</summary>
    [Option("campaigns", "Campaigns", Min = 0, Max = 200, Group = "Planted")]
    public int Campaigns { get; init; } = 12;

    /// <summary>Whether a product that is missing or too dear may be replaced by another.</summary>
    [Option("substitution", "Substitution", Group = "Choice", Help = "A product that is missing, or far above its usual price, may be replaced by one like it.")]
    public bool Substitution { get; init; } = true;

    /// <summary>The column that is a category in the dataset that it is made like.</summary>
    [Option("like-level", "Category of the model dataset", Group = "Like", Help = "Which column of the products is the category in the dataset that it is made like; Name computes it of the product's name.")]
    public ShelfLevel LikeLevel { get; init; } = ShelfLevel.Category;

    /// <summary>Only products of that dataset whose id matches.</summary>
    [Option("like-products", "Products of the model dataset", Group = "Like", Help = "A regular expression: only products whose id matches; empty for all.")]
    public string? LikeProducts { get; init; }

    /// <summary>Baskets of that dataset that are left out.</summary>
    [Option("like-skip-baskets", "Baskets left out", Group = "Like", Help = "Baskets of the model dataset whose ids begin with one of these, set apart by commas.")]
    public string? LikeSkipBaskets { get; init; }

    internal DateOnly FirstDay => LastDay.AddDays(1 - 7 * Weeks);

    internal ModelSettings Settings => new()
    {
        CategoryLevel = CategoryLevel,
        VisitLevel = VisitLevel,
        PriceScale = PriceScale,
        ProductTaste = ProductTaste,
        Substitutes = Substitution,
    };

    internal MarketPlan Plan => new(Weeks, Stores, Gaps, Outage, Campaigns, FirstDay);

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (LastDay.DayNumber < 7 * Weeks) yield return new("last-day", "Last day is too early for so many weeks.");
        if (LikeProducts is not null && Patterns.Error(LikeProducts) is { } why) yield return new("like-products", $"Products of the model dataset is no regular expression: {why}");
    }
}
