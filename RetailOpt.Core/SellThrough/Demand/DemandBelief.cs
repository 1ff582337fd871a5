using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>What each store wants of each product over all periods, as believed. Spreads are relative variances beyond those of a Poisson count.</summary>
internal sealed class DemandBelief
{
    /// <summary>Units sold with what was missed while nothing was left, before shrinking, by pair.</summary>
    public required double[] Corrected { get; init; }
    /// <summary>Mean units wanted, by pair.</summary>
    public required double[] Mean { get; init; }
    /// <summary>Relative variance of the mean: what is not known of it.</summary>
    public required double[] Doubt { get; init; }
    /// <summary>Observed periods in which nothing was left at the end, by pair.</summary>
    public required int[] SoldOut { get; init; }
    /// <summary>How demand itself varies, by category.</summary>
    public required Noise[] Noise { get; init; }
    /// <summary>Sum of the squared shares of a product's demand by period.</summary>
    public required double[] SquaredWeights { get; init; }
    /// <summary>Relative variance of true demand about its group's rate, by category.</summary>
    public required double[] Differences { get; init; }
    /// <summary>Share of a product's demand that falls into each observed period: product * periods + period.</summary>
    public required double[] Weights { get; init; }
    /// <summary>Size of each store in each category beside its cluster: store * categories + category.</summary>
    public required double[] Size { get; init; }
    /// <summary>Units wanted of a product by a store of size 1: cluster * products + product.</summary>
    public required double[] Rate { get; init; }

    public long Bytes => 8L * (3 * Mean.Length + Weights.Length + Rate.Length) + 4L * SoldOut.Length;

    /// <summary>Relative variance beyond Poisson of what is wanted of a product in a store where that mean is wanted, over all periods.</summary>
    public double NoiseAt(Pairs pairs, int product, double mean) => Noise[pairs.CategoryOf[product]].Spread(mean, SquaredWeights[product]);

    /// <summary>Relative variance of what a pair will want beyond Poisson: doubt and noise together.</summary>
    public double Spread(Pairs pairs, int pair) => Doubt[pair] + NoiseAt(pairs, pairs.Product[pair], Mean[pair]);
}
