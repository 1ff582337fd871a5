namespace RetailOpt.Core.Pricing.Backtest;

/// <summary>Why a SKU could not be tested on the past.</summary>
public enum Untested
{
    /// <summary>It was tested.</summary>
    No,
    /// <summary>It has too few observations before those that are predicted.</summary>
    TooFew,
    /// <summary>It has no observation in the periods that are predicted.</summary>
    NotSold,
}

/// <summary>
/// The moments from which the past is predicted. With dates they are the beginnings of the source's last periods, the same for all SKUs;
/// without dates each SKU's own last observations count.
/// </summary>
internal sealed class Origins
{
    /// <summary>Moments, each of which the next observation is predicted from.</summary>
    public const int Count = 4;

    /// <summary>A curve has two parameters: fewer observations before an origin tell nothing of its error.</summary>
    public const int FewestBefore = 3;

    private readonly PricingData data;
    private readonly DateOnly[] periods;

    public Origins(PricingData data)
    {
        this.data = data;
        periods = LastPeriods(data.Days);
    }

    /// <summary>Observations of a SKU that are known at an origin.</summary>
    /// <param name="origin">1 for the last, up to <see cref="Count"/>.</param>
    /// <param name="sku">Place of the SKU.</param>
    public int Known(int origin, int sku)
    {
        var (start, end) = (data.Starts[sku], data.Starts[sku + 1]);
        if (data.Days.Length == 0) return Math.Max(0, end - start - origin);
        if (origin > periods.Length) return 0;
        var known = end;
        while (known > start && data.Days[known - 1] >= periods[origin - 1]) known--;
        return known - start;
    }

    /// <summary>Whether a SKU has an observation to predict from an origin and enough before it.</summary>
    public bool IsTested(int origin, int sku, int known) => known >= FewestBefore && HasNext(origin, sku, known);

    /// <summary>Why no origin tests a SKU.</summary>
    public Untested Reason(int sku)
    {
        var sold = false;
        for (var origin = 1; origin <= Count; origin++)
        {
            var known = Known(origin, sku);
            if (IsTested(origin, sku, known)) return Untested.No;
            sold |= HasNext(origin, sku, known);
        }
        return sold ? Untested.TooFew : Untested.NotSold;
    }

    // observations of a SKU are in the order of their periods, one for each
    private bool HasNext(int origin, int sku, int known)
    {
        var next = data.Starts[sku] + known;
        return next < data.Starts[sku + 1] && (data.Days.Length == 0 || (origin <= periods.Length && data.Days[next] == periods[origin - 1]));
    }

    /// <summary>The last periods of the source, the newest first.</summary>
    private static DateOnly[] LastPeriods(DateOnly[] days)
    {
        var last = new SortedSet<DateOnly>();
        foreach (var day in days)
        {
            if (last.Count == Count && day <= last.Min) continue;
            last.Add(day);
            if (last.Count > Count) last.Remove(last.Min);
        }
        return [.. last.Reverse()];
    }
}
