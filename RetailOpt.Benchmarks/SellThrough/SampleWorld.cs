using RetailOpt.Core.Sample;
using RetailOpt.Core.SellThrough.Loading;
using RetailOpt.Core.Truth;

namespace RetailOpt.Benchmarks.SellThrough;

/// <summary>What a sample retailer shows of itself, and what is true of it.</summary>
internal static class SampleWorld
{
    /// <summary>What its tills and deliveries show.</summary>
    public static Pairs PairsOf(Retailer r)
    {
        var (stores, products, periods) = (r.World.Stores, r.World.Products, SupplyPlan.Periods(r.World.Options.Weeks));
        string[] storeIds = [.. stores.Select(s => s.Id)], productIds = [.. products.Select(p => p.Id)], categories = [.. Groceries.Categories.Order(StringComparer.Ordinal)];
        var index = new Dictionary<(int Product, int Store), int>();
        for (var p = 0; p < products.Length; p++)
            for (var s = 0; s < stores.Length; s++)
                if (r.Assortment.Carries[s][p]) index[(p, s)] = index.Count;
        var (sold, arrived, amount) = (new double[index.Count * periods], new int[index.Count * periods], new double[index.Count]);
        foreach (var ((p, s), pair) in index)
            for (var t = 0; t < periods; t++) arrived[pair * periods + t] = r.Trades[s].Supply[p][t];
        for (var s = 0; s < stores.Length; s++)
            foreach (var line in r.Trades[s].Lines)
            {
                var pair = index[(line.Product, s)];
                sold[pair * periods + r.Visits[s][line.Visit].Day / (7 * SupplyPlan.WeeksPerPeriod)] += line.Quantity;
                amount[pair] += line.Quantity * line.Cents / 100.0;
            }
        return new()
        {
            Stores = storeIds,
            Products = productIds,
            Clusters = StoreMaker.ClusterNames,
            ClusterOf = [.. stores.Select(s => s.Cluster)],
            Categories = categories,
            CategoryOf = [.. products.Select(p => Array.IndexOf(categories, Groceries.Categories[p.Category]))],
            SubcategoryOf = [.. products.Select(p => $"{Groceries.Categories[p.Category]}|{p.Shelf.Name}")],
            Starts = [.. Enumerable.Range(0, periods).Select(t => r.Day(7 * SupplyPlan.WeeksPerPeriod * t))],
            Product = [.. index.Keys.Select(k => k.Product)],
            Store = [.. index.Keys.Select(k => k.Store)],
            Amount = amount,
            FashionAmount = null,
            FashionUnits = null,
            Sold = sold,
            Arrived = arrived,
            Estimated = false,
        };
    }

    /// <summary>Units wanted over all weeks by store and product: what the visits' appetites, tastes and campaigns make of the planted curves.</summary>
    public static double[][] TrueMeans(Retailer r)
    {
        var means = new double[r.World.Stores.Length][];
        Parallel.For(0, means.Length, s =>
        {
            int[] carried = [.. Enumerable.Range(0, r.World.Products.Length).Where(p => r.Assortment.Carries[s][p])];
            var (week, mean, visits) = (new StoreWeek(r.World, s, carried), new double[r.World.Products.Length], r.Visits[s]);
            for (int w = 0, from = 0, to; w < r.World.Options.Weeks; w++, from = to)
            {
                to = from;
                while (to < visits.Length && visits[to].Day < (w + 1) * 7) to++;
                week.Open(w, visits.AsSpan(from, to - from), r.Demand, r.Prices, r.Assortment);
                for (var v = from; v < to; v++)
                {
                    var offers = Offers.For(r.World, visits[v]);
                    foreach (var p in carried)
                        mean[p] += week.Mean(p) * visits[v].Appetite * r.World.Accounts[visits[v].Account].Taste[p] * offers.Price(p, week.Cents(p), r.Demand.Curves[p]).Boost;
                }
            }
            means[s] = mean;
        });
        return means;
    }

    public static int[] Places(IEnumerable<string> all, string[] ids)
    {
        var place = all.Index().ToDictionary(a => a.Item, a => a.Index);
        return Array.ConvertAll(ids, i => place[i]);
    }
}
