using System.Globalization;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>A way of making lists in one test, with 90% intervals; nulls where there is nothing to tell.</summary>
public sealed record ProofLine(string Test, string Method, ShareFound Recall, ShareFound Precision);

/// <summary>A share with its interval.</summary>
public readonly record struct ShareFound(double? Value, double? Low, double? High)
{
    /// <summary>"25.3% (25.0% to 25.7%)".</summary>
    public string Words => Value is null ? Cells.None : Low is null || High is null ? Cells.Full(Value, ColumnType.Percent) : $"{Cells.Full(Value, ColumnType.Percent)} ({Cells.Full(Low, ColumnType.Percent)} to {Cells.Full(High, ColumnType.Percent)})";
}

/// <summary>The two tests of a run as the page shows them, made of its stored tables alone.</summary>
public sealed class ProofShown
{
    private static readonly string[] Names = ["rule", "popularity", "random"];

    public ProofShown(RunRecord run, IRunStore store)
    {
        Run = run;
        Lines = [.. Read(store, "proof").Select(r => new ProofLine(r.Text("test"), r.Text("method"), Share(r, "recall"), Share(r, "precision")))];
        Mask = ChartOf("mask", "Hidden pairs found", l => l.Recall);
        Forward = ChartOf("forward", "Listed products taken up", l => l.Precision);
        Calibration = CalibrationOf([.. Read(store, "calibration")]);
    }

    public RunRecord Run { get; }
    public IReadOnlyList<ProofLine> Lines { get; }
    public ChartSpec? Mask { get; }
    /// <summary>Null where the sales have no dates.</summary>
    public ChartSpec? Forward { get; }
    /// <summary>Null where nothing was taken up.</summary>
    public ChartSpec? Calibration { get; }

    /// <summary>What the mask test says.</summary>
    public string MaskSentence => Verdict("mask", l => l.Recall, "of the hidden pairs of store and product");

    /// <summary>What the forward test says.</summary>
    public string ForwardSentence => Verdict("forward", l => l.Precision, "of the listed products, taken up later");

    /// <summary>What the calibration says.</summary>
    public string CalibrationSentence => Run.Kpis.FirstOrDefault(k => k.Key == "calibration") is { Value: { } ratio } kpi
        ? string.Create(CultureInfo.CurrentCulture, $"What was taken up sold {ratio:0.00} times what peers predicted") + (kpi is { Low: { } low, High: { } high } ? string.Create(CultureInfo.CurrentCulture, $" ({low:0.00} to {high:0.00}).") : ".")
        : "Nothing was taken up, so there is nothing to compare.";

    private string Verdict(string test, Func<ProofLine, ShareFound> of, string what)
    {
        var found = Names.Select(n => Lines.FirstOrDefault(l => l.Test == test && l.Method == n) is { } line ? of(line) : default).ToArray();
        if (found[0].Value is null) return "The rule listed nothing to test.";
        var verdict = found[0].Low > found[1].High ? "The rule does better than popularity" : found[0].High < found[1].Low ? "Popularity does better than the rule" : "The rule and popularity cannot be told apart";
        return $"{verdict}: {Cells.Full(found[0].Value, ColumnType.Percent)} against {Cells.Full(found[1].Value, ColumnType.Percent)} {what}; chance {Cells.Full(found[2].Value, ColumnType.Percent)}.";
    }

    private ChartSpec? ChartOf(string test, string label, Func<ProofLine, ShareFound> of)
    {
        var lines = Lines.Where(l => l.Test == test && of(l).Value is not null).ToArray();
        if (lines.Length == 0) return null;
        return new()
        {
            X = new("", ColumnType.Text),
            Y = new(label, ColumnType.Percent),
            Legend = false,
            Series = [.. lines.SelectMany((l, i) => new ChartSeries[]
            {
                new() { Name = $"{l.Method}, interval", Entity = i, Strong = true, X = [l.Method, l.Method], Y = [of(l).Low, of(l).High], Hover = [of(l).Words, of(l).Words] },
                new() { Name = l.Method, Entity = i, Kind = SeriesKind.Points, Size = 12, X = [l.Method], Y = [of(l).Value], Hover = [$"{l.Method}: {of(l).Words}"] },
            })],
        };
    }

    private static ChartSpec? CalibrationOf(GridRow[] bins)
    {
        if (bins.Length == 0) return null;
        var most = bins.Max(b => Math.Max(b.Number("predicted") ?? 0, b.Number("sold") ?? 0));
        return new()
        {
            X = new("Predicted by peers", ColumnType.Money),
            Y = new("Sold", ColumnType.Money),
            Series =
            [
                new() { Name = "As predicted", Quiet = true, Dashed = true, X = [0.0, most], Y = [0, most] },
                new()
                {
                    Name = "A tenth of what was taken up", Kind = SeriesKind.Points, Entity = 0, Size = 11, X = [.. bins.Select(b => (object?)b.Number("predicted"))], Y = [.. bins.Select(b => b.Number("sold"))],
                    Hover = [.. bins.Select(b => string.Create(CultureInfo.CurrentCulture, $"{b.Number("count"):N0} products\npredicted {b.Number("predicted"):N2}\nsold {b.Number("sold"):N2}"))],
                },
            ],
        };
    }

    private static ShareFound Share(GridRow row, string key) => new(row.Number(key), row.Number(key + "_low"), row.Number(key + "_high"));

    private static IEnumerable<GridRow> Read(IRunStore store, string run, string table)
    {
        var found = store.Read(run, table);
        return found.Read().Select(cells => new GridRow(found.Schema, cells));
    }

    private IEnumerable<GridRow> Read(IRunStore store, string table) => Read(store, Run.Id, table);
}
