using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.SankeyLib;

namespace RetailOpt.Web.Components.Charts;

/// <summary>Draws a <see cref="FlowMap"/>: names on the left flow to names on the right; a name has the same colour on both sides.</summary>
internal sealed class FlowBuilder(bool dark, string ink)
{
    /// <summary>How faint a flow is beside its name.</summary>
    private const string Faint = "59";

    public ITrace Trace(FlowMap flow)
    {
        if (flow.Values.Count > FlowMap.MaxFlows) throw new ArgumentException($"There are {flow.Values.Count} flows; a chart takes {FlowMap.MaxFlows}: aggregate first.", nameof(flow));
        var colors = flow.From.Concat(flow.To).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((name, i) => (name, Color: ChartColors.Of(i, dark))).ToDictionary(n => n.name, n => n.Color, StringComparer.Ordinal);
        List<string> left = [.. flow.From.Distinct(StringComparer.Ordinal)], right = [.. flow.To.Distinct(StringComparer.Ordinal)];
        return new Sankey
        {
            Arrangement = ArrangementEnum.Snap,
            ValueSuffix = " " + PlotlyBuilder.Encode(flow.Unit),
            ValueFormat = ",~r",
            TextFont = new() { Color = ink, Size = 11 },
            Node = new()
            {
                Label = [.. left.Concat(right).Select(PlotlyBuilder.Encode)],
                ColorArray = [.. left.Concat(right).Select(n => (object)colors[n])],
                Pad = 8,
                Thickness = 12,
                Line = new() { Width = 0 },
            },
            Link = new()
            {
                Source = [.. flow.From.Select(n => (object)left.IndexOf(n))],
                Target = [.. flow.To.Select(n => (object)(left.Count + right.IndexOf(n)))],
                Value = [.. flow.Values.Select(v => (object)v)],
                ColorArray = [.. flow.From.Select(n => (object)(colors[n] + Faint))],
                CustomData = [.. flow.Hover.Select(h => (object)PlotlyBuilder.Encode(h))],
                HoverTemplate = "%{customdata}<extra></extra>",
            },
        };
    }
}
