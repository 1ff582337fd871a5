using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>What to offer to one account, and why.</summary>
internal sealed class AccountAnalysis : Analysis<AccountOptions, RecommendationModel, AccountResult>
{
    private readonly record struct BoughtItem(string Item, string? Name, int Baskets);

    private static readonly TableLayout<BoughtItem> Bought = new TableLayout<BoughtItem>("bought", "What it bought")
        .Text("item", "Item", b => b.Item).Text("name", "Name", b => b.Name).Integer("baskets", "Baskets", b => b.Baskets).OrderBy("-baskets", "item").IdentifiedBy("item");

    public override AnalysisInfo Info { get; } = new("cross-sell-account-recommendations", 2, "CrossSell", "Recommendations for an account",
        "What should be offered to an account, and why?", true, [.. CrossSellInputs.WithCampaigns, NewSales.Spec, GivenExternal.Spec]);

    public override object ModelKey(AccountOptions options) => options.LoadKey;

    public override Task<RecommendationModel> LoadAsync(RunInputs inputs, AccountOptions options, IWork work, CancellationToken ct) =>
        RecommendationLoader.LoadAsync(inputs, options.Reading, options.Mining, options.LearnBeside, work, ct);

    public override AccountResult Solve(RecommendationModel model, AccountOptions options, IWork work, CancellationToken ct)
    {
        var account = options.Account is { } id ? Find(model, id) : First(model, new ListMaker(model, options.Ranker, options.Settings, work, ct), ct);
        if (options.Basket is { } basket) model = model.With([new(account, Items(model, basket), null)]);
        return new(model, account, model.RulesFor(model.Purchases.Segments.Of[account], options.Settings), new ListMaker(model, options.Ranker, options.Settings, work, ct));
    }

    public override Report Report(AccountResult result, AccountOptions options)
    {
        var (model, purchases) = (result.Model, result.Model.Purchases);
        var tables = new RecommendationTables(model);
        var baskets = Enumerable.Range(0, purchases.Count).Where(b => purchases.AccountOf[b] == result.Account).ToArray();
        var newer = model.New.Where(b => b.Account == result.Account).ToArray();
        var bought = baskets.SelectMany(b => purchases.Basket(b).ToArray()).Concat(newer.SelectMany(b => b.Items)).CountBy(i => i).Select(i => new BoughtItem(purchases.Items[i.Key], purchases.ItemNames[i.Key], i.Value));
        var id = purchases.Accounts[result.Account];
        return new(
            [
                new("recommendations", "Recommendations", result.List.Count, null, null, ColumnType.Integer, null, Better.Higher),
                new("best_score", "Best score", result.List.Count == 0 ? null : result.List[0].Score, null, null, ColumnType.Number, null, Better.Higher),
                new("baskets", "Its baskets", baskets.Length + newer.Length, null, null, ColumnType.Integer, null, Better.Neither),
                new("items", "Items it bought", model.History.Bought[result.Account].Length, null, null, ColumnType.Integer, null, Better.Neither),
                new("rules", "Rules of its segment", result.Rules, null, null, ColumnType.Integer, null, Better.Neither),
            ],
            [tables.List("recommendations", $"Recommendations for {id}", result.List), tables.Products(result.List), Bought.Of([.. bought.OrderByDescending(b => b.Baskets).ThenBy(b => b.Item, StringComparer.Ordinal)]),
                .. model.External is null ? Array.Empty<IResultTable>() : [GivenExternal.Table(model, result.Account, result.List)]],
            $"# What to offer to {id}\n\n{string.Join("\n", result.List.Select(r => $"{r.Rank}. **{tables.Item(r.Item)}**: {tables.Reason(r)}"))}",
            [.. Notices(result, options), .. RuleNotices.Of(model), .. model.Notices]);
    }

    private static IEnumerable<Notice> Notices(AccountResult result, AccountOptions options)
    {
        var segment = result.Model.Purchases.Segments.Of[result.Account] is var s and >= 0 ? result.Model.Purchases.Segments.Names[s] : null;
        yield return result.Ranked;
        yield return new(NoticeLevel.Info, segment is null ? "The account has no segment: the rules of everybody are used." : $"The account is of the segment {segment}.");
        if (result.FellBack) yield return new(NoticeLevel.Warning, Invariant($"No rule passes the least confidence of its segment: rules from a confidence of {options.MinConfidence:0.###} on are used."));
        if (result.List.Count == 0) yield return new(NoticeLevel.Warning, result.Rules == 0 ? "There are no rules, so nothing can be recommended: lower min-support or min-confidence."
            : Invariant($"None of the {result.Rules:N0} rules leads from what it bought to something new: lower min-support, or let it be offered what it buys (no-skip-bought)."));
    }

    // the one with the most baskets to whom something can be offered; else the one with the most
    private static int First(RecommendationModel model, ListMaker lists, CancellationToken ct)
    {
        int[] accounts = [.. model.Purchases.AccountOf.Where(a => a >= 0).CountBy(a => a).OrderByDescending(a => a.Value).ThenBy(a => a.Key).Select(a => a.Key)];
        foreach (var account in accounts)
        {
            ct.ThrowIfCancellationRequested();
            if (lists.For(account).Count > 0) return account;
        }
        return accounts[0];
    }

    private static int[] Items(RecommendationModel model, string basket)
    {
        var products = basket.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return products.FirstOrDefault(p => !model.ItemOf.ContainsKey(p)) is { } unknown ? throw new InputException($"There is no product '{unknown}' among the items of the window (basket).")
            : [.. products.Select(p => model.ItemOf[p]).Distinct().Order()];
    }

    private static int Find(RecommendationModel model, string account)
    {
        var accounts = model.Purchases.Accounts;
        for (var a = 0; a < accounts.Count; a++)
            if (accounts[a].Equals(account, StringComparison.Ordinal)) return a;
        throw new InputException($"There is no account '{account}' with purchases in the window. Accounts are named like '{accounts[0]}'; look back further (lookback-days) if it bought earlier.");
    }
}
