namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>
/// A way in which two logs are compared: each is boiled down to a sample, and the score is 1 - KS of the two, higher is better.
/// </summary>
/// <param name="Key">Its name in tables and files.</param>
/// <param name="Title">Its name for a person.</param>
/// <param name="Tier">1 to 3; 0 is reported and not weighed.</param>
/// <param name="Needs">What a log must know for it.</param>
/// <param name="Meaning">What one observation is.</param>
/// <param name="Sample">The sample of a log; empty where there is nothing to observe.</param>
internal sealed record Metric(string Key, string Title, int Tier, Known Needs, string Meaning, Func<ShoppingLog, Empirical> Sample)
{
    /// <summary>Whether the sample is one share, compared by its difference.</summary>
    public bool IsShare { get; init; }

    /// <summary>Why a log has no such sample, or null.</summary>
    public string? MissingIn(ShoppingLog log) => (Needs & ~log.Knows) switch
    {
        Known.Nothing => null,
        var missing when missing.HasFlag(Known.Customers) => "the sales name no accounts",
        var missing when missing.HasFlag(Known.Prices) => "the sales have no prices",
        var missing when missing.HasFlag(Known.Discounts) => "the sales have no discounts",
        var missing when missing.HasFlag(Known.Categories) => "the products have no categories",
        _ => "the products have no brands",
    };

    /// <summary>How alike two samples are, 0 to 1.</summary>
    /// <exception cref="InvalidOperationException">One of the two has no observation.</exception>
    public double Compare(Empirical one, Empirical other) => IsShare ? 1 - Math.Abs(one.Mean - other.Mean) : 1 - Empirical.Distance(one, other);
}
