using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Backtest;

/// <summary>Options of the analysis "cross-sell-backtest".</summary>
public sealed record BacktestOptions : CrossSellRuleOptions
{
    /// <summary>How many recommendations count.</summary>
    [Option("k", "Recommendations that count", Group = "Backtest", Min = 1, Max = 20, Step = 1, Help = "Hits are looked for among so many of the first.")]
    public int K { get; init; } = 5;
}
