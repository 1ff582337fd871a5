using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>What each store wants of each product over all periods, as believed. Doubts and spreads are relative variances, spreads beyond those of a Poisson count.</summary>
internal sealed class DemandBelief(Pairs pairs, Effects effects)
{
    /// <summary>Units sold with what was missed while nothing was left, before shrinking, by pair.</summary>
    public required double[] Corrected { get; init; }
    /// <summary>Mean units wanted, by pair.</summary>
    public required double[] Mean { get; init; }
    /// <summary>What is not known of the mean were its groups known, by pair.</summary>
    public required double[] Own { get; init; }
    /// <summary>By how much a pair's mean is wrong where that of its groups is wrong by 1, by pair.</summary>
    public required double[] Lean { get; init; }
    /// <summary>Logarithm of a pair's supply beside that of its groups.</summary>
    public required double[] Ahead { get; init; }
    /// <summary>Variance of the exponent by which demand follows that.</summary>
    public required double SlopeDoubt { get; init; }
    /// <summary>What is not known of a store and product without supply because it has none that would tell.</summary>
    public required double Aside { get; init; }
    /// <summary>Observed periods in which nothing was left at the end, by pair.</summary>
    public required int[] SoldOut { get; init; }
    /// <summary>How demand itself varies, by category.</summary>
    public required Noise[] Noise { get; init; }
    /// <summary>Sum of the squared shares of a product's demand by period.</summary>
    public required double[] SquaredShares { get; init; }
    /// <summary>Relative variance of true demand about what is expected of it, by category.</summary>
    public required double[] Differences { get; init; }
    /// <summary>Share of a product's demand that falls into each observed period: product * periods + period.</summary>
    public required double[] Shares { get; init; }

    public long Bytes => 8L * (5 * Mean.Length + Shares.Length) + 4L * SoldOut.Length + effects.Bytes;

    /// <summary>What pairs have in common.</summary>
    public Effects Effects => effects;

    /// <summary>What is not known of a pair's mean, its own and its groups'.</summary>
    public double Doubt(int pair) => Own[pair] + Lean[pair] * Lean[pair] * (effects.Doubt(pair) + SlopeDoubt * Ahead[pair] * Ahead[pair]);

    /// <summary>Relative variance beyond Poisson of what is wanted of a product in a store where that mean is wanted, over all periods.</summary>
    public double NoiseAt(int product, double mean) => NoiseAt(product, mean, SquaredShares[product]);

    /// <summary>The same over periods whose shares of the mean have that sum of squares.</summary>
    public double NoiseAt(int product, double mean, double squaredShares) => Noise[pairs.CategoryOf[product]].Spread(mean, squaredShares);

    /// <summary>Share of a product's demand that falls into each observed period.</summary>
    public ReadOnlySpan<double> SharesOf(int product) => Shares.AsSpan(product * pairs.Periods, pairs.Periods);

    /// <summary>Relative variance of what a pair will want beyond Poisson: doubt and noise together.</summary>
    public double Spread(int pair) => Doubt(pair) + NoiseAt(pairs.Product[pair], Mean[pair]);
}
