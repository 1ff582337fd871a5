using RetailOpt.Core.Analyses;
using RetailOpt.Core.Sample;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Benchmarks.SellThrough;

/// <summary>
/// Small sample retailers, each of a seed of its own. The plan is made from what their tills and deliveries show; what it truly brings is reckoned from
/// the demand that was planted (mean over weeks, prices and campaigns; a line sells one unit and a Poisson number more), and held against the stated interval.
/// </summary>
internal static class SampleCoverage
{
    private static readonly SampleOptions Size = new() { Stores = 16, Products = 144, Weeks = 24, Accounts = 500, BasketLines = 7 };

    public static void Run(int replications)
    {
        var (within, errors, claims, demand, truth) = (0, new List<double>(), new List<double>(), 0.0, 0.0);
        var (low, high) = (0, 0);
        for (var i = 0; i < replications; i++)
        {
            var retailer = Retailer.Make(Size, (ulong)i, Environment.ProcessorCount, _ => { }, default);
            var pairs = PairsOf(retailer);
            var model = new SellThroughModel(pairs, new DemandEstimator(pairs, default).Estimate(), new(new Dictionary<string, Core.SellThrough.Derive.ProductRole>(), new Dictionary<string, Core.SellThrough.Derive.PriceBand>(), new Dictionary<string, GivenStore>(), [], []), new Dictionary<string, double>(), new("sample", "planted", [], new(), []));
            var result = new SellThroughSolver(model, new SellThroughOptions { Weights = "1/0/0", RoleMix = MixScope.None, MinCategories = 0, Slots = null, UnitsLimit = false }, new NoWork(Environment.ProcessorCount, (ulong)i), default).Solve();
            var gain = TrueGain(retailer, result, ref truth);
            demand += result.Cells.Mean.Sum();
            claims.Add(result.Gain.Value / gain);
            errors.Add((result.Gain.Value - gain) / ((result.Gain.High - result.Gain.Low) / 3.29));
            if (gain < result.Gain.Low) low++;
            else if (gain > result.Gain.High) high++;
            else within++;
        }
        Console.WriteLine(FormattableString.Invariant($"sample retailers of {Size.Stores} stores, {Size.Products} products, {Size.Weeks} weeks: the true improvement lies inside the stated 90% interval in {within} of {replications} (wanted of 400: 346 to 374); below in {low}, above in {high}"));
        Console.WriteLine(FormattableString.Invariant($"  claimed of true improvement {claims.Average():0.0000}; error in standard deviations {errors.Average():0.00} on average, {Math.Sqrt(errors.Average(e => e * e)):0.00} squared mean; believed of true demand {demand / truth:0.0000}"));
    }

    /// <summary>Expected units sold more under the planted demand.</summary>
    private static double TrueGain(Retailer r, SellThroughResult result, ref double truth)
    {
        var means = TrueMeans(r);
        var (store, product) = (Places(r.World.Stores.Select(s => s.Id), result.Pairs.Stores), Places(r.World.Products.Select(p => p.Id), result.Pairs.Products));
        var gain = 0.0;
        for (var c = 0; c < result.Cells.Count; c++)
        {
            var (s, p) = (store[result.Cells.Store[c]], product[result.Cells.Product[c]]);
            var mean = means[s][p];
            truth += mean;
            // a line is one unit and a Poisson number more: variance over mean of the units of a Poisson number of lines
            var line = r.World.Products[p].UnitsPerLine;
            var spread = mean > 0 ? ((line - 1 + line * line) / line - 1) / mean : 0;
            gain += DemandLaw.ExpectedSold(mean, spread, result.Solution.Plan[c]) - DemandLaw.ExpectedSold(mean, spread, result.Cells.Current[c]);
        }
        return gain;
    }

    private static int[] Places(IEnumerable<string> all, string[] ids)
    {
        var place = all.Index().ToDictionary(a => a.Item, a => a.Index);
        return Array.ConvertAll(ids, i => place[i]);
    }

    /// <summary>Units wanted over all weeks by store and product: what the visits' appetites, tastes and campaigns make of the planted curves.</summary>
    private static double[][] TrueMeans(Retailer r)
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

    private static Pairs PairsOf(Retailer r)
    {
        var (stores, products, periods) = (r.World.Stores, r.World.Products, SupplyPlan.Periods(r.World.Options.Weeks));
        string[] storeIds = [.. stores.Select(s => s.Id)], productIds = [.. products.Select(p => p.Id)], categories = [.. Catalogue.Categories.Order(StringComparer.Ordinal)];
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
            CategoryOf = [.. products.Select(p => Array.IndexOf(categories, Catalogue.Categories[p.Category]))],
            SubcategoryOf = [.. products.Select(p => $"{Catalogue.Categories[p.Category]}|{p.Shelf.Name}")],
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
}
