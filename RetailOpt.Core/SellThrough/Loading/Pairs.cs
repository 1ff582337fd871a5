namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>
/// Sales and supply by product and store (a pair), over the observed periods. Pairs come by product, then by store; stores and products in the order
/// of their ids. A pair is there when something was sold or supplied.
/// </summary>
internal sealed class Pairs
{
    public required string[] Stores { get; init; }
    public required string[] Products { get; init; }
    public required string[] Clusters { get; init; }
    /// <summary>Cluster of each store.</summary>
    public required int[] ClusterOf { get; init; }
    public required string[] Categories { get; init; }
    /// <summary>Category of each product.</summary>
    public required int[] CategoryOf { get; init; }
    /// <summary>Category and subcategory of each product, as one key.</summary>
    public required string[] SubcategoryOf { get; init; }
    /// <summary>First day of each observed period; empty where nothing has dates, which is one period.</summary>
    public required DateOnly[] Starts { get; init; }
    /// <summary>Product and store of each pair.</summary>
    public required int[] Product { get; init; }
    public required int[] Store { get; init; }
    /// <summary>Net sales of each pair, in money.</summary>
    public required double[] Amount { get; init; }
    /// <summary>Of that, sales marked as fashion, in money and in units; null where nothing marks them.</summary>
    public required double[]? FashionAmount { get; init; }
    public required double[]? FashionUnits { get; init; }
    /// <summary>Units sold by pair and observed period, at least 0: pair * <see cref="Periods"/> + period.</summary>
    public required double[] Sold { get; init; }
    /// <summary>Units that arrived, laid out likewise: whole, at least 0.</summary>
    public required int[] Arrived { get; init; }
    /// <summary>Whether supply is an estimate.</summary>
    public required bool Estimated { get; init; }

    public int Count => Product.Length;

    public int Periods => Math.Max(1, Starts.Length);

    public ReadOnlySpan<double> SoldOf(int pair) => Sold.AsSpan(pair * Periods, Periods);

    public ReadOnlySpan<int> ArrivedOf(int pair) => Arrived.AsSpan(pair * Periods, Periods);

    public double TotalSold(int pair)
    {
        var sum = 0.0;
        foreach (var units in SoldOf(pair)) sum += units;
        return sum;
    }

    public long TotalArrived(int pair)
    {
        var sum = 0L;
        foreach (var units in ArrivedOf(pair)) sum += units;
        return sum;
    }

    public long Bytes => Count * (4L + 4 + 8 + (FashionAmount is null ? 0 : 16) + 12L * Periods) + 100L * (Stores.Length + Products.Length);
}
