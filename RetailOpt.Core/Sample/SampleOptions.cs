using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Sample;

/// <summary>How large the sample retailer is. Everything random in it comes from the run's seed.</summary>
public sealed record SampleOptions : IOptionRules
{
    /// <summary>Stores, dealt over four clusters.</summary>
    [Option("stores", "Stores", Min = 8, Max = 400, Group = "Size")]
    public int Stores { get; init; } = 40;

    /// <summary>Products, dealt over 48 subcategories.</summary>
    [Option("products", "Products", Min = 48, Max = 2000, Group = "Size")]
    public int Products { get; init; } = 600;

    /// <summary>Weeks of history.</summary>
    [Option("weeks", "Weeks", Min = 4, Max = 156, Group = "Size", Unit = "weeks")]
    public int Weeks { get; init; } = 52;

    /// <summary>Accounts, each with a home store.</summary>
    [Option("accounts", "Accounts", Min = 40, Max = 50_000, Group = "Size")]
    public int Accounts { get; init; } = 1_500;

    /// <summary>Mean lines of a basket at list price.</summary>
    [Option("basket-lines", "Lines of a basket", Min = 1, Max = 30, Group = "Size", Help = "Mean number of lines of a basket at list price.")]
    public double BasketLines { get; init; } = 7;

    /// <summary>Top sellers that each store lacks.</summary>
    [Option("gaps", "Planted gaps per store", Min = 0, Max = 20, Group = "Planted", Help = "Top sellers of its cluster that each store does not carry.")]
    public int Gaps { get; init; } = 3;

    /// <summary>The last day of the data, a Sunday.</summary>
    [Option("last-day", "Last day", Group = "Planted", Help = "A Sunday: weeks run from Monday to Sunday.")]
    public DateOnly LastDay { get; init; } = new(2026, 10, 25);

    internal DateOnly FirstDay => LastDay.AddDays(1 - 7 * Weeks);

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (LastDay.DayOfWeek != DayOfWeek.Sunday) yield return new("last-day", $"Last day is a {LastDay.DayOfWeek}; it must be a Sunday.");
    }
}
