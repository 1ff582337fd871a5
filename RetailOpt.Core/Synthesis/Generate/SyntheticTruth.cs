using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>What was planted in a synthetic market, saved beside its tables.</summary>
internal static class SyntheticTruth
{
    private sealed record PlantedGap(Shop Shop, Item Item);

    /// <summary>The tables of what was planted.</summary>
    /// <param name="market">The market.</param>
    /// <param name="plan">How it was drawn.</param>
    /// <param name="recipe">Options and seed as JSON: the market can be made again from them.</param>
    public static IEnumerable<IResultTable> Of(Market market, MarketPlan plan, string recipe)
    {
        var (names, items) = (market.Catalogue.Categories, market.Catalogue.Items);
        yield return new TableLayout<string>("truth_world", "Recipe").Text("recipe", "Recipe", r => r).OrderBy("recipe").Of([recipe]);
        yield return new TableLayout<Affinity>("truth_affinity", "Planted affinities")
            .Text("level", "Level", _ => "subcategory").Text("trigger", "Trigger", a => names[a.Trigger].Name).Text("target", "Target", a => names[a.Target].Name)
            .Text("segment", "Segment", _ => null).Number("strength", "Strength", a => Math.Exp(a.Kappa), help: "Factor on the odds of the target.")
            .OrderBy("level", "trigger", "target").IdentifiedBy("level", "trigger", "target")
            .Of([.. market.Catalogue.Affinities.OrderBy(a => names[a.Trigger].Name, StringComparer.Ordinal).ThenBy(a => names[a.Target].Name, StringComparer.Ordinal)]);
        yield return new TableLayout<PlantedGap>("truth_gaps", "Planted gaps")
            .Text("store", "Store", g => g.Shop.Id).Text("product", "Product", g => g.Item.Id).Text("cluster", "Cluster", g => MarketMaker.ClusterNames[g.Shop.Cluster])
            .OrderBy("store", "product").IdentifiedBy("store", "product")
            .Of([.. market.Shops.SelectMany((shop, s) => MarketMaker.GapsAt(market.Catalogue, plan, s, market.Seed).Select(i => new PlantedGap(shop, items[i])).OrderBy(g => g.Item.Id, StringComparer.Ordinal))]);
        yield return new TableLayout<Shop>("truth_clusters", "Planted clusters")
            .Text("store", "Store", s => s.Id).Text("cluster", "Cluster", s => MarketMaker.ClusterNames[s.Cluster]).OrderBy("store").IdentifiedBy("store").Of([.. market.Shops]);
        yield return new TableLayout<(Shop Shop, Item Item, int Week)>("truth_shelves", "Empty shelves")
            .Text("store", "Store", x => x.Shop.Id).Text("product", "Product", x => x.Item.Id).Integer("week", "Week", x => x.Week + 1).OrderBy("store", "product", "week").IdentifiedBy("store", "product", "week")
            .Of(from s in Enumerable.Range(0, market.Shops.Count)
                from i in Enumerable.Range(0, items.Count).OrderBy(i => items[i].Id, StringComparer.Ordinal)
                where market.Shops[s].Carried[i]
                from w in Enumerable.Range(0, market.Weeks)
                where !market.Shelves.Has(s, i, w)
                select (market.Shops[s], items[i], w), null);
    }
}
