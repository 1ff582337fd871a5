using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Reasons;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>What a SKU would do at a markdown, over the horizon.</summary>
internal readonly record struct WhatIf(double Md, double Price, double Units, double Demand, double Left);

/// <summary>A wish to lock a SKU at a markdown; null keeps it as it is.</summary>
public sealed record SkuLock(string Sku, double? Md);

/// <summary>One SKU: its observations, its curve, where each scenario puts it, and what another markdown would do.</summary>
internal sealed class SkuCurve(PricingResult result, int sku, Scenario plan)
{
    private const int CurvePoints = 96;
    private const double AxisEnd = .95;
    /// <summary>A stock so many times above all that sells is left out of the picture, which it would flatten.</summary>
    private const double FarAway = 2.5;
    /// <summary>Places of the curves in the palette.</summary>
    private const int Believed = 0, Raw = 8, Feared = 1;

    private PricingData Data => result.Model.Data;

    public string Id => Data.Skus[sku];
    public string Name => Data.Names[sku] is { Length: > 0 } name ? name : Id;
    private string Method => result.Model.Fits[sku].Curve.Method switch { CurveMethod.Linear => "A linear", CurveMethod.Exp => "An exponential", _ => "A logarithmic" };
    public double Lower => Data.Lower[sku];
    public double Upper => Data.Upper[sku];
    /// <summary>Units that the stock allows in a period.</summary>
    public double Cap => Data.StockOver(sku, result.Options.Periods) / result.Options.Periods;
    /// <summary>The markdown it is locked at, or null.</summary>
    public double? LockedAt => result.Rules.IsLocked(sku) ? result.Rules.Locks![sku] : null;
    /// <summary>The markdown it has now.</summary>
    public double Current => Data.CurrentMd(sku);
    /// <summary>The markdown of the plan on show; null where it is infeasible.</summary>
    public double? Planned => result.MdOf(plan, sku);

    /// <summary>The weeks of the plan on show; empty where it has one period.</summary>
    public IReadOnlyList<PlannedWeek> Weeks => result.WeeksOf(plan, sku);

    /// <summary>The price at a markdown.</summary>
    public double Price(double md) => Data.Msrp[sku] * (1 - md);

    /// <summary>What the SKU would do at a markdown.</summary>
    public WhatIf At(double md)
    {
        var (units, price) = (result.Problem.SoldAt(sku, md), Price(md));
        return new(md, price, units, price * units, Data.StockOver(sku, result.Options.Periods) - units);
    }

    /// <summary>Why the plan on show gives it its markdown, in money; null where there is no plan.</summary>
    public string? Why => SkuReason.Of(result, plan, sku)?.Why;

    /// <summary>What the curve rests on, in a sentence.</summary>
    public string Sentence
    {
        get
        {
            var fit = result.Model.Fits[sku];
            var seen = fit.LowestMd == fit.HighestMd
                ? $"all at {Cells.Full(fit.LowestMd, ColumnType.Percent)} off"
                : $"between {Cells.Full(fit.LowestMd, ColumnType.Percent)} and {Cells.Full(fit.HighestMd, ColumnType.Percent)} off";
            var beyond = Planned is { } md && BeyondSeen.Is(fit, md) ? " The plan goes beyond what was seen." : "";
            return $"{Method} curve through {fit.Observations} {(fit.Observations == 1 ? "observation" : "observations")}, {seen}.{beyond}";
        }
    }

    /// <summary>Both figures at a markdown: "At 20% off the curve says 34 units a week; we believe 31, 90% 26 to 37."</summary>
    public string Belief(double md)
    {
        var (raw, believed) = (Math.Max(0, result.Model.Fits[sku].Curve.Sold(md)), Math.Max(0, result.Beliefs[sku].Curve.Sold(md)));
        var (low, high) = result.Beliefs.Interval(sku, md);
        var says = result.Options.Shrink ? $"the curve says {Units(raw)} units {Per}; we believe {Units(believed)}" : $"the curve says {Units(raw)} units {Per}";
        return $"At {Cells.Full(md, ColumnType.Percent)} off {says}, 90% {Cells.Range(low, high, ColumnType.Number)}.";
    }

    private string Per => Data.Period switch { PricingPeriod.Day => "a day", PricingPeriod.Week => "a week", _ => "an observation" };

    private static string Units(double value) => Cells.Headline(value, ColumnType.Number);

    /// <summary>The picture, with the markdown tried.</summary>
    public ChartSpec Chart(double? tried)
    {
        var series = new List<ChartSeries> { Observations() };
        series.AddRange(Curves());
        var top = series.Max(s => (s.High ?? s.Y).Max()) ?? 0;
        if (Cap <= FarAway * top) series.Add(Stock());
        series.AddRange(Scenarios());
        if (tried is { } md)
            series.Add(Point("What if", md) with { Entity = 11, Strong = true, Size = 8 });
        return new()
        {
            X = new("Markdown", ColumnType.Percent),
            Y = new("Units", ColumnType.Number, Per),
            Series = series,
            Marks = Lower == Upper ? [new(Lower, "fixed")] : [new(Lower, "least"), new(Upper, "largest")],
            Legend = result.Options is { Shrink: true } or { Robust: true },
        };
    }

