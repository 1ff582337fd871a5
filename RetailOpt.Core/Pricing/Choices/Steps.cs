using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>The markdowns to choose from within an interval.</summary>
internal static class Steps
{
    /// <summary>Markdowns nearer than this are one.</summary>
    public const double Same = 1e-9;

    /// <summary>
    /// The multiples of a step within an interval, rising. Where there is none, the end of the interval that is nearest to one is the only choice,
    /// the lower end where both are as near: it keeps bounds and stock, which the step must not break.
    /// </summary>
    public static (double[] Mds, bool IsOff) Within(Span interval, double step)
    {
        var (first, last) = (Math.Ceiling((interval.Low - Same) / step), Math.Floor((interval.High + Same) / step));
        if (first > last) return ([Off(interval.Low, step) <= Off(interval.High, step) ? interval.Low : interval.High], true);
        var mds = new double[(int)(last - first) + 1];
        for (var k = 0; k < mds.Length; k++) mds[k] = Math.Clamp(Multiple(first + k, step), interval.Low, interval.High);
        return (mds, false);
    }

    /// <summary>
    /// For each step within an interval the nearest price with an ending, as a markdown. Where no price within the interval ends so,
    /// the end of the interval whose price is nearest to one that does is the only choice.
    /// </summary>
    /// <param name="interval">Markdowns allowed.</param>
    /// <param name="step">Of the ladder.</param>
    /// <param name="endings">How prices end.</param>
    /// <param name="msrp">List price.</param>
    public static (double[] Mds, bool IsOff) Within(Span interval, double step, PriceEndings endings, double msrp)
    {
        var list = (decimal)msrp;
        var (least, most) = (list * (1 - (decimal)interval.High), list * (1 - (decimal)interval.Low));
        var prices = new SortedSet<decimal>();
        foreach (var md in Within(interval, step).Mds)
            if (endings.Nearest(list * (1 - (decimal)md), least, most) is { } price) prices.Add(price);
        if (prices.Count > 0) return ([.. prices.Reverse().Select(price => (double)(1 - price / list))], false);
        return ([Off(most) <= Off(least) ? interval.Low : interval.High], true);

        decimal Off(decimal price) => Math.Abs(price - endings.Nearest(price, 0, list + 1000)!.Value);
    }

    /// <summary>Puts a markdown among others that rise, where it lies within an interval and is not there.</summary>
    public static double[] With(double[] mds, double md, Span interval)
    {
        if (!(md >= interval.Low - Same && md <= interval.High + Same)) return mds;
        md = Math.Clamp(md, interval.Low, interval.High);
        var at = Array.FindIndex(mds, other => other > md - Same);
        if (at >= 0 && mds[at] <= md + Same) return mds;
        return at < 0 ? [.. mds, md] : [.. mds[..at], md, .. mds[at..]];
    }

    /// <summary>Without the binary noise of the product: .15, not .15000000000000002.</summary>
    private static double Multiple(double count, double step) => Math.Round(count * step, 12);

    private static double Off(double md, double step) => Math.Abs(md - Multiple(Math.Round(md / step), step));
}
