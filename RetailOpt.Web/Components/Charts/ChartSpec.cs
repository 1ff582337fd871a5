using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Charts;

/// <summary>What a chart shows, without a word about how it is drawn. Pages make one; <see cref="ChartPanel"/> draws it.</summary>
public sealed record ChartSpec
{
    /// <summary>The horizontal axis.</summary>
    public required ChartAxis X { get; init; }
    /// <summary>The vertical axis.</summary>
    public required ChartAxis Y { get; init; }
    /// <summary>Lines, points and bars, the first drawn lowest.</summary>
    public IReadOnlyList<ChartSeries> Series { get; init; } = [];
    /// <summary>A grid of shares or figures instead of series, or null.</summary>
    public HeatMap? Heat { get; init; }
    /// <summary>Flows from names on the left to names on the right instead of series, or null.</summary>
    public FlowMap? Flow { get; init; }
    /// <summary>What the shade of points says, when a series has <see cref="ChartSeries.Shade"/>.</summary>
    public ChartAxis? Shade { get; init; }
    /// <summary>Lines across the chart with a name, such as a target.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];
    /// <summary>Whether to list the series' names; null shows them when there are two or more.</summary>
    public bool? Legend { get; init; }
}

/// <summary>An axis: what it measures and how its figures are written.</summary>
/// <param name="Label">Text beside the axis.</param>
/// <param name="Type">How figures are written; text makes it an axis of names.</param>
/// <param name="Unit">Unit, or null.</param>
public sealed record ChartAxis(string Label, ColumnType Type = ColumnType.Number, string? Unit = null)
{
    /// <summary>Label with its unit.</summary>
    public string Title => string.IsNullOrEmpty(Unit) ? Label : $"{Label} ({Unit})";
}

/// <summary>How a series is drawn.</summary>
public enum SeriesKind
{
    /// <summary>A line.</summary>
    Line,
    /// <summary>Points.</summary>
    Points,
    /// <summary>Bars.</summary>
    Bars,
    /// <summary>The area between <see cref="ChartSeries.Y"/> and <see cref="ChartSeries.High"/>.</summary>
    Band,
}

/// <summary>One series: at most 2,000 points; aggregate first.</summary>
public sealed record ChartSeries
{
    /// <summary>Points that a series may have.</summary>
    public const int MaxPoints = 2000;

    /// <summary>Its name, shown to people; also the entity that gives it its colour.</summary>
    public required string Name { get; init; }
    /// <summary>How it is drawn.</summary>
    public SeriesKind Kind { get; init; } = SeriesKind.Line;
    /// <summary>Positions: double, string or DateOnly by the axis.</summary>
    public required IReadOnlyList<object?> X { get; init; }
    /// <summary>Values; null and not-a-number leave a hole.</summary>
    public required IReadOnlyList<double?> Y { get; init; }
    /// <summary>The upper edge of a band.</summary>
    public IReadOnlyList<double?>? High { get; init; }
    /// <summary>A text for each point, read on hovering, or null.</summary>
    public IReadOnlyList<string>? Hover { get; init; }
    /// <summary>A figure for each point, drawn as its shade.</summary>
    public IReadOnlyList<double?>? Shade { get; init; }
    /// <summary>Texts drawn beside the points, or null.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
    /// <summary>Position in the palette, so that the same entity has the same colour everywhere; null takes the series' place in the chart.</summary>
    public int? Entity { get; init; }
    /// <summary>Dashes for what is assumed rather than known.</summary>
    public bool Dashed { get; init; }
    /// <summary>Drawn larger, with an outline.</summary>
    public bool Strong { get; init; }
    /// <summary>Drawn in the background's grey.</summary>
    public bool Quiet { get; init; }
    /// <summary>Whether <see cref="Labels"/> are drawn inside the points rather than above them.</summary>
    public bool Inside { get; init; }
    /// <summary>Left out of the list of names.</summary>
    public bool Unlisted { get; init; }
    /// <summary>Size of points in pixels.</summary>
    public double Size { get; init; } = 8;
}

/// <summary>Rows of cells, row by row from the top.</summary>
/// <param name="Columns">Names across.</param>
/// <param name="Rows">Names down.</param>
/// <param name="Values">A row of values for each name down.</param>
/// <param name="Type">How a value is written.</param>
/// <param name="Diverging">Whether zero is the middle of the scale.</param>
public sealed record HeatMap(IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, IReadOnlyList<IReadOnlyList<double?>> Values, ColumnType Type, bool Diverging = false);

/// <summary>A line with a name: upright at a place of the horizontal axis, or level at one of the vertical axis.</summary>
public sealed record ChartMark(double At, string Label, bool Level = false);

/// <summary>Flows between names: at most <see cref="MaxFlows"/>, aggregate first. A name may stand on both sides.</summary>
/// <param name="From">Name on the left of each flow.</param>
/// <param name="To">Name on the right of each flow.</param>
/// <param name="Values">How much flows, above 0.</param>
/// <param name="Unit">What flows, such as "units".</param>
/// <param name="Hover">A text for each flow, read on hovering.</param>
public sealed record FlowMap(IReadOnlyList<string> From, IReadOnlyList<string> To, IReadOnlyList<double> Values, string Unit, IReadOnlyList<string> Hover)
{
    /// <summary>Flows that a chart may have.</summary>
    public const int MaxFlows = 200;
}
