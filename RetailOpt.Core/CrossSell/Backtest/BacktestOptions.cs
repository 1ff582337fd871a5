using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Backtest;

/// <summary>What is hidden in the backtest.</summary>
public enum BacktestSplit
{
    /// <summary>The last basket of each account.</summary>
    LastBasket,
    /// <summary>All baskets from a day on.</summary>
    LastDays,
}

/// <summary>Options of the analysis "cross-sell-backtest".</summary>
public sealed record BacktestOptions : CrossSellRuleOptions
{
    /// <summary>How many recommendations count.</summary>
    [Option("k", "Recommendations that count", Group = "Backtest", Min = 1, Max = 20, Step = 1, Help = "Hits are looked for among so many of the first.")]
    public int K { get; init; } = 5;

    /// <summary>What is hidden.</summary>
    [Option("split", "Hidden is", Group = "Backtest", Help = "The last basket of each account, everything else being seen; or all that anybody bought in the last days, of which each account's first basket is to be named.")]
    public BacktestSplit Split { get; init; } = BacktestSplit.LastBasket;

    /// <summary>Share of the days that is hidden.</summary>
    [Option("hold-out", "Hidden days", Group = "Backtest", Unit = "%", Min = .01, Max = .45, Step = .01, Help = "Share of the days, where the last days are hidden.")]
    public double HoldOut { get; init; } = .1;
}
