using System.Globalization;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>The products of one category in one cluster: how many of its stores carry each against how well it sells, with the thresholds.</summary>
public sealed class CategoryScatter
{
    /// <summary>Names are written beside so many points at most.</summary>
    private const int Named = 8;

    private readonly List<CategoryPoint[]> _points = [];
    private readonly RuleOptions _options;

    public CategoryScatter(OpportunitiesResult result, string cluster, string category, string? product)
    {
        (_options, Cluster, Category) = (result.Options, cluster, category);
        All = result.Category(cluster, category);
        Chosen = All.FirstOrDefault(p => p.Product == product) ?? All.Where(p => p.IsOpportunity).MaxBy(p => p.Missing * p.Average) ?? All.LastOrDefault();
        Gaps = Chosen is null ? [] : result.Gaps(cluster, category, Chosen.Product);
        Spec = All.Count == 0 ? null : Make();
    }

    public string Cluster { get; }
    public string Category { get; }
    /// <summary>All ranked products, ascending by sales.</summary>
    public IReadOnlyList<CategoryPoint> All { get; }
    /// <summary>The product whose gaps are shown; null where there is none.</summary>
    public CategoryPoint? Chosen { get; }
    /// <summary>The stores that do not carry it.</summary>
    public IReadOnlyList<string> Gaps { get; }
    /// <summary>Null where the category is too small in that cluster.</summary>
    public ChartSpec? Spec { get; }

    /// <summary>What the picture says, in a sentence.</summary>
    public string Takeaway
    {
        get
        {
            var (tops, missed) = (All.Count(p => p.IsTop), All.Count(p => p.IsOpportunity));
            var cut = All.Count(p => !p.IsTop) - ChartSeries.MaxPoints;
            return string.Create(CultureInfo.CurrentCulture, $"{All.Count:N0} products ranked, {tops:N0} of them top performers; {missed:N0} of these {(missed == 1 ? "is" : "are")} missed by some.")
                + (cut > 0 ? string.Create(CultureInfo.CurrentCulture, $" The {cut:N0} that sell least are not drawn.") : "");
        }
    }

    /// <summary>The product that was clicked, or null.</summary>
    public CategoryPoint? At(ChartClick click) =>
        click.Series >= 0 && click.Series < _points.Count && click.Point >= 0 && click.Point < _points[click.Series].Length ? _points[click.Series][click.Point] : null;

    /// <summary>A product by its name, with its code.</summary>
    public static string Name(CategoryPoint point) => point.Name is { Length: > 0 } name && name != point.Product ? name : point.Product;

    private ChartSpec Make()
    {
        ChartSeries[] series =
        [
            Points("Not a top performer", p => !p.IsTop, 0, quiet: true),
            Points("Top performer, carried by all", p => p.IsTop && p.Missing == 0, 2),
            Points("Top performer, too few carry it", p => p.IsTop && p.Missing > 0 && !p.IsOpportunity, 4),
            Points("Top performer, missed by some", p => p.IsOpportunity, 1),
            Points("Looked at", p => p.Product == Chosen?.Product, Chosen is { IsOpportunity: true } ? 1 : Chosen is { IsTop: true, Missing: > 0 } ? 4 : 2, quiet: Chosen is { IsTop: false }, strong: true),
        ];
        var top = new ChartMark(_options.TopPerformerThreshold, $"top performer from {Share(_options.TopPerformerThreshold)}", Level: true);
        return new()
        {
            X = new("Adoption: stores that carry it", ColumnType.Percent),
            Y = new("Percentile of its sales", ColumnType.Percent),
            Series = series,
            Legend = true,
            Marks = _options.EnforceAdoption ? [top, new(_options.AdoptionThreshold, $"adoption from {Share(_options.AdoptionThreshold)}")] : [top],
        };
    }

    private ChartSeries Points(string name, Func<CategoryPoint, bool> which, int entity, bool quiet = false, bool strong = false)
    {
        var points = All.Where(which).TakeLast(ChartSeries.MaxPoints).ToArray();
        _points.Add(points);
        return new()
        {
            Name = name,
            Kind = SeriesKind.Points,
            Entity = entity,
            Quiet = quiet,
            Strong = strong,
            Unlisted = strong || points.Length == 0,
            Size = quiet && !strong ? 7 : 9,
            X = [.. points.Select(p => (object?)p.Adoption)],
            Y = [.. points.Select(p => (double?)p.Percentile)],
            Labels = entity == 1 && !strong && points.Length <= Named ? [.. points.Select(Name)] : null,
            Hover = [.. points.Select(Words)],
        };
    }

    private static string Share(double share) => share.ToString("0.##%", CultureInfo.CurrentCulture);

    private static string Words(CategoryPoint p) => string.Create(CultureInfo.CurrentCulture,
        $"{Name(p)}\n{p.StoresSelling:N0} of {p.Stores:N0} carry it ({Cells.Full(p.Adoption, ColumnType.Percent)})\npercentile {Cells.Full(p.Percentile, ColumnType.Percent)}\neach sells {Cells.Headline(p.Average, ColumnType.Money)}");
}
