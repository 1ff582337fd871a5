using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>What the bootstrap and the simulation say.</summary>
internal static class SimulationTable
{
    private sealed record Line(string Figure, Estimate Units, double Expected, string What);

    private static readonly TableLayout<Line> Layout = new TableLayout<Line>("simulation", "How far to trust it")
        .Text("figure", "Figure", l => l.Figure).Number("expected", "Expected by the model", l => l.Expected, "units").Number("mean", "Drawn", l => l.Units.Value, "units").Number("low", "From", l => l.Units.Low, "units")
        .Number("high", "To", l => l.Units.High, "units").Text("what", "What", l => l.What).OrderBy("figure").IdentifiedBy("figure");

    public static IResultTable Of(SellThroughResult r)
    {
        var lines = new List<Line> { new("1 improvement, bootstrap", r.Gain, r.Whole.After - r.Whole.Before, "Expected units sold more, over what is not known of demand: 90% interval.") };
        if (r.Simulated is { } s)
            lines.AddRange([
                new("2 baseline, simulated", s.Before, r.Whole.Before, "Units sold by the current allocation against drawn demand: 90% of the draws."),
                new("3 plan, simulated", s.After, r.Whole.After, r.Cells.Periods == 1 ? "Units sold by the plan against the same draws."
                    : "Units sold by the plan against the same draws. The model carries unsold stock over in expectation, the draws carry over what is truly left: expected less drawn is what that approximation costs."),
                new("4 improvement, simulated", s.Gain, r.Whole.After - r.Whole.Before, FormattableString.Invariant($"Units sold more; the plan sells more in {s.Wins:0.0%} of {s.Draws:N0} draws."))]);
        return Layout.Of(lines);
    }
}
