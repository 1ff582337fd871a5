using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>What a SKU would do at a markdown, over the horizon.</summary>
internal readonly record struct WhatIf(double Md, double Price, double Units, double Demand, double Left);

/// <summary>One SKU: its observations, its curve, where each scenario puts it, and what another markdown would do.</summary>
internal sealed class SkuCurve(PricingResult result, int sku, Scenario plan)
{
    private const int CurvePoints = 96;
    private const double AxisEnd = .95;
    /// <summary>A stock so many times above all that sells is left out of the picture, which it would flatten.</summary>
    private const double FarAway = 2.5;

    private PricingData Data => result.Model.Data;

    public string Id => Data.Skus[sku];
    public string Name => Data.Names[sku] is { Length: > 0 } name ? name : Id;
    private string Method => result.Model.Fits[sku].Curve.Method switch { Core.Pricing.Curves.CurveMethod.Linear => "A linear", Core.Pricing.Curves.CurveMethod.Exp => "An exponential", _ => "A logarithmic" };
    public double Lower => Data.Lower[sku];
    public double Upper => Data.Upper[sku];
    /// <summary>Units that the stock allows in a period.</summary>
    public double Cap => Data.StockOver(sku, result.Options.Horizon) / result.Options.Horizon;
    /// <summary>The markdown of the plan on show; null where it is infeasible.</summary>
    public double? Planned => result.MdOf(plan, sku);

    /// <summary>What the SKU would do at a markdown.</summary>
    public WhatIf At(double md)
    {
        var (units, price) = (result.Problem.SoldAt(sku, md), Data.Msrp[sku] * (1 - md));
        return new(md, price, units, price * units, Data.StockOver(sku, result.Options.Horizon) - units);
    }

    /// <summary>What the curve rests on, in a sentence.</summary>
    public string Sentence
    {
        get
        {
            var fit = result.Model.Fits[sku];
            var seen = fit.LowestMd == fit.HighestMd
                ? $"all at {Cells.Full(fit.LowestMd, ColumnType.Percent)} off"
                : $"between {Cells.Full(fit.LowestMd, ColumnType.Percent)} and {Cells.Full(fit.HighestMd, ColumnType.Percent)} off";
            var beyond = Planned is { } md && (md > fit.HighestMd + 1e-9 || md < fit.LowestMd - 1e-9) ? " The plan goes beyond what was seen." : "";
            return $"{Method} curve through {fit.Observations} {(fit.Observations == 1 ? "observation" : "observations")}, {seen}.{beyond}";
        }
    }

    /// <summary>The picture, with the markdown tried.</summary>
    public ChartSpec Chart(double? tried)
    {
        var series = new List<ChartSeries> { Observations(), Curve() };
        var top = series.Max(s => s.Y.Max()) ?? 0;
        if (Cap <= FarAway * top) series.Add(Stock());
        series.AddRange(Scenarios());
        if (tried is { } md)
            series.Add(Point("What if", md) with { Entity = 11, Strong = true, Size = 8 });
        return new()
        {
            X = new("Markdown", ColumnType.Percent),
            Y = new("Units", ColumnType.Number, Data.Period switch { PricingPeriod.Day => "a day", PricingPeriod.Week => "a week", _ => "an observation" }),
            Series = series,
            Marks = Lower == Upper ? [new(Lower, "fixed")] : [new(Lower, "least"), new(Upper, "largest")],
            Legend = false,
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
            Kind = SeriesKind.Points,
            Quiet = true,
            Size = 6,
            Entity = 0,
            X = [.. shown.Select(i => (object?)md.Span[i])],
            Y = [.. shown.Select(i => (double?)sold.Span[i])],
            Hover = [.. shown.Select(i => $"{(Data.Days.Length > 0 ? Cells.Text(Data.Days[start + i], ColumnType.Date) + "\n" : "")}{Cells.Full(md.Span[i], ColumnType.Percent)} off, {Cells.Headline(sold.Span[i], ColumnType.Number)} units")],
        };
    }

    private ChartSeries Curve()
    {
        var curve = result.Model.Fits[sku].Curve;
        var end = Math.Max(Upper, Math.Min(AxisEnd, result.Model.Fits[sku].HighestMd));
        var x = Enumerable.Range(0, CurvePoints).Select(i => end * i / (CurvePoints - 1)).ToArray();
        return new() { Name = "Curve", Entity = 0, Strong = true, X = [.. x.Select(v => (object?)v)], Y = [.. x.Select(v => (double?)Math.Max(0, curve.Sold(v)))], Hover = [.. x.Select(v => $"{Cells.Full(v, ColumnType.Percent)} off: {Cells.Headline(curve.Sold(v), ColumnType.Number)} units")] };
    }

    private ChartSeries Stock()
    {
        var text = $"The stock allows {Cells.Headline(Cap, ColumnType.Number)} units";
        return new() { Name = "Stock", Entity = 7, Dashed = true, X = [0.0, Upper], Y = [Cap, Cap], Hover = [text, text] };
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
        var units = result.Problem.SoldAt(sku, md) / result.Options.Horizon;
        return new() { Name = name, Kind = SeriesKind.Points, X = [md], Y = [units], Hover = [$"{name}\n{Cells.Full(md, ColumnType.Percent)} off, {Cells.Headline(units, ColumnType.Number)} units"] };
    }
}
