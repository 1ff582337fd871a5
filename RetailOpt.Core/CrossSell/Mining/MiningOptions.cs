namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>Which frequent itemsets are wanted.</summary>
public enum ItemsetKind
{
    /// <summary>Every frequent itemset.</summary>
    All,
    /// <summary>Those of which no proper superset is in as many baskets.</summary>
    Closed,
    /// <summary>Those of which no proper superset is frequent.</summary>
    Maximal,
}

/// <summary>What to mine.</summary>
/// <param name="MinCount">Least number of baskets with the itemset, from 1.</param>
/// <param name="Kind">All, closed or maximal; closed and maximal look at supersets of any size.</param>
/// <param name="MaxSize">Most items of an itemset, from 1; longer ones are not looked for.</param>
/// <param name="MaxItemsets">Most itemsets of a result; more are refused with an <see cref="TooManyItemsetsException"/>.</param>
public sealed record MiningOptions(int MinCount, ItemsetKind Kind = ItemsetKind.All, int MaxSize = int.MaxValue, long MaxItemsets = MiningOptions.DefaultMaxItemsets)
{
    /// <summary>So many itemsets fit into memory and into a file that somebody can still use.</summary>
    public const long DefaultMaxItemsets = 20_000_000;

    /// <summary>Beyond it counts are not kept exactly.</summary>
    public const long MostMaxItemsets = 1_000_000_000_000_000;

    /// <summary>Whether there is no limit at all: what is found is only estimated.</summary>
    internal bool Unlimited { get; init; }

    /// <summary>Throws where a value is out of its range.</summary>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxItemsets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxItemsets, MostMaxItemsets);
    }
}
