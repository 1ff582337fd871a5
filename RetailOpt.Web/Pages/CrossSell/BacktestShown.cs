using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>How often each way of recommending names what an account buys next.</summary>
public sealed class BacktestShown : CrossSellShown
{
    public BacktestShown(Answered answered, CrossSellView view)
        : base(answered, view, [.. answered.Report.Kpis.Select(k => k.Key)])
    {
        Ways = [.. Rows("backtest")];
        Weights = new(Table("ranker_weights"));
        HitRates = new()
        {
            X = new("", ColumnType.Text),
            Y = new("Hit rate", ColumnType.Percent),
            Legend = false,
            Series = [.. Ways.SelectMany((w, i) => new ChartSeries[]
            {
                new() { Name = $"{w.Text("way")}, interval", Entity = i, Strong = true, X = [w.Text("way"), w.Text("way")], Y = [w.Number("hit_low"), w.Number("hit_high")], Hover = [Words(w), Words(w)] },
                new() { Name = w.Text("way"), Entity = i, Kind = SeriesKind.Points, Size = 12, X = [w.Text("way")], Y = [w.Number("hit_rate")], Hover = [Words(w)] },
            })],
        };
    }

    /// <summary>The ways, the best hit rate first.</summary>
    public IReadOnlyList<GridRow> Ways { get; }
    public ChartSpec HitRates { get; }
    public MemoryTable Weights { get; }

    /// <summary>The verdict of the analysis, which is its first notice.</summary>
    public override string Sentence => Answer.Report.Notices[0].Text;

    private static string Words(GridRow w) => $"{w.Text("way")}: {Cells.Full(w.Number("hit_rate"), ColumnType.Percent)}{(w.Number("hit_low") is { } low && w.Number("hit_high") is { } high ? $" ({Cells.Range(low, high, ColumnType.Percent)})" : "")}";
}
