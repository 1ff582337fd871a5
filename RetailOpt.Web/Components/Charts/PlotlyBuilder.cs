using System.Globalization;
using System.Net;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using RetailOpt.Core.Tables;
using Bars = Plotly.Blazor.Traces.Bar;
using Bounds = Plotly.Blazor.LayoutLib.Margin;
using Heat = Plotly.Blazor.Traces.HeatMap;

namespace RetailOpt.Web.Components.Charts;

/// <summary>Turns a <see cref="ChartSpec"/> into Plotly's terms: encoded names, no not-a-number, the browser's separators, the theme's colours.</summary>
internal sealed class PlotlyBuilder(bool dark, CultureInfo culture)
{
    private const string Font = "Inter Variable, Inter, system-ui, sans-serif";
    private static readonly Plotly.Blazor.Traces.ScatterLib.MarkerLib.SymbolEnum[] Symbols =
        [.. Enumerable.Range(0, 12).Select(i => Enum.Parse<Plotly.Blazor.Traces.ScatterLib.MarkerLib.SymbolEnum>(ChartColors.Symbol(i).Replace("-", "", StringComparison.Ordinal), ignoreCase: true))];

    private readonly (string Ink, string Muted, string Grid, string Ground) frame = ChartColors.Frame(dark);

    public static Config Config { get; } = new()
    {
        Responsive = true,
        DisplayLogo = false,
        DisplayModeBar = Plotly.Blazor.ConfigLib.DisplayModeBarEnum.False,
        ShowTips = false,
    };

    public IReadOnlyList<ITrace> Data(ChartSpec spec)
    {
        if (spec.Heat is { } heat) return [Map(heat)];
        if (spec.Flow is { } flow) return [new FlowBuilder(dark, frame.Ink).Trace(flow)];
        var traces = new List<ITrace>();
        for (var i = 0; i < spec.Series.Count; i++)
        {
            var series = spec.Series[i];
            if (series.X.Count > ChartSeries.MaxPoints) throw new ArgumentException($"Series '{series.Name}' has {series.X.Count} points; a chart takes {ChartSeries.MaxPoints}: aggregate first.", nameof(spec));
            traces.AddRange(Trace(series, series.Entity ?? i, spec));
        }
        return traces;
    }

    public Plotly.Blazor.Layout Layout(ChartSpec spec)
    {
        var legend = spec.Legend ?? spec.Series.Count(s => !s.Quiet) > 1;
        var heat = spec.Heat is not null;
        return new()
        {
            AutoSize = true,
            PaperBgColor = "rgba(0,0,0,0)",
            PlotBgColor = "rgba(0,0,0,0)",
            Font = new() { Family = Font, Size = 12, Color = frame.Ink },
            Margin = new Bounds { L = 8, R = 12, T = 8, B = 8, AutoExpand = true },
            Separators = culture.NumberFormat.NumberDecimalSeparator + culture.NumberFormat.NumberGroupSeparator,
            ShowLegend = legend,
            Legend = [new() { Orientation = Plotly.Blazor.LayoutLib.LegendLib.OrientationEnum.H, Y = 1.02m, YAnchor = Plotly.Blazor.LayoutLib.LegendLib.YAnchorEnum.Bottom, X = 0, Font = new() { Size = 12, Color = frame.Muted } }],
            HoverMode = HoverModeEnum.Closest,
            HoverLabel = new() { BgColor = frame.Ground, BorderColor = frame.Grid, Font = new() { Family = Font, Size = 12, Color = frame.Ink }, NameLength = -1 },
            BarMode = BarModeEnum.Group,
            BarGap = .25m,
            XAxis = [new() { Title = new() { Text = Encode(spec.X.Title), Font = new() { Color = frame.Muted, Size = 12 } }, TickFormat = Ticks(spec.X, spec.Series.SelectMany(s => s.X).OfType<double>().Concat(spec.Marks.Where(m => !m.Level).Select(m => m.At))), Type = XType(spec.X), GridColor = frame.Grid, LineColor = frame.Grid, ZeroLine = false, ShowGrid = !heat, AutoMargin = Plotly.Blazor.LayoutLib.XAxisLib.AutoMarginFlag.Height | Plotly.Blazor.LayoutLib.XAxisLib.AutoMarginFlag.Width, TickFont = new() { Color = frame.Muted } }],
            YAxis = [new() { Title = new() { Text = Encode(spec.Y.Title), Font = new() { Color = frame.Muted, Size = 12 } }, TickFormat = Ticks(spec.Y, spec.Series.SelectMany(s => s.Y).OfType<double>().Concat(spec.Marks.Where(m => m.Level).Select(m => m.At))), Type = YType(spec.Y), GridColor = frame.Grid, LineColor = frame.Grid, ZeroLine = false, ShowGrid = !heat, AutoRange = heat ? Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed : null, AutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.Height | Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.Width, TickFont = new() { Color = frame.Muted } }],
            Shapes = [.. spec.Marks.Where(m => double.IsFinite(m.At)).Select(Line)],
            Annotations = [.. spec.Marks.Where(m => double.IsFinite(m.At)).Select(Name)],
            UiRevision = "keep", // zoom and hidden series survive an update
        };
    }

