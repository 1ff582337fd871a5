using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Components.Charts;

/// <summary>A point that a person clicked: the series' place in the chart and the point's place in the series; of a heat map, the row and the column.</summary>
public readonly record struct ChartClick(int Series, int Point);

/// <summary>
/// The one way to a chart: title, takeaway, export as picture and figures, full screen, theme. It stays mounted and is redrawn in place when its spec changes;
/// while there is none it shows that it waits.
/// </summary>
public sealed partial class ChartPanel
{
    private readonly string chartId = "chart-" + Guid.NewGuid().ToString("N");
    private IList<ITrace> data = [];
    private Plotly.Blazor.Layout layout = new();
    private PlotlyChart? chart;
    private ChartSpec? current;
    private bool currentDark;
    private bool drawn;
    private bool ready;
    private bool stale;

    /// <summary>What the chart is.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }
    /// <summary>What a reader should take from it, in one line.</summary>
    [Parameter] public string? Takeaway { get; set; }
    /// <summary>What it shows; null while it is being computed.</summary>
    [Parameter] public ChartSpec? Spec { get; set; }
    /// <summary>Said in place of the chart when there is nothing to draw.</summary>
    [Parameter] public string? EmptyText { get; set; }
    /// <summary>Height (CSS).</summary>
    [Parameter] public string Height { get; set; } = "360px";
    /// <summary>Called with a point that was clicked.</summary>
    [Parameter] public EventCallback<ChartClick> OnPoint { get; set; }
    /// <summary>More actions in its corner.</summary>
    [Parameter] public RenderFragment? Actions { get; set; }
    /// <summary>What stands below the chart, such as a handle to drag.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    [CascadingParameter(Name = "Dark")] private bool Dark { get; set; }
    [Inject] private IJSRuntime Js { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Spec is null || (ReferenceEquals(Spec, current) && Dark == currentDark)) return;
        (current, currentDark) = (Spec, Dark);
        var builder = new PlotlyBuilder(Dark, CultureInfo.CurrentCulture);
        data = [.. builder.Data(Spec)];
        layout = builder.Layout(Spec);
        stale = drawn;
        drawn = true;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!stale || !ready || chart is null) return;
        stale = false;
        await chart.React();
    }

    private void OnDrawn() => _ = InvokeAsync(async () =>
    {
        if (ready) return;
        ready = true;
        if (OnPoint.HasDelegate && chart is not null) await chart.SubscribeClickEvent();
        StateHasChanged();
    });

    private void OnClicked(IEnumerable<EventDataPoint> points)
    {
        if (points.FirstOrDefault() is not { } point) return;
        if (Spec?.Heat is not null)
        {
            if (point.PointNumber is JsonElement { ValueKind: JsonValueKind.Array } cell && cell.GetArrayLength() == 2) _ = InvokeAsync(() => OnPoint.InvokeAsync(new ChartClick(cell[0].GetInt32(), cell[1].GetInt32())));
            return;
        }
        if (!int.TryParse(point.PointIndex?.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var index)) return;
        _ = InvokeAsync(() => OnPoint.InvokeAsync(new ChartClick(SeriesOf(point.TraceIndex), index)));
    }

    // A band is drawn as two traces, so a trace's place is not its series' place.
    private int SeriesOf(int trace)
    {
        var series = -1;
        for (var i = 0; i <= trace && series + 1 < (Spec?.Series.Count ?? 0); i++)
            if (Spec!.Series[++series].Kind == SeriesKind.Band) i++;
        return series;
    }

    private async Task SaveAsync(string format)
    {
        if (format != "csv") await Js.InvokeVoidAsync("retailopt.saveChart", chartId, format, Title);
        else if (Spec is not null) await Js.InvokeVoidAsync("retailopt.saveText", ChartCsv.Of(Spec), "text/csv", Title, "csv");
    }

    /// <summary>What the chart says, for those who do not see it.</summary>
    private string Alternative
    {
        get
        {
            if (Spec is null) return Title;
            if (Spec.Heat is { } heat) return $"{Title}. {Takeaway} Heat map of {heat.Rows.Count} rows by {heat.Columns.Count} columns.";
            if (Spec.Flow is { } flow) return $"{Title}. {Takeaway} {string.Join("; ", flow.Hover.Take(12))}.";
            var series = Spec.Series.Take(12).Select(s =>
            {
                var values = s.Y.Where(v => v is { } n && double.IsFinite(n)).Select(v => v!.Value).ToArray();
                return values.Length == 0 ? $"{s.Name}: no points" : values.Length == 1
                    ? $"{s.Name}: {Cells.Headline(values[0], Spec.Y.Type)}" : $"{s.Name}: {values.Length} points from {Cells.Headline(values.Min(), Spec.Y.Type)} to {Cells.Headline(values.Max(), Spec.Y.Type)}";
            });
            return $"{Title}. {Takeaway} {Spec.Y.Label} against {Spec.X.Label}. {string.Join("; ", series)}.";
        }
    }
}
