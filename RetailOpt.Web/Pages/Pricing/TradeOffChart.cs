using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>What a point of the trade-off chart stands for: a scenario, or a place on a front.</summary>
public readonly record struct TradeOffPoint(Scenario? Scenario, double WeightedMd);

/// <summary>The picture of demand against weighted markdown: the curve that the handle moves along, the fronts, the scenarios by their numbers.</summary>
public sealed class TradeOffChart
{
    /// <summary>Scenarios nearer to each other than this share of the picture are drawn as one point.</summary>
    private const double Together = .012;

    private readonly List<ChartSeries> _series = [];
    private readonly List<TradeOffPoint[]> _points = [];
    private readonly string _currency;

    /// <param name="result">The ten plans.</param>
    /// <param name="curve">The most demand at each weighted markdown.</param>
    /// <param name="plan">The scenario on show.</param>
    /// <param name="currency">Currency code, or empty.</param>
    public TradeOffChart(PricingResult result, IReadOnlyList<FrontPoint> curve, Scenario plan, string currency)
    {
        _currency = currency;
        AddLine("Most demand at each markdown", curve, null);
        foreach (var front in result.Solution.Fronts.Where(f => f.Scenario != Scenario.MdDemandAndInventory))
            AddLine($"Front of {ScenarioWords.Number(front.Scenario)}: {Lower(front.Scenario)}", front.Points, front.Scenario);
        AddShaded(curve, result);
        foreach (var group in Groups(result, plan)) AddScenarios(group, plan);
        Spec = new()
        {
            X = new("Weighted markdown", ColumnType.Percent),
            Y = new("Demand", ColumnType.Money, currency),
            Shade = new("Units left", ColumnType.Integer),
            Series = _series,
            Legend = true,
        };
    }

    public ChartSpec Spec { get; }

    /// <summary>What was clicked, or null.</summary>
    public TradeOffPoint? At(ChartClick click) =>
        click.Series >= 0 && click.Series < _points.Count && click.Point >= 0 && click.Point < _points[click.Series].Length ? _points[click.Series][click.Point] : null;

    private void AddLine(string name, IReadOnlyList<FrontPoint> points, Scenario? scenario)
    {
        var ordered = points.Where(p => double.IsFinite(p.Totals.WeightedMd)).OrderBy(p => p.Totals.WeightedMd).ToArray();
        if (ordered.Length < 2) return;
        Add(new()
        {
            Name = name,
            Kind = SeriesKind.Line,
            Entity = scenario is { } s ? (int)s : null,
            Quiet = scenario is null,
            Dashed = scenario is not null,
            X = [.. ordered.Select(p => (object?)p.Totals.WeightedMd)],
            Y = [.. ordered.Select(p => (double?)p.Totals.Demand)],
            Hover = [.. ordered.Select(p => Words(name, p.Totals, p.Inventory))],
        }, ordered.Select(p => new TradeOffPoint(null, p.Totals.WeightedMd)));
    }

    private void AddShaded(IReadOnlyList<FrontPoint> curve, PricingResult result)
    {
        var cloud = result.Solution.Fronts.FirstOrDefault(f => f.Scenario == Scenario.MdDemandAndInventory)?.Points ?? [];
        AddPoints("Shade: units left", [.. curve], "Most demand at this markdown. Click to move here.", 7);
        AddPoints("", [.. cloud], $"On the front of {ScenarioWords.Number(Scenario.MdDemandAndInventory)}: little markdown, much demand, few units left", 5);
    }

    private void AddPoints(string name, FrontPoint[] points, string text, double size)
    {
        var sound = points.Where(p => double.IsFinite(p.Totals.WeightedMd)).ToArray();
        if (sound.Length == 0) return;
        Add(new()
        {
            Name = name,
            Kind = SeriesKind.Points,
            Entity = 0,
            Unlisted = true,
            Size = size,
            X = [.. sound.Select(p => (object?)p.Totals.WeightedMd)],
            Y = [.. sound.Select(p => (double?)p.Totals.Demand)],
            Shade = [.. sound.Select(p => (double?)p.Inventory)],
            Hover = [.. sound.Select(p => Words(text, p.Totals, p.Inventory))],
        }, sound.Select(p => new TradeOffPoint(null, p.Totals.WeightedMd)));
    }

    private void AddScenarios(IReadOnlyList<ScenarioResult> group, Scenario plan)
    {
        var first = group.FirstOrDefault(s => s.Scenario == plan) ?? group[0];
        var names = string.Join("\n", group.Select(s => $"{ScenarioWords.Number(s.Scenario)} {ScenarioWords.Name(s.Scenario)}"));
        Add(new()
        {
            Name = string.Join(", ", group.Select(s => ScenarioWords.Name(s.Scenario))),
            Kind = SeriesKind.Points,
            Entity = (int)first.Scenario,
            Inside = true,
            Unlisted = true,
            Strong = first.Scenario == plan,
            Size = first.Scenario == plan ? 15 : 20 + 5 * (group.Count - 1),
            X = [first.Totals.WeightedMd],
            Y = [first.Totals.Demand],
            Labels = [string.Join("·", group.Select(s => ScenarioWords.Number(s.Scenario)))],
            Hover = [Words(names, first.Totals, first.Inventory)],
        }, [new TradeOffPoint(first.Scenario, first.Totals.WeightedMd)]);
    }

    /// <summary>Scenarios with a plan, those that lie together in one group; the one on show is drawn last, so on top.</summary>
    private static IEnumerable<List<ScenarioResult>> Groups(PricingResult result, Scenario plan)
    {
        var found = result.Solution.Scenarios.Where(s => double.IsFinite(s.Totals.WeightedMd)).ToArray();
        if (found.Length == 0) return [];
        double width = Spread(found.Select(s => s.Totals.WeightedMd)), height = Spread(found.Select(s => s.Totals.Demand));
        var groups = new List<List<ScenarioResult>>();
        foreach (var s in found)
        {
            var near = groups.FirstOrDefault(g => Math.Abs(g[0].Totals.WeightedMd - s.Totals.WeightedMd) <= Together * width && Math.Abs(g[0].Totals.Demand - s.Totals.Demand) <= Together * height);
            if (near is null) groups.Add([s]);
            else near.Add(s);
        }
        return groups.OrderBy(g => g.Any(s => s.Scenario == plan));
    }

    private static double Spread(IEnumerable<double> values) => values.Max() - values.Min();

    private void Add(ChartSeries series, IEnumerable<TradeOffPoint> points)
    {
        _series.Add(series);
        _points.Add([.. points]);
    }

    private string Words(string what, in Totals totals, double left) =>
        $"{what}\n{Cells.Full(totals.WeightedMd, ColumnType.Percent)} off over all, demand {Cells.Headline(totals.Demand, ColumnType.Money)} {_currency}\n{Cells.Headline(totals.Sales, ColumnType.Integer)} units sold, {Cells.Headline(left, ColumnType.Integer)} left";

    private static string Lower(Scenario scenario) => ScenarioWords.Name(scenario).ToLowerInvariant();
}