    private Shape Line(ChartMark mark) => new()
    {
        Type = Plotly.Blazor.LayoutLib.ShapeLib.TypeEnum.Line,
        X0 = mark.Level ? 0 : mark.At,
        X1 = mark.Level ? 1 : mark.At,
        XRef = mark.Level ? "paper" : "x",
        Y0 = mark.Level ? mark.At : 0,
        Y1 = mark.Level ? mark.At : 1,
        YRef = mark.Level ? "y" : "paper",
        Line = new() { Color = frame.Muted, Width = 1, Dash = "dot" },
    };

    // at the top of an upright line, at the left end of a level one
    private Annotation Name(ChartMark mark) => new()
    {
        X = mark.Level ? 0 : mark.At,
        XRef = mark.Level ? "paper" : "x",
        XAnchor = Plotly.Blazor.LayoutLib.AnnotationLib.XAnchorEnum.Left,
        Y = mark.Level ? mark.At : 1,
        YRef = mark.Level ? "y" : "paper",
        YAnchor = mark.Level ? Plotly.Blazor.LayoutLib.AnnotationLib.YAnchorEnum.Bottom : Plotly.Blazor.LayoutLib.AnnotationLib.YAnchorEnum.Top,
        ShowArrow = false,
        Text = Encode(mark.Label),
        Font = new() { Size = 11, Color = frame.Muted },
    };

    private IEnumerable<ITrace> Trace(ChartSeries series, int entity, ChartSpec spec)
    {
        var color = series.Quiet ? frame.Muted : ChartColors.Of(entity, dark);
        var x = series.X.Select(Cell).ToArray();
        var y = series.Y.Select(Number).ToArray();
        var name = Encode(series.Name);
        if (series.Kind == SeriesKind.Bars)
            return [new Bars { X = x, Y = y, Name = name, Marker = new() { Color = color }, HoverTextArray = Hover(series), HoverInfo = series.Hover is null ? null : Plotly.Blazor.Traces.BarLib.HoverInfoFlag.Text }];
        if (series.Kind == SeriesKind.Band)
            return
            [
                new Scatter { X = x, Y = y, Mode = ModeFlag.Lines, Line = new() { Width = 0, Color = color }, ShowLegend = false, HoverInfo = HoverInfoFlag.Skip },
                new Scatter { X = x, Y = (series.High ?? []).Select(Number).ToArray(), Mode = ModeFlag.Lines, Line = new() { Width = 0, Color = color }, Fill = FillEnum.ToNextY, FillColor = color + "33", Name = name, HoverInfo = HoverInfoFlag.Skip },
            ];
        var scatter = new Scatter
        {
            X = x,
            Y = y,
            Name = name,
            Mode = series.Kind == SeriesKind.Line ? ModeFlag.Lines : series.Labels is null ? ModeFlag.Markers : ModeFlag.Markers | ModeFlag.Text,
            Line = series.Kind == SeriesKind.Line ? new() { Color = color, Width = series.Strong ? 3 : series.Quiet ? 1.25m : 2, Dash = series.Dashed ? "dash" : "solid" } : null,
            Marker = series.Kind == SeriesKind.Points ? Marker(series, entity, color, spec) : null,
            HoverTextArray = Hover(series),
            HoverInfo = series.Hover is null ? null : HoverInfoFlag.Text,
            TextArray = series.Labels?.Select(Encode).ToArray(),
            TextPosition = series.Labels is null ? null : series.Inside ? TextPositionEnum.MiddleCenter : TextPositionEnum.TopCenter,
            TextFont = series.Inside ? new() { Color = frame.Ground, Size = 11 } : null,
            ShowLegend = series.Unlisted ? false : null,
            ConnectGaps = false,
        };
        return [scatter];
    }

