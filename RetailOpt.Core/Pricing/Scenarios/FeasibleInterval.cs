using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>What a reader of a SKU's plan should know.</summary>
[Flags]
public enum SkuFlags
{
    /// <summary>Nothing to tell.</summary>
    None = 0,
    /// <summary>No markdown within the bounds keeps sales within 0 and the inventory: the nearest one is taken and sales are capped.</summary>
    InvCapped = 1,
    /// <summary>The inventory narrows the range of markdowns.</summary>
    StockBinds = 2,
    /// <summary>The curve is negative in part of the range, which is cut away.</summary>
    ZeroBinds = 4,
    /// <summary>No step of the ladder keeps within bounds and stock: the nearest end of the range is the only choice.</summary>
    OffLadder = 8,
    /// <summary>Its group shares no markdown, or not that of all members.</summary>
    GroupSplit = 16,
}

/// <summary>The markdowns of one SKU that keep sales within 0 and the inventory: an interval, since every curve is monotone.</summary>
internal readonly record struct FeasibleInterval(double Low, double High, SkuFlags Flags)
{
    public static FeasibleInterval Of(DemandCurve curve, double lower, double upper, double inventory)
    {
        double atLower = curve.Sold(lower), atUpper = curve.Sold(upper);
        double least = Math.Min(atLower, atUpper), most = Math.Max(atLower, atUpper);
        if (least > inventory || most < 0) return Capped(lower, upper, least > inventory ? atLower <= atUpper : atLower >= atUpper);
        var flags = (most > inventory ? SkuFlags.StockBinds : 0) | (least < 0 ? SkuFlags.ZeroBinds : 0);
        if (flags == 0) return new(lower, upper, flags);
        var zero = least < 0 ? Math.Clamp(Inverse(curve, 0), lower, upper) : atLower <= atUpper ? lower : upper;
        var cap = most > inventory ? Math.Clamp(Inverse(curve, inventory), lower, upper) : atLower <= atUpper ? upper : lower;
        return new(Math.Min(zero, cap), Math.Max(zero, cap), flags);
    }

    /// <summary>The bounds alone: stock that runs out within the plan ends sales then, and forbids no markdown.</summary>
    public static FeasibleInterval OfBounds(DemandCurve curve, double lower, double upper, double inventory)
    {
        double atLower = curve.Sold(lower), atUpper = curve.Sold(upper);
        return new(lower, upper, (Math.Max(atLower, atUpper) > inventory ? SkuFlags.StockBinds : 0) | (Math.Min(atLower, atUpper) < 0 ? SkuFlags.ZeroBinds : 0));
    }

    private static FeasibleInterval Capped(double lower, double upper, bool atLower) =>
        atLower ? new(lower, lower, SkuFlags.InvCapped) : new(upper, upper, SkuFlags.InvCapped);

    /// <summary>The markdown at which a curve that is not constant sells this much.</summary>
    public static double Inverse(DemandCurve curve, double sold) => curve.Method switch
    {
        CurveMethod.Linear => (sold - curve.B) / curve.A,
        CurveMethod.Exp => Math.Log(sold / curve.A) / curve.B,
        _ => Math.Exp((sold - curve.A) / curve.B) - 1,
    };
}
