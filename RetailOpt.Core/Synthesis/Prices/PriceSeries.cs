namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>What a week says of a product's price.</summary>
/// <param name="Week">Weeks since the first of the data; a week without a sale has no entry.</param>
/// <param name="Base">Price of a unit before any discount, above 0.</param>
/// <param name="Depth">The discount as a fraction of the base price, 0 to 1.</param>
/// <param name="Display">Whether it stood on a display; null where nobody wrote it down, which is not "no".</param>
/// <param name="Mailer">Whether it was in a mailer; null where nobody wrote it down.</param>
internal readonly record struct PriceWeek(int Week, double Base, double Depth, bool? Display, bool? Mailer)
{
    /// <summary>The week's promotion.</summary>
    public Promotion Promotion => Promotions.Classify(Depth, Display, Mailer);
}

/// <summary>The weeks of a product (in one store, where stores are known), rising.</summary>
/// <param name="Product">Its id.</param>
/// <param name="Weeks">Its weeks with a sale.</param>
internal sealed record PriceSeries(string Product, IReadOnlyList<PriceWeek> Weeks)
{
    /// <summary>Pairs of weeks that follow each other: only between these a step of a chain can be seen.</summary>
    public IEnumerable<(PriceWeek From, PriceWeek To)> Steps => Weeks.Zip(Weeks.Skip(1)).Where(pair => pair.Second.Week == pair.First.Week + 1);
}

/// <summary>How strongly a product is promoted in a week.</summary>
internal enum Promotion
{
    /// <summary>Discount below 5%, no display and no mailer.</summary>
    None,
    /// <summary>Discount below 15%.</summary>
    Light,
    /// <summary>Discount below 30%, or on display without a mailer.</summary>
    Moderate,
    /// <summary>Everything else.</summary>
    Heavy,
}

/// <summary>Discounts and what they make of a week.</summary>
internal static class Promotions
{
    /// <summary>States of a promotion chain.</summary>
    public const int Count = 4;
    /// <summary>No made discount is deeper.</summary>
    public const double Deepest = .75;

    /// <summary>The depth of a discount: |discount| / (net + |discount|), whichever sign discounts are written with; 0 where nothing was paid and nothing taken off.</summary>
    public static double Depth(double net, double discount) => net + Math.Abs(discount) is > 0 and var full ? Math.Clamp(Math.Abs(discount) / full, 0, 1) : 0;

    /// <summary>The state of a week; where display and mailer are unknown the depth alone decides.</summary>
    public static Promotion Classify(double depth, bool? display, bool? mailer) => depth switch
    {
        < .05 when display is not true && mailer is not true => Promotion.None,
        < .15 => Promotion.Light,
        < .30 => Promotion.Moderate,
        _ => display is true && mailer is not true ? Promotion.Moderate : Promotion.Heavy,
    };
}