    private Marker Marker(ChartSeries series, int entity, string color, ChartSpec spec)
    {
        var marker = new Marker
        {
            Size = (decimal)(series.Strong ? series.Size * 1.6 : series.Size),
            Symbol = series.Inside ? Symbols[0] : Symbols[Math.Abs(entity) % Symbols.Length],
            Opacity = series.Quiet ? .55m : .95m,
            Color = color,
            Line = new() { Color = series.Strong ? frame.Ink : frame.Ground, Width = series.Strong ? 1.5m : .8m },
        };
        if (series.Shade is not { } shade || spec.Shade is not { } axis) return marker;
        marker.Color = null;
        marker.ColorArray = [.. shade.Select(Number)!];
        marker.ColorScale = Spread(ChartColors.Shades(dark));
        var all = spec.Series.Where(s => s.Shade is not null).ToArray(); // one scale for all of them
        var known = all.SelectMany(s => s.Shade!).Where(v => v is { } n && double.IsFinite(n)).Select(v => (decimal)v!.Value).ToArray();
        if (known.Length > 0) (marker.CMin, marker.CMax) = (known.Min(), known.Max());
        marker.ShowScale = ReferenceEquals(all[0], series);
        marker.ColorBar = new() { Title = new() { Text = Encode(axis.Title), Font = new() { Color = frame.Muted, Size = 11 } }, TickFormat = Ticks(axis, known.Select(v => (double)v)), Thickness = 10, OutlineWidth = 0, TickFont = new() { Color = frame.Muted, Size = 11 } };
        return marker;
    }

    private Heat Map(HeatMap map) => new()
    {
        X = [.. map.Columns.Select(Encode)],
        Y = [.. map.Rows.Select(Encode)],
        Z = [.. map.Values.Select(row => (object)row.Select(Number).ToArray())],
        ColorScale = Scale(map.Diverging),
        ZMid = map.Diverging ? 0 : null,
        // shades of amounts begin at nothing, so that one amount is not the least and the most at once
        ZMin = IsAmount(map) ? 0 : null,
        ZMax = IsAmount(map) ? map.Values.SelectMany(v => v).Max(v => (decimal?)v) : null,
        XGap = 1,
        YGap = 1,
        ColorBar = new() { Thickness = 10, OutlineWidth = 0, TickFormat = Ticks(new ChartAxis("", map.Type), map.Values.SelectMany(v => v).OfType<double>()), TickFont = new() { Color = frame.Muted, Size = 11 } },
        HoverTemplate = $"%{{y}} · %{{x}}: %{{z:{Ticks(new ChartAxis("", map.Type), map.Values.SelectMany(v => v).OfType<double>())}}}<extra></extra>",
    };

    private static bool IsAmount(HeatMap map) => !map.Diverging && map.Values.SelectMany(v => v).OfType<double>().ToArray() is { Length: > 0 } values && values.All(v => v >= 0 && v < 1e27) && values.Max() > 0;

    private object[][] Scale(bool diverging) => Spread(ChartColors.Scale(dark, diverging));

    private static object[][] Spread(string[] colors) => [.. colors.Select((c, i) => new object[] { i / (double)(colors.Length - 1), c })];

    private static string[]? Hover(ChartSeries series) => series.Hover?.Select(text => Encode(text).Replace("\n", "<br>", StringComparison.Ordinal)).ToArray();

    /// <summary>Plotly draws HTML: whatever a file named a product must stay text.</summary>
    internal static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static object? Number(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private static object? Cell(object? value) => value switch
    {
        double number => Number(number),
        string text => Encode(text),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value,
    };

    // thousands are shortened (46k); the same format would write a half as 500m
    private static string? Ticks(ChartAxis axis, IEnumerable<double> values) => axis.Type switch
    {
        ColumnType.Percent => Span(values) < .06 ? ".1%" : ".0%", // whole percents would stand there twice
        ColumnType.Money or ColumnType.Number or ColumnType.Integer => values.Any(v => Math.Abs(v) >= 1000) ? "~s" : Span(values) >= .01 ? ".6~f" : "~g", // a nothing that is not quite 0 must not stand there as -8.9e-17
        _ => null,
    };

    private static double Span(IEnumerable<double> values) => values.Where(double.IsFinite).ToArray() is { Length: > 1 } finite ? finite.Max() - finite.Min() : 1;

    private static Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum XType(ChartAxis axis) => axis.Type switch
    {
        ColumnType.Text => Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Category,
        ColumnType.Date => Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Date,
        _ => Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Linear,
    };

    private static Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum YType(ChartAxis axis) =>
        axis.Type == ColumnType.Text ? Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Category : Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Linear;
}
