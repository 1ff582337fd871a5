namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>The sums a plan is judged by.</summary>
/// <param name="Demand">Net sales in money: sum of msrp * (1 - md) * sold.</param>
/// <param name="Sales">Units sold.</param>
/// <param name="ListSales">Sales at list price: sum of msrp * sold.</param>
public readonly record struct Totals(double Demand, double Sales, double ListSales)
{
    /// <summary>Weighted markdown, 1 - demand / list sales; NaN where nothing is sold.</summary>
    public double WeightedMd => ListSales > 0 ? 1 - Demand / ListSales : double.NaN;

    internal static Totals Sum(IEnumerable<Totals> all)
    {
        Totals sum = default;
        foreach (var t in all) sum = new(sum.Demand + t.Demand, sum.Sales + t.Sales, sum.ListSales + t.ListSales);
        return sum;
    }

    internal Totals Mix(in Totals other, double share) => new(
        Demand + share * (other.Demand - Demand), Sales + share * (other.Sales - Sales), ListSales + share * (other.ListSales - ListSales));
}

/// <summary>Weights on the three sums; the best plan for them maximises Demand * D + Sales * S + ListSales * R, SKU by SKU.</summary>
public readonly record struct Weights(double Demand, double Sales, double ListSales)
{
    internal Weights Plus(in Weights other, double times) => new(Demand + times * other.Demand, Sales + times * other.Sales, ListSales + times * other.ListSales);

    /// <summary>The weighted sum.</summary>
    public double Of(in Totals t) => Demand * t.Demand + Sales * t.Sales + ListSales * t.ListSales;
}

/// <summary>A closed range.</summary>
public readonly record struct Span(double Low, double High);
