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
    public static readonly SampleOptions Size = new() { Stores = 16, Products = 144, Weeks = 24, Accounts = 500, BasketLines = 7 };

    public static void Run(int replications)
    {
        var (within, errors, claims, demand, truth) = (0, new List<double>(), new List<double>(), 0.0, 0.0);
        var (low, high) = (0, 0);
        for (var i = 0; i < replications; i++)
        {
            var retailer = Retailer.Make(Size, (ulong)i, Environment.ProcessorCount, _ => { }, default);
            var pairs = SampleWorld.PairsOf(retailer);
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
        var means = SampleWorld.TrueMeans(r);
        var (store, product) = (SampleWorld.Places(r.World.Stores.Select(s => s.Id), result.Pairs.Stores), SampleWorld.Places(r.World.Products.Select(p => p.Id), result.Pairs.Products));
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
}
