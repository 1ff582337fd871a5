using System.Globalization;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>What campaigns brought, with intervals, and which combinations to scale or to fix.</summary>
public sealed class PromotionsShown : CrossSellShown
{
    /// <summary>Campaigns in the picture, the largest impacts either way.</summary>
    public const int Drawn = 30;

    public PromotionsShown(Answered answered, CrossSellView view) : base(answered, view, ["campaigns", "baskets", "conversion", "impact", "cost", "to_scale"])
    {
        var campaigns = Rows("campaign_performance").Where(c => c.Number("revenue_impact") is not null).OrderByDescending(c => Math.Abs(c.Number("revenue_impact") ?? 0)).ToArray();
        (Measured, Best) = (campaigns.Length, campaigns.MaxBy(c => c.Number("revenue_impact")));
        Impact = campaigns.Length == 0 ? null : ImpactOf([.. campaigns.Take(Drawn).OrderByDescending(c => c.Number("revenue_impact"))]);
        var advice = Rows("promotion_advice").ToArray();
        (Scale, Fix) = ([.. advice.Where(a => a.Text("advice") == "scale")], [.. advice.Where(a => a.Text("advice") == "fix")]);
        (Campaigns, Segments, Combinations) = (new(Table("campaign_performance")), new(Table("promotion_segments")), Grid("promotion_combinations", "primary", "cross_sell"));
    }

    /// <summary>Revenue impact of each campaign with its interval; null where none can be compared.</summary>
    public ChartSpec? Impact { get; }
    /// <summary>Campaigns whose impact could be measured.</summary>
    public int Measured { get; }
    /// <summary>Combinations to scale, best first.</summary>
    public IReadOnlyList<GridRow> Scale { get; }
    /// <summary>Combinations to fix, worst first.</summary>
    public IReadOnlyList<GridRow> Fix { get; }
    public MemoryTable Campaigns { get; }
    public MemoryTable Segments { get; }
    public NamedGrid Combinations { get; }
    private GridRow? Best { get; }

    /// <summary>"A with B".</summary>
    public static string Pair(GridRow advice) => $"{Named(advice, "primary_name", "primary")} with {Named(advice, "cross_sell_name", "cross_sell")}";

    /// <inheritdoc/>
    public override string Sentence
    {
        get
        {
            var count = Answer.Report.Kpis.First(k => k.Key == "campaigns").Value ?? 0;
            if (count == 0) return "There is no campaign of this kind in the window.";
            if (Best is null) return string.Create(CultureInfo.CurrentCulture, $"None of {count:N0} campaigns can be compared with baskets that no campaign touched.");
            var (impact, low, high) = (Best.Number("revenue_impact"), Best.Number("impact_low"), Best.Number("impact_high"));
            var scale = Scale.Count == 0 ? "no combination is advised to be scaled" : $"scale {Pair(Scale[0])} first";
            var range = low is { } l && high is { } h ? $" ({Cells.Range(l, h, ColumnType.Money)}{(l <= 0 && h >= 0 ? ", so it may be nothing" : "")})" : "";
            return $"{Name(Best)} brought most: {Cells.Headline(impact, ColumnType.Money)} {Currency}{range} against baskets without a campaign; {scale}.";
        }
    }

    private static string Name(GridRow campaign) => campaign.Text("name") is { Length: > 0 } name ? name : $"Campaign {campaign.Text("campaign")}";

    /// <summary>The kind of a campaign in words.</summary>
    public static string Type(GridRow row) => row.Text("type").Replace('_', ' ');

    private static ChartSpec ImpactOf(GridRow[] campaigns)
    {
        var shared = campaigns.CountBy(Name).Where(n => n.Value > 1).Select(n => n.Key).ToHashSet();
        string Label(GridRow c) => shared.Contains(Name(c)) ? $"{Name(c)} ({c.Text("campaign")})" : Name(c);
        return new()
        {
            X = new("", ColumnType.Text),
            Y = new("Revenue impact", ColumnType.Money),
            Legend = false,
            Marks = [new(0, "no difference", true)],
            Series = [.. campaigns.SelectMany(c => new ChartSeries[]
            {
                new() { Name = $"{Label(c)}, interval", Entity = 0, Strong = true, X = [Label(c), Label(c)], Y = [c.Number("impact_low"), c.Number("impact_high")], Hover = [Words(c), Words(c)] },
                new() { Name = Label(c), Entity = 0, Kind = SeriesKind.Points, Size = 10, X = [Label(c)], Y = [c.Number("revenue_impact")], Hover = [Words(c)] },
            })],
        };
    }

    private static string Words(GridRow c) => $"{Name(c)} ({Type(c)}): {Cells.Headline(c.Number("revenue_impact"), ColumnType.Money)}{(c.Number("impact_low") is { } low && c.Number("impact_high") is { } high ? $", 90% {Cells.Range(low, high, ColumnType.Money)}" : "")}";
}
