using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Loading;

namespace RetailOpt.Tests.Core.Pricing.Backtest;

/// <summary>Observations of SKUs as if they had been read; weeks are counted from the first, and none means that the source has no dates.</summary>
internal sealed record History(string Sku, (double Md, double Sold)[] Observations, int[]? Weeks = null, string Category = "all")
{
    private static readonly DateOnly First = new(2024, 1, 1);

    public static PricingData Data(params History[] skus)
    {
        var dated = Array.Exists(skus, s => s.Weeks is not null);
        var shape = new SalesShape(dated ? PricingPeriod.Week : PricingPeriod.Row, false, dated, ListSource.Row, false, false, true, false, false, false);
        var dropped = new DroppedRows(new Dictionary<string, long>(), new Dictionary<string, long>(), []);
        int[] starts = [0, .. skus.Select((_, i) => skus.Take(i + 1).Sum(s => s.Observations.Length))];
        return new(new LoadNotes("test", shape, dropped, [], new(false, 0, 0, 0, 0, 0, 1)))
        {
            Skus = [.. skus.Select(s => s.Sku)],
            Names = new string?[skus.Length],
            Categories = [.. skus.Select(s => s.Category)],
            Msrp = [.. skus.Select(_ => 10.0)],
            Lower = new double[skus.Length],
            Upper = [.. skus.Select(_ => .5)],
            Stock = [.. skus.Select(_ => 1e6)],
            StockPerPeriod = new bool[skus.Length],
            Starts = starts,
            Md = [.. skus.SelectMany(s => s.Observations.Select(o => o.Md))],
            Sold = [.. skus.SelectMany(s => s.Observations.Select(o => o.Sold))],
            Days = dated ? [.. skus.SelectMany(s => s.Weeks!.Select(w => First.AddDays(7 * w)))] : [],
            Period = shape.Period,
        };
    }
}