    private ChartSeries Observations()
    {
        var (md, sold) = Data.Observations(sku);
        var step = (md.Length + ChartSeries.MaxPoints - 1) / ChartSeries.MaxPoints;
        var shown = Enumerable.Range(0, md.Length).Where(i => i % Math.Max(1, step) == 0).ToArray();
        var start = Data.Starts[sku];
        return new()
        {
            Name = "Observed",
            Unlisted = true,
            Kind = SeriesKind.Points,
            Quiet = true,
            Size = 6,
            Entity = 0,
            X = [.. shown.Select(i => (object?)md.Span[i])],
            Y = [.. shown.Select(i => (double?)sold.Span[i])],
            Hover = [.. shown.Select(i => $"{(Data.Days.Length > 0 ? Cells.Text(Data.Days[start + i], ColumnType.Date) + "\n" : "")}{Cells.Full(md.Span[i], ColumnType.Percent)} off, {Cells.Headline(sold.Span[i], ColumnType.Number)} units")],
        };
    }

    /// <summary>What is believed with its interval, the raw curve where it is another, and the pessimistic one where the plan is on it.</summary>
    private IEnumerable<ChartSeries> Curves()
    {
        var fit = result.Model.Fits[sku];
        var end = Math.Max(Upper, Math.Min(AxisEnd, fit.HighestMd));
        double[] x = [.. Enumerable.Range(0, CurvePoints).Select(i => end * i / (CurvePoints - 1))];
        var between = Array.ConvertAll(x, md => result.Beliefs.Interval(sku, md));
        yield return new() { Name = "90% interval", Kind = SeriesKind.Band, Entity = Believed, X = [.. x.Select(v => (object?)v)], Y = [.. between.Select(b => (double?)b.Low)], High = [.. between.Select(b => (double?)b.High)] };
        if (result.Options.Shrink) yield return Line("The curve says", fit.Curve, x) with { Entity = Raw, Dashed = true };
        yield return Line(result.Options.Shrink ? "We believe" : "Curve", result.Options.Shrink ? result.Beliefs[sku].Curve : fit.Curve, x) with { Entity = Believed, Strong = !result.Options.Robust };
        if (result.Options.Robust) yield return Line("Planned on", result.Problem.CurveOf(sku).Over(1.0 / result.Options.Periods), x) with { Entity = Feared, Strong = true };
    }

    private static ChartSeries Line(string name, DemandCurve curve, double[] x) => new()
    {
        Name = name,
        X = [.. x.Select(v => (object?)v)],
        Y = [.. x.Select(v => (double?)Math.Max(0, curve.Sold(v)))],
        Hover = [.. x.Select(v => $"{name}\n{Cells.Full(v, ColumnType.Percent)} off: {Units(curve.Sold(v))} units")],
    };

    private ChartSeries Stock()
    {
        var text = $"The stock allows {Cells.Headline(Cap, ColumnType.Number)} units";
        return new() { Name = "Stock", Unlisted = true, Entity = 7, Dashed = true, X = [0.0, Upper], Y = [Cap, Cap], Hover = [text, text] };
    }

    /// <summary>Each scenario's markdown; those that agree share a point.</summary>
    private IEnumerable<ChartSeries> Scenarios()
    {
        var chosen = ScenarioNames.All.Select(s => (Scenario: s, Md: result.MdOf(s, sku))).Where(s => s.Md is not null);
        foreach (var group in chosen.GroupBy(s => Math.Round(s.Md!.Value, 3)).OrderBy(g => g.Any(s => s.Scenario == plan)))
        {
            var first = group.Any(s => s.Scenario == plan) ? group.First(s => s.Scenario == plan) : group.First();
            yield return Point(string.Join("\n", group.Select(s => $"{ScenarioWords.Number(s.Scenario)} {ScenarioWords.Name(s.Scenario)}")), first.Md!.Value) with
            {
                Entity = (int)first.Scenario,
                Inside = true,
                Size = 18,
                Strong = first.Scenario == plan,
                Labels = [$"{ScenarioWords.Number(first.Scenario)}{(group.Count() > 1 ? "+" : "")}"],
            };
        }
    }

    private ChartSeries Point(string name, double md)
    {
        var units = result.Problem.SoldAt(sku, md) / result.Options.Periods;
        return new() { Name = name, Kind = SeriesKind.Points, Unlisted = true, X = [md], Y = [units], Hover = [$"{name}\n{Cells.Full(md, ColumnType.Percent)} off, {Cells.Headline(units, ColumnType.Number)} units"] };
    }
}
