namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>An objective's best value over the single optima and its worst, which normalise it to 0..1. It is left out where the two are equal.</summary>
internal readonly record struct Range01(double Ideal, double Nadir)
{
    private const double Equal = 1e-12;

    public double Width => Math.Abs(Nadir - Ideal);
    public bool IsOut => !(Width > Equal * Math.Max(Math.Abs(Ideal), Math.Abs(Nadir)));
    public double Loss(double value) => IsOut ? 0 : (value - Ideal) / (Nadir - Ideal);
}

/// <summary>The payoff table of a compromise.</summary>
internal readonly record struct Payoff(Range01 Md, Range01 Demand, Range01 Sales)
{
    public double MdLoss(in Totals t) => Md.Loss(t.WeightedMd);
    public double DemandLoss(in Totals t) => Demand.Loss(t.Demand);
    public double SalesLoss(in Totals t) => Sales.Loss(t.Sales);

    public static Payoff Of(params ReadOnlySpan<Totals> optima)
    {
        Range01 md = new(double.MaxValue, double.MinValue), demand = new(double.MinValue, double.MaxValue), sales = demand;
        foreach (var t in optima)
        {
            md = new(Math.Min(md.Ideal, t.WeightedMd), Math.Max(md.Nadir, t.WeightedMd));
            demand = new(Math.Max(demand.Ideal, t.Demand), Math.Min(demand.Nadir, t.Demand));
            sales = new(Math.Max(sales.Ideal, t.Sales), Math.Min(sales.Nadir, t.Sales));
        }
        return new(md, demand, sales);
    }
}

/// <summary>A sum whose loss is measured: loss = ideal - weights * totals, so that its nadir loses 1.</summary>
/// <param name="Floor">No plan loses less.</param>
internal readonly record struct Measure(Weights Weights, double Ideal, double Floor)
{
    public static Measure Demand(in Payoff p, Layers layers) => Of(new(1 / p.Demand.Width, 0, 0), p.Demand.Ideal / p.Demand.Width, layers.MostDemand);

    public static Measure Sales(in Payoff p, Layers layers) => Of(new(0, 1 / p.Sales.Width, 0), p.Sales.Ideal / p.Sales.Width, layers.MostSales);

    private static Measure Of(Weights weights, double ideal, in Pass most) => new(weights, ideal, ideal - weights.Of(most.Totals));

    /// <summary>share of one and the rest of the other.</summary>
    public static Measure Blend(in Measure a, in Measure b, double share) => new(
        new((1 - share) * a.Weights.Demand + share * b.Weights.Demand, (1 - share) * a.Weights.Sales + share * b.Weights.Sales, 0),
        (1 - share) * a.Ideal + share * b.Ideal, (1 - share) * a.Floor + share * b.Floor);
}
