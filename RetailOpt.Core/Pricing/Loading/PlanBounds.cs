using System.Globalization;

namespace RetailOpt.Core.Pricing.Loading;

/// <summary>The range of markdowns a SKU may have and the stock that limits it: given, else assumed.</summary>
internal readonly record struct PlanBounds(double Lower, double Upper, double Stock, bool StockPerPeriod)
{
    public const double UsualUpper = .5, LargestUpper = .95, StockCover = 1.2;

    /// <summary>Bounds of a SKU.</summary>
    /// <param name="history">Its observations.</param>
    /// <param name="given">What the input says of its product.</param>
    /// <param name="share">Its share of the product's stock: 1 unless the product is priced store by store.</param>
    public static PlanBounds Of(SkuHistory history, GivenBounds given, double share)
    {
        var lower = double.IsNaN(given.Lower) ? 0 : given.Lower;
        var seen = Math.Min(Math.Max(UsualUpper, history.Md.Max()), LargestUpper);
        var upper = double.IsNaN(given.Upper) ? Math.Max(seen, lower) : given.Upper;
        var assumed = double.IsNaN(given.Inventory);
        return new PlanBounds(lower, upper, assumed ? StockCover * history.LargestUnits : given.Inventory * share, assumed);
    }

    /// <summary>Why the SKU cannot be priced, or null.</summary>
    public string? Refusal() =>
        Lower > Upper ? $"markdown bounds are crossed: lower {Text(Lower)} is above upper {Text(Upper)}"
        : Lower < 0 || Upper >= 1 ? $"markdown bounds must be at least 0 and below 1: they are {Text(Lower)} to {Text(Upper)}"
        : Stock < 0 ? $"inventory is below zero: {Text(Stock)}"
        : null;

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
