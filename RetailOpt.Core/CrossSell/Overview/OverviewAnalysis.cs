using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Affinity;
using RetailOpt.Core.CrossSell.MarketBasket;
using RetailOpt.Core.CrossSell.Promotions;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Overview;

/// <summary>Baskets of the window, and campaigns with their own window; null where the data has none.</summary>
internal sealed record OverviewModel(CrossSellModel Baskets, PromotionModel? Promotions) : IModel
{
    public long Bytes => Baskets.Bytes + (Promotions?.Bytes ?? 0);
}

/// <summary>Rules, affinity, promotions, and the opportunities of all three.</summary>
internal sealed record OverviewResult(MarketBasketResult Rules, AffinityResult Affinity, PromotionResult? Promotions, IReadOnlyList<CrossSellOpportunity> Opportunities);

/// <summary>All of cross-sell at once.</summary>
internal sealed class OverviewAnalysis : Analysis<OverviewOptions, OverviewModel, OverviewResult>
{
    public override AnalysisInfo Info { get; } = new("cross-sell-analyze", 1, "CrossSell", "Cross-sell", "What sells together, what do campaigns add, and where is most to gain?", true, CrossSellInputs.WithCampaigns);

    public override object ModelKey(OverviewOptions options) => (options.Reading, options.PromotionLookbackDays);

    public override async Task<OverviewModel> LoadAsync(RunInputs inputs, OverviewOptions options, IWork work, CancellationToken ct)
    {
        var baskets = await CrossSellModel.LoadAsync(inputs, options.Reading, work, ct);
        var source = inputs.Require(CrossSellInputs.Data);
        if (!Engines.QueryEngineExtensions.Has(source, "campaigns", "campaign") && !Engines.QueryEngineExtensions.Has(source, "sales", "campaign")) return new(baskets, null);
        var promotions = await PromotionModel.LoadAsync(inputs, options.PromotionReading, work, ct);
        return new(baskets, promotions.Campaigns.Count == 0 ? null : promotions);
    }

    public override OverviewResult Solve(OverviewModel model, OverviewOptions options, IWork work, CancellationToken ct)
    {
        var rules = new MarketBasketSolver(model.Baskets, options, work, ct).Solve();
        var affinity = AffinitySolver.Solve(model.Baskets, options.Affinity, work, ct);
        var promotions = model.Promotions is null ? null : new PromotionSolver(model.Promotions, OverviewOptions.Promotions, work.Seed, ct).Solve();
        work.Report(.9, "Scoring opportunities");
        return new(rules, affinity, promotions, OpportunitySummary.Of(model.Baskets.Purchases, rules.Findings.SelectMany(f => f.Rules), promotions));
    }

    public override Report Report(OverviewResult result, OverviewOptions options)
    {
        var rules = new MarketBasketReport(result.Rules, options);
        var affinity = new AffinityReport(result.Affinity, options.Affinity).Report();
        var promotions = result.Promotions is null ? null : new PromotionReport(result.Promotions, OverviewOptions.Promotions).Report();
        var tables = new[] { Opportunities(result).Of(result.Opportunities) }.Concat(rules.Tables()).Concat(affinity.Tables).Concat(promotions?.Tables ?? []).DistinctBy(t => t.Schema.Name, StringComparer.OrdinalIgnoreCase);
        Kpi[] kpis =
        [
            new("opportunities", "Opportunities", result.Opportunities.Count, null, null, ColumnType.Integer, null, Better.Higher),
            new("combinations", "Campaign combinations", result.Promotions?.Combinations.Count, null, null, ColumnType.Integer, null, Better.Neither),
            new("best_potential", "Greatest potential of one", result.Opportunities.Count == 0 ? null : result.Opportunities.Max(o => o.Potential), null, null, ColumnType.Money, null, Better.Higher),
        ];
        var none = result.Promotions is null ? [new Notice(NoticeLevel.Info, "The data has no campaigns: nothing is said of promotions, and their effectiveness counts as 0.")] : promotions!.Notices;
        return new([.. kpis, .. rules.Kpis()], [.. tables], string.Join("\n\n", new[] { rules.Text(), affinity.Markdown, promotions?.Markdown }.OfType<string>()),
            [.. rules.Notices(), .. none.Concat(result.Rules.Model.Notices).DistinctBy(n => n.Text)]);
    }

    private static TableLayout<CrossSellOpportunity> Opportunities(OverviewResult result)
    {
        var purchases = result.Rules.Model.Purchases;
        string Keys(int[] items) => string.Join(" + ", items.Select(i => purchases.Items[i]));
        string Segment(int s) => s < 0 ? Transactions.Everybody : purchases.Segments.Names[s];
        string Told(int i) => purchases.ItemNames[i] ?? purchases.Items[i];
        return new TableLayout<CrossSellOpportunity>("cross_sell_opportunities", "Cross-sell opportunities")
            .Number("score", "Score", o => o.Score, help: "0 to 100: .3 confidence, .3 lift, .2 support, .2 effectiveness, each scaled over this table.").Text("segment", "Segment", o => Segment(o.Rule.Segment)).Integer("rank", "Rank of the rule", o => o.Rule.Rank)
            .Text("if", "If", o => Keys(o.Rule.If)).Text("then", "Then", o => Keys(o.Rule.Then)).Text("if_name", "If, by name", o => string.Join(" + ", o.Rule.If.Select(Told))).Text("then_name", "Then, by name", o => Told(o.Rule.Then[0]))
            .Percent("confidence", "Confidence", o => o.Rule.Measures.Confidence).Number("lift", "Lift", o => o.Rule.Measures.Lift).Percent("support", "Support", o => o.Rule.Measures.Support)
            .Number("effectiveness", "Effectiveness", o => o.Effectiveness, help: "The best of a campaign; 0 without one.").Integer("accounts", "Accounts to win", o => o.Accounts, help: "They bought the antecedent and never the consequent.")
            .Money("basket_value", "Mean basket", o => o.Rule.BasketValue).Money("revenue_potential", "Revenue potential", o => o.Potential, help: "Confidence x mean basket with the consequent x accounts to win.")
            .Text("why", "Why", o => Invariant($"{o.Accounts:N0} accounts bought {string.Join(" + ", o.Rule.If.Select(Told))} and never {Told(o.Rule.Then[0])}; {o.Rule.Measures.Confidence:0.0%} of baskets with the one hold the other."))
            .OrderBy("-score", "segment", "rank").IdentifiedBy("segment", "if", "then");
    }
}
