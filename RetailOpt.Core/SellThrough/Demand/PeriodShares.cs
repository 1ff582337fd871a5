using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// Shares of demand by period: of each category, and of each product drawn towards those as if some units more had been wanted in the category's
/// shares. Prices and seasons move a product in all stores alike, and must not be taken for noise.
/// </summary>
internal sealed class PeriodShares(Pairs pairs)
{
    private const double MoreUnits = 20;
    private readonly int _periods = pairs.Periods;
    private readonly double[] _units = new double[pairs.Products.Length];

    /// <summary>product * periods + period.</summary>
    public double[] All { get; } = new double[pairs.Products.Length * pairs.Periods];

    /// <summary>Sum of the squared shares of each product.</summary>
    public double[] Squared { get; } = new double[pairs.Products.Length];

    public ReadOnlySpan<double> Of(int product) => All.AsSpan(product * _periods, _periods);

    /// <summary>Part of a product's shares that was told by so many units of a pair.</summary>
    public double PartOf(int product, double units) => Math.Min(.5, units / (_units[product] + MoreUnits));

    public void Set(SeenDemand seen)
    {
        var categories = new double[pairs.Categories.Length * _periods];
        Array.Clear(All);
        Array.Clear(_units);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var filled = seen.Filled(pair);
            var product = pairs.Product[pair];
            for (var t = 0; t < _periods; t++)
            {
                categories[pairs.CategoryOf[product] * _periods + t] += filled[t];
                All[product * _periods + t] += filled[t];
                _units[product] += filled[t];
            }
        }
        for (var c = 0; c < pairs.Categories.Length; c++) Normalise(categories.AsSpan(c * _periods, _periods));
        for (var p = 0; p < pairs.Products.Length; p++)
        {
            var shares = All.AsSpan(p * _periods, _periods);
            for (var t = 0; t < _periods; t++) shares[t] += MoreUnits * categories[pairs.CategoryOf[p] * _periods + t];
            Normalise(shares);
            Squared[p] = 0;
            foreach (var share in shares) Squared[p] += share * share;
        }
    }

    private static void Normalise(Span<double> shares)
    {
        var sum = 0.0;
        foreach (var share in shares) sum += share;
        for (var t = 0; t < shares.Length; t++) shares[t] = sum > 0 ? shares[t] / sum : 1.0 / shares.Length;
    }
}
