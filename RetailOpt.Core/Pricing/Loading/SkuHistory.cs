namespace RetailOpt.Core.Pricing.Loading;

/// <summary>A SKU's sales as observations of its demand curve, before bounds are known.</summary>
/// <param name="Product">Product.</param>
/// <param name="Store">Store, or empty.</param>
/// <param name="Msrp">Its list price.</param>
/// <param name="LargestUnits">Units of its largest period.</param>
/// <param name="Md">Markdown of each observation, 0 to 1.</param>
/// <param name="Sold">Units of each observation.</param>
/// <param name="Days">First day of each observation's period; empty where the source has no dates.</param>
/// <param name="MsrpVaries">Whether rows gave several list prices where one was expected.</param>
internal sealed record SkuHistory(string Product, string Store, double Msrp, double LargestUnits, double[] Md, double[] Sold, DateOnly[] Days, bool MsrpVaries);

/// <summary>Folds the rows of one SKU into observations. Reused from SKU to SKU.</summary>
/// <param name="period">What an observation is.</param>
/// <param name="dated">Whether rows have days.</param>
/// <param name="derive">Whether the list price must be derived from the prices paid.</param>
internal sealed class SkuFold(PricingPeriod period, bool dated, bool derive)
{
    /// <summary>The list price of a product is the median over so many days up to its last sale: 13 weeks.</summary>
    private const int RecentDays = 91;

    /// <summary>Where none is given, the list price is this quantile of the mean prices of its periods: the dearest tenth is taken for mistakes and fees.</summary>
    public const double DerivedQuantile = .9;

    private readonly List<Row> _rows = [];
    private readonly SortedDictionary<int, Sum> _periods = [];

    private readonly record struct Row(int Day, double List, double Quantity, double Amount, long Count);

    private record struct Sum(double Quantity, double Amount, double ListAmount);

    public void Add(DateOnly day, double list, double quantity, double amount, long count) => _rows.Add(new(day.DayNumber, list, quantity, amount, count));

    /// <summary>The history of the rows added since the last call.</summary>
    /// <param name="fixedMsrp">The one list price of all its rows, or NaN when each row has its own.</param>
    public SkuHistory Finish(string product, string store, double fixedMsrp)
    {
        foreach (var (row, index) in _rows.Select((row, index) => (row, index)))
        {
            var key = period switch { PricingPeriod.Row => index, PricingPeriod.Day => row.Day, _ => row.Day / 7 }; // day 0 was a Monday
            var list = double.IsNaN(fixedMsrp) ? row.List : fixedMsrp;
            var sum = _periods.GetValueOrDefault(key);
            _periods[key] = new(sum.Quantity + row.Quantity, sum.Amount + row.Amount, sum.ListAmount + list * row.Quantity);
        }
        var msrp = !double.IsNaN(fixedMsrp) ? fixedMsrp : derive ? DerivedList() : RecentMedian();
        var sums = _periods.Values.ToArray();
        var history = new SkuHistory(product, store, msrp, sums.Max(s => s.Quantity),
            [.. sums.Select(s => Markdown(s, derive ? msrp * s.Quantity : s.ListAmount))], [.. sums.Select(s => s.Quantity)], Days(),
            MsrpVaries: !double.IsNaN(fixedMsrp) && _rows.Any(r => Math.Abs(r.List - fixedMsrp) > 1e-9 * fixedMsrp));
        _rows.Clear();
        _periods.Clear();
        return history;
    }

    private static double Markdown(Sum sum, double listAmount) => Math.Clamp(1 - sum.Amount / listAmount, 0, 1);

    private DateOnly[] Days() => !dated ? [] : period switch
    {
        PricingPeriod.Day => [.. _periods.Keys.Select(DateOnly.FromDayNumber)],
        PricingPeriod.Week => [.. _periods.Keys.Select(week => DateOnly.FromDayNumber(week * 7))],
        _ => [.. _rows.Select(r => DateOnly.FromDayNumber(r.Day))],
    };

    private double DerivedList()
    {
        var prices = _periods.Values.Select(s => s.Amount / s.Quantity).Order().ToArray();
        return prices[(int)Math.Ceiling(DerivedQuantile * prices.Length) - 1];
    }

    private double RecentMedian()
    {
        var last = _rows.Max(r => r.Day);
        var recent = _rows.Where(r => r.Day > last - RecentDays).OrderBy(r => r.List).ToArray();
        var half = recent.Sum(r => r.Count) / 2.0;
        var seen = 0L;
        for (var i = 0; ; i++)
        {
            seen += recent[i].Count;
            if (seen > half) return recent[i].List;
            if (seen == half) return (recent[i].List + recent[i + 1].List) / 2; // an even count: the middle two
        }
    }
}
