namespace RetailOpt.Core.Truth;

/// <summary>
/// A true demand curve: units sold a week over all stores at a markdown (a fraction of the list price).
/// linear: a*md + b; exp: a*exp(b*md); log: a + b*ln(md+1).
/// </summary>
/// <param name="Method">linear, exp or log.</param>
/// <param name="A">First coefficient.</param>
/// <param name="B">Second coefficient.</param>
internal readonly record struct DemandCurve(string Method, double A, double B)
{
    /// <summary>Linear in the markdown.</summary>
    public const string Linear = "linear";
    /// <summary>Exponential in the markdown.</summary>
    public const string Exponential = "exp";
    /// <summary>Logarithmic in one plus the markdown.</summary>
    public const string Logarithmic = "log";

    /// <summary>The curve that sells <paramref name="atList"/> at list price and begins to rise by the share <paramref name="slope"/> of it for each unit of markdown.</summary>
    public static DemandCurve Through(string method, double atList, double slope) => method switch
    {
        Linear => new(method, Round(atList * slope), Round(atList)),
        Exponential => new(method, Round(atList), Round(slope)),
        Logarithmic => new(method, Round(atList), Round(atList * slope)),
        _ => throw new ArgumentException($"There is no curve '{method}'.", nameof(method)),
    };

    /// <summary>Mean units a week at a markdown.</summary>
    public double Sold(double markdown) => Method switch
    {
        Linear => A * markdown + B,
        Exponential => A * Math.Exp(B * markdown),
        Logarithmic => A + B * Math.Log(markdown + 1),
        _ => throw new InvalidOperationException($"There is no curve '{Method}'."),
    };

    /// <summary>Rounded as it is stored, so that the saved curve is the one that made the data.</summary>
    private static double Round(double value) => Math.Round(value, 6);
}
