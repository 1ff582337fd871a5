using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Reporting;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.MarketBasket;

/// <summary>The tables, figures and text of mined rules.</summary>
internal sealed class MarketBasketReport(MarketBasketResult result, MarketBasketOptions options)
{
    private readonly Purchases _purchases = result.Model.Purchases;
    private readonly IReadOnlyList<SegmentRule> _rules = [.. result.Findings.OrderBy(f => NameOf(result.Model.Purchases, f.Segment), StringComparer.Ordinal).SelectMany(f => f.Rules)];

    public Report Report() => new(Kpis(), Tables(), Text(), [.. Notices(), .. result.Model.Notices]);

    public IReadOnlyList<IResultTable> Tables() =>
    [
        Rules().Of(_rules),
        Findings().Of([.. result.Findings.OrderBy(f => Name(f.Segment), StringComparer.Ordinal)]),
        Survived().Of([.. result.Survival?.Rules ?? []]),
        SegmentTable.Of(_purchases),
    ];

    public Kpi[] Kpis() =>
    [
        new("rules", "Rules", _rules.Count, null, null, ColumnType.Integer, null, Better.Neither),
        new("segments_with_rules", "Segments with rules", result.Findings.Count(f => f.Segment >= 0 && f.Rules.Count > 0), null, null, ColumnType.Integer, null, Better.Higher),
        new("itemsets", "Itemsets of everybody", result.Findings.FirstOrDefault(f => f.Segment < 0)?.Itemsets, null, null, ColumnType.Integer, null, Better.Neither),
        new("transactions", options.CountBy == CountBy.Basket ? "Baskets" : "Accounts", result.Findings.Max(f => f.Transactions), null, null, ColumnType.Integer, null, Better.Neither),
        new("max_lift", "Greatest lift", _rules.Count == 0 ? null : _rules.Max(r => r.Measures.Lift), null, null, ColumnType.Number, null, Better.Neither),
        new("survival", "Rules that survive", result.Survival is { Rules.Count: > 0 } s ? s.Rules.Count(s.Survives) / (double)s.Rules.Count : null, null, null, ColumnType.Percent, null, Better.Higher),
    ];

    public IEnumerable<Notice> Notices()
    {
        foreach (var f in result.Findings)
        {
            if (f.Why is { } why) yield return new(NoticeLevel.Warning, $"{Name(f.Segment)} has no rules: {why}.");
            if (f.FellBack) yield return new(NoticeLevel.Warning, Invariant($"{Name(f.Segment)}: no rule passes its floor of {options.StrategyOf(Name(f.Segment)).Floor:0.###}; those from a confidence of {options.MinConfidence:0.###} on are shown."));
            if (f.Longer) yield return new(NoticeLevel.Info, Invariant($"{Name(f.Segment)}: there are itemsets of more than {options.MaxItemsetSize} items, which are not looked at (max-itemset-size)."));
            if (f.Funnel.About > f.Rules.Count) yield return new(NoticeLevel.Info, Invariant($"{Name(f.Segment)}: the first {f.Rules.Count:N0} of {f.Funnel.About:N0} rules are shown (top)."), f.Funnel.About - f.Rules.Count);
        }
        if (result.NoSurvival is { } none) yield return new(NoticeLevel.Warning, none);
        if (result.Survival is { } survival) yield return new(NoticeLevel.Info, Survives(survival));
    }

    public string Text()
    {
        var best = _rules.Take(10).Select(r => Invariant($"| {Name(r.Segment)} | {Told(r.If)} | {Told(r.Then)} | {r.Measures.Support:0.0%} | {r.Measures.Confidence:0.0%} | {r.Measures.Lift:0.0} |"));
        return $"""
            # {_rules.Count} rules

            {(result.Survival is { } s ? Survives(s) : result.NoSurvival)}

            | segment | if | then | support | confidence | lift |
            |---|---|---|---:|---:|---:|
            {string.Join("\n", best)}
            """;
    }

    private static string Survives(Survival s) => s.Rules.Count == 0 ? Invariant($"Before {s.Split:yyyy-MM-dd} there are no rules to hold against the days after it.")
        : Invariant($"Of {s.Rules.Count:N0} rules mined before {s.Split:yyyy-MM-dd} {s.Rules.Count(s.Survives):N0} survive in the days from then on: a confidence of at least {s.Floor:0.###} and a lift above 1.");

