using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>A number of the model that is calibrated: from 0 to 1 it runs from its least to its greatest value.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Least">At 0.</param>
/// <param name="Most">At 1.</param>
/// <param name="Square">Whether it runs with the square of the dial: finer near the least value.</param>
/// <param name="Set">The settings with this value.</param>
/// <param name="Get">The value of settings.</param>
internal sealed record Dial(string Key, double Least, double Most, bool Square, Func<ModelSettings, double, ModelSettings> Set, Func<ModelSettings, double> Get)
{
    /// <summary>The value at a place of the dial.</summary>
    public double Value(double dial) => Least + (Most - Least) * (Square ? dial * dial : dial);

    /// <summary>The place of a value on the dial, within it.</summary>
    public double Place(double value) => Math.Clamp((value - Least) / (Most - Least), 0, 1) is var place && Square ? Math.Sqrt(place) : Math.Clamp((value - Least) / (Most - Least), 0, 1);
}

/// <summary>All dials.</summary>
internal static class Dials
{
    /// <summary>In the order of a point of the search.</summary>
    public static IReadOnlyList<Dial> All { get; } =
    [
        new("visit-level", -5, 4, false, (s, v) => s with { VisitLevel = v }, s => s.VisitLevel),
        new("visit-spread", 0, 4, false, (s, v) => s with { VisitSpread = v }, s => s.VisitSpread),
        new("extra-trips", 0, 4, true, (s, v) => s with { ExtraTrips = v }, s => s.ExtraTrips),
        new("arriving", 0, 1, false, (s, v) => s with { Arriving = v }, s => s.Arriving),
        new("leaving", 0, .3, true, (s, v) => s with { Leaving = v }, s => s.Leaving),
        new("category-level", -3, 7, false, (s, v) => s with { CategoryLevel = v }, s => s.CategoryLevel),
        new("appetite-spread", 0, 3, false, (s, v) => s with { AppetiteSpread = v }, s => s.AppetiteSpread),
        new("category-taste", 0, 4, false, (s, v) => s with { CategoryTaste = v }, s => s.CategoryTaste),
        new("extra-picks", 0, 4, true, (s, v) => s with { ExtraPicks = v }, s => s.ExtraPicks),
        new("product-taste", 0, 5, false, (s, v) => s with { ProductTaste = v }, s => s.ProductTaste),
        new("price-scale", -1.4, 0, false, (s, v) => s with { PriceScale = v }, s => s.PriceScale),
        new("quantity-level", -3, 3, false, (s, v) => s with { QuantityLevel = v }, s => s.QuantityLevel),
        new("quantity-taste", 0, 2, false, (s, v) => s with { QuantityTaste = v }, s => s.QuantityTaste),
        new("quantity-spread", 0, 3, false, (s, v) => s with { QuantitySpread = v }, s => s.QuantitySpread),
    ];

    /// <summary>The settings at a point of the search.</summary>
    public static ModelSettings At(ModelSettings settings, IReadOnlyList<double> point) => All.Select((dial, i) => (dial, i)).Aggregate(settings, (s, d) => d.dial.Set(s, d.dial.Value(point[d.i])));

    /// <summary>The point of settings.</summary>
    public static double[] Of(ModelSettings settings) => [.. All.Select(d => d.Place(d.Get(settings)))];
}
