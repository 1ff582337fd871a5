using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>The tables of recommendations.</summary>
internal sealed class RecommendationTables(RecommendationModel model)
{
    private readonly Purchases _purchases = model.Purchases;

    private readonly record struct Product(Recommendation Of, int Place, OfferedProduct Offered);

    /// <summary>A row for each recommendation, which must come by account and rank.</summary>
    public IResultTable List(string name, string title, IReadOnlyList<Recommendation> all) => new TableLayout<Recommendation>(name, title)
        .Text("account", "Account", r => _purchases.Accounts[r.Account]).Integer("rank", "Rank", r => r.Rank).Text("item", "Item", r => _purchases.Items[r.Item]).Text("item_name", "Name", r => _purchases.ItemNames[r.Item])
        .Number("score", "Score", r => r.Score, help: "Confidence x lift x 100, times the boost.").Percent("likely", "Likely to be bought next", r => r.Likely, help: "As the learned ranker estimates, before the boost; empty where the rules rank.").Text("trigger", "Since it bought", r => Items(r.Rule.If)).Percent("confidence", "Confidence", r => r.Rule.Confidence).Number("lift", "Lift", r => r.Rule.Lift)
        .Percent("support", "Support", r => r.Rule.Support).Number("base_score", "Base score", r => r.Rule.BaseScore).Number("boost", "Boost", r => r.Boost).Text("campaign", "Campaign", r => r.Campaign?.Id)
        .Money("basket_value", "Mean basket with it", r => model.BasketValue(r.Item)).Text("products", "Products", r => string.Join("; ", model.Products[r.Item].Select(Told))).Text("reason", "Why", Reason)
        .OrderBy("account", "rank").IdentifiedBy("account", "item").Of(all);

    /// <summary>A row for each product that can be offered.</summary>
    public IResultTable Products(IReadOnlyList<Recommendation> all) => new TableLayout<Product>("recommended_products", "Products to offer")
        .Text("account", "Account", p => _purchases.Accounts[p.Of.Account]).Integer("rank", "Rank", p => p.Of.Rank).Integer("place", "Place", p => p.Place)
        .Text("product", "Product", p => p.Offered.Id).Text("name", "Name", p => p.Offered.Name).Money("price", "Price", p => p.Offered.Price)
        .OrderBy("account", "rank", "place").IdentifiedBy("account", "product")
        .Of(all.SelectMany(r => model.Products[r.Item].Select((p, i) => new Product(r, i + 1, p))), all.Sum(r => (long)model.Products[r.Item].Count));

    public string Reason(Recommendation r)
    {
        var campaign = r.Campaign is not { } c ? "" : r.Boost > 1 ? Invariant($"; campaign {c.Id} covers it (score x {r.Boost:0.##})") : $"; campaign {c.Id} covers it";
        if (r.Rule.If.Length == 0) return Invariant($"Among what many buy: {r.Rule.Confidence:0.0%} of all baskets hold it{campaign}.");
        return Invariant($"Bought {Items(r.Rule.If)}: {r.Rule.Confidence:0.0%} of those who do buy it too, {r.Rule.Lift:0.0} times as often as others{campaign}.");
    }

    public string Item(int item) => _purchases.ItemNames[item] is { } name ? $"{name} ({_purchases.Items[item]})" : _purchases.Items[item];

    private string Items(int[] items) => items.Length == 0 ? "anything" : string.Join(" + ", items.Select(Item));

    private static string Told(OfferedProduct p) => Invariant($"{p.Id}{(p.Name is { } name ? " " + name : "")}{(p.Price is { } price ? Invariant($" {price:0.00}") : "")}");
}