    private TableLayout<SegmentRule> Rules() => Sides(new TableLayout<SegmentRule>("rules", "Rules").Text("segment", "Segment", r => Name(r.Segment)).Integer("rank", "Rank", r => r.Rank), r => r)
        .Percent("support", "Support", r => r.Measures.Support).Percent("confidence", "Confidence", r => r.Measures.Confidence).Number("lift", "Lift", r => r.Measures.Lift)
        .Number("leverage", "Leverage", r => r.Measures.Leverage).Number("conviction", "Conviction", r => r.Measures.Conviction, help: "Empty at a confidence of 1.")
        .Number("kulczynski", "Kulczynski", r => r.Measures.Kulczynski).Number("imbalance", "Imbalance", r => r.Measures.ImbalanceRatio)
        .Number("p", "p", r => r.Measures.P, help: "Fisher's exact test, one-sided.").Number("q", "q", r => r.Measures.Q, help: "Benjamini-Hochberg over all rules, before the least confidence.").Flag("redundant", "Redundant", r => r.Measures.IsRedundant)
        .Integer("both", "Baskets with both", r => r.Measures.Both).Integer("antecedents", "With the antecedent", r => r.Measures.Antecedents).Integer("consequents", "With the consequent", r => r.Measures.Consequents)
        .Money("basket_value", "Mean basket", r => r.BasketValue).OrderBy("segment", "rank").IdentifiedBy("segment", "if", "then");

    private TableLayout<HeldOutRule> Survived() => Sides(new TableLayout<HeldOutRule>("rule_survival", "Rules held against later days").Integer("rank", "Rank", r => r.Rule.Rank), r => r.Rule)
        .Flag("survives", "Survives", r => result.Survival!.Survives(r)).Percent("support", "Support", r => r.Rule.Measures.Support).Percent("support_after", "Support after", r => r.Support)
        .Percent("confidence", "Confidence", r => r.Rule.Measures.Confidence).Percent("confidence_after", "Confidence after", r => r.Confidence).Number("lift", "Lift", r => r.Rule.Measures.Lift).Number("lift_after", "Lift after", r => r.Lift)
        .OrderBy("rank").IdentifiedBy("if", "then");

    private TableLayout<SegmentFinding> Findings() => new TableLayout<SegmentFinding>("rule_segments", "Rules by segment")
        .Text("segment", "Segment", f => Name(f.Segment)).Integer("transactions", "Baskets or accounts", f => f.Transactions).Integer("min_count", "Least count", f => f.Least).Integer("itemsets", "Itemsets", f => f.Itemsets)
        .Integer("tested", "Rules tested", f => f.Funnel.Tested).Integer("confident", "Confident", f => f.Funnel.Confident).Integer("significant", "Significant", f => f.Funnel.Significant).Integer("needed", "Not redundant", f => f.Funnel.Needed)
        .Integer("rules", "Rules shown", f => f.Rules.Count).Number("floor", "Least confidence", f => f.Floor).Flag("fell_back", "Floor lowered", f => f.FellBack).Text("ranking", "Ranked by", f => options.StrategyOf(Name(f.Segment)).Ranking.ToString())
        .Text("why", "Why none", f => f.Why).OrderBy("segment").IdentifiedBy("segment");

    private TableLayout<T> Sides<T>(TableLayout<T> layout, Func<T, SegmentRule> rule) => layout
        .Text("if", "If", r => Keys(rule(r).If)).Text("then", "Then", r => Keys(rule(r).Then)).Text("if_name", "If, by name", r => Names(rule(r).If)).Text("then_name", "Then, by name", r => Names(rule(r).Then));

    private string Keys(int[] items) => string.Join(" + ", items.Select(i => _purchases.Items[i]));

    private string? Names(int[] items) => items.All(i => _purchases.ItemNames[i] is null) ? null : Told(items);

    private string Told(int[] items) => string.Join(" + ", items.Select(i => _purchases.ItemNames[i] ?? _purchases.Items[i]));

    private string Name(int segment) => NameOf(_purchases, segment);

    private static string NameOf(Purchases purchases, int segment) => segment < 0 ? Transactions.Everybody : purchases.Segments.Names[segment];
}
