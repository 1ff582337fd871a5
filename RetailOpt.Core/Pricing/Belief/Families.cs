using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>The three families about a markdown: sold = level * g(slope, distance), where g is 1 with derivative slope at that markdown.</summary>
internal static class Families
{
    public const int Count = 3;

    /// <summary>How far a markdown lies from the centre, as the family measures it; the families agree to first order.</summary>
    public static double Distance(int family, double centre, double md) =>
        family == (int)CurveMethod.Log ? (1 + centre) * Math.Log((1 + md) / (1 + centre)) : md - centre;

    /// <summary>Sales relative to the level.</summary>
    public static double Shape(int family, double slope, double distance) => family == (int)CurveMethod.Exp ? Math.Exp(slope * distance) : 1 + slope * distance;
}
