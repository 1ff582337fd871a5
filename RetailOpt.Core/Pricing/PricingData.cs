using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Loading;

namespace RetailOpt.Core.Pricing;

/// <summary>What is known of each SKU before any curve is fitted: arrays in SKU order, and all observations end to end.</summary>
public sealed class PricingData : IModel
{
    internal PricingData(LoadNotes notes) => Notes = notes;

    /// <summary>SKU identifiers, in ordinal order.</summary>
    public required string[] Skus { get; init; }
    /// <summary>Names, null where the data gives none.</summary>
    public required string?[] Names { get; init; }
    /// <summary>Categories; one and the same where the data gives none.</summary>
    public required string[] Categories { get; init; }
    /// <summary>List prices, above 0.</summary>
    public required double[] Msrp { get; init; }
    /// <summary>Least markdown allowed, 0 to 1.</summary>
    public required double[] Lower { get; init; }
    /// <summary>Largest markdown allowed, below 1.</summary>
    public required double[] Upper { get; init; }
    /// <summary>Units at hand; per period of the horizon where <see cref="StockPerPeriod"/> says so.</summary>
    public required double[] Stock { get; init; }
    /// <summary>Whether the stock is assumed from the largest period, and so grows with the horizon.</summary>
    public required bool[] StockPerPeriod { get; init; }
    /// <summary>Where each SKU's observations begin, with the total count at the end.</summary>
    public required int[] Starts { get; init; }
    /// <summary>Markdown of each observation.</summary>
    public required double[] Md { get; init; }
    /// <summary>Units of each observation.</summary>
    public required double[] Sold { get; init; }
    /// <summary>First day of each observation's period; empty where the source has no dates.</summary>
    public required DateOnly[] Days { get; init; }
    /// <summary>What an observation is: row, day or week.</summary>
    public required PricingPeriod Period { get; init; }
    /// <summary>Place of each SKU's newest observation: the last day's, or the last row's where the source has no dates.</summary>
    public int Newest(int sku)
    {
        var newest = Starts[sku + 1] - 1;
        if (Days.Length > 0)
            for (var i = newest - 1; i >= Starts[sku]; i--)
                if (Days[i] > Days[newest]) newest = i;
        return newest;
    }

    /// <summary>The markdown a SKU has now: that of its newest observation.</summary>
    public double CurrentMd(int sku) => Md[Newest(sku)];

    /// <summary>What was dropped, refused and assumed.</summary>
    internal LoadNotes Notes { get; }

    /// <summary>Number of SKUs.</summary>
    public int Count => Skus.Length;

    /// <summary>The place of a SKU by its identifier, negative where it is not priced.</summary>
    public int IndexOf(string sku) => Array.BinarySearch(Skus, sku, StringComparer.Ordinal);

    /// <summary>Units at hand over a horizon.</summary>
    public double StockOver(int sku, int horizon) => StockPerPeriod[sku] ? Stock[sku] * horizon : Stock[sku];

    /// <summary>Markdowns and units of a SKU's observations.</summary>
    public (ReadOnlyMemory<double> Md, ReadOnlyMemory<double> Sold) Observations(int sku)
    {
        var (start, length) = (Starts[sku], Starts[sku + 1] - Starts[sku]);
        return (Md.AsMemory(start, length), Sold.AsMemory(start, length));
    }

    /// <inheritdoc/>
    public long Bytes => Count * (6L * sizeof(double) + 3 * 40) + Md.Length * (2L * sizeof(double) + 4) + Notes.Dropped.Listed.Count * 64L;
}
