using System.Globalization;

namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>There are more itemsets than <see cref="MiningOptions.MaxItemsets"/>. The message says how many about, and which minimum count would do.</summary>
public sealed class TooManyItemsetsException : Exception
{
    private TooManyItemsetsException(MiningOptions options, ItemsetEstimate all, int fitsAt, long fitting) : base(Text(options, all, fitsAt, fitting)) =>
        (Most, All, FitsAt, Fitting) = (options.MaxItemsets, all, fitsAt, fitting);

    /// <summary>How many there may be.</summary>
    public long Most { get; }

    /// <summary>How many there are about, of all kinds.</summary>
    public ItemsetEstimate All { get; }

    /// <summary>The least minimum count at which those of all kinds fit.</summary>
    public int FitsAt { get; }

    /// <summary>How many there are at that count.</summary>
    public long Fitting { get; }

    /// <summary>Estimates what was asked for, and finds what would fit by counting.</summary>
    internal static TooManyItemsetsException Of(BasketSet baskets, MiningOptions options, int threads, CancellationToken ct)
    {
        var all = ItemsetEstimate.Of(baskets, options.MinCount, options.MaxSize, threads, ct);
        var (tooLow, step) = (options.MinCount, 1L);
        ItemsetCounts? fitting;
        while ((fitting = At(tooLow + step)) is null) (tooLow, step) = ((int)(tooLow + step), 2 * step);
        var fits = tooLow + step;
        while (fits - tooLow > 1)
        {
            var middle = tooLow + (fits - tooLow) / 2;
            if (At(middle) is { } counts) (fits, fitting) = (middle, counts);
            else tooLow = (int)middle;
        }
        return new(options, all, (int)fits, fitting.Total);

        ItemsetCounts? At(long minCount) => ItemsetMiner.TryCount(baskets, options with { MinCount = (int)Math.Min(minCount, int.MaxValue), Kind = ItemsetKind.All }, threads, ct);
    }

    private static string Text(MiningOptions options, ItemsetEstimate all, int fitsAt, long fitting) => string.Create(CultureInfo.InvariantCulture,
        $"There are more than {options.MaxItemsets:N0} {(options.Kind == ItemsetKind.All ? "" : options.Kind.ToString().ToLowerInvariant() + " ")}itemsets at a minimum count of {options.MinCount:N0}: all together {About(all)}. At a minimum count of {fitsAt:N0} there are {fitting:N0}.");

    private static string About(ItemsetEstimate all) => double.IsInfinity(all.Itemsets) ? "more than 1e308" : $"about {Figure(all.Itemsets)} (standard error {Figure(all.StandardError)})";

    /// <summary>Three digits: there is no more in an estimate.</summary>
    private static string Figure(double value)
    {
        if (value >= 1e15) return value.ToString("0.0e0", CultureInfo.InvariantCulture);
        var unit = value < 1000 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
        return (Math.Round(value / unit) * unit).ToString("N0", CultureInfo.InvariantCulture);
    }
}
