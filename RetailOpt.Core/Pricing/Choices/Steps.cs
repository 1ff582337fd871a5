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

    /// <summary>Without the binary noise of the product: .15, not .15000000000000002.</summary>
    private static double Multiple(double count, double step) => Math.Round(count * step, 12);

    private static double Off(double md, double step) => Math.Abs(md - Multiple(Math.Round(md / step), step));
}
