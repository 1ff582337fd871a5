using RetailOpt.Core.Sample;
using RetailOpt.Core.SellThrough.Demand;

namespace RetailOpt.Benchmarks.SellThrough;

/// <summary>
/// Believed demand of each store and product against what was planted, over several sample retailers: by how often nothing was left, by size, and by supply of
/// what is believed, which is what a plan chooses cells by. Where belief is right, believed of true is 1, the slope of what is true on what a cell's own
/// sales made of it is 1, and squared errors are what is stated.
/// </summary>
internal static class SampleCalibration
{
    private readonly record struct Cell(double True, double Believed, double Doubt, double Prior, int SoldOut, double Cover);

    public static void Run(SampleOptions size, int replications)
    {
        var cells = new List<Cell>();
        for (var i = 0; i < replications; i++)
        {
            var r = Retailer.Make(size, (ulong)i, Environment.ProcessorCount, _ => { }, default);
            var (pairs, means) = (SampleWorld.PairsOf(r), SampleWorld.TrueMeans(r));
            var belief = new DemandEstimator(pairs, default).Estimate();
            var (store, product) = (SampleWorld.Places(r.World.Stores.Select(s => s.Id), pairs.Stores), SampleWorld.Places(r.World.Products.Select(p => p.Id), pairs.Products));
            for (var c = 0; c < pairs.Count; c++)
                cells.Add(new(means[store[pairs.Store[c]]][product[pairs.Product[c]]], belief.Mean[c], belief.Doubt(c), belief.Effects.Mean[c], belief.SoldOut[c], pairs.TotalArrived(c) / belief.Mean[c]));
        }
        Print("all", cells);
        foreach (var g in cells.GroupBy(c => Math.Min(c.SoldOut, 4)).OrderBy(g => g.Key)) Print($"sold out in {g.Key}{(g.Key == 4 ? " or more" : "")} periods", g);
        foreach (var g in cells.GroupBy(c => c.Believed < 10 ? 1 : c.Believed < 30 ? 10 : c.Believed < 100 ? 30 : 100).OrderBy(g => g.Key)) Print($"{g.Key} units or more", g);
        foreach (var g in cells.GroupBy(c => Math.Clamp((int)(c.Cover * 5), 4, 9)).OrderBy(g => g.Key)) Print($"supply {g.Key / 5.0:0.0} of believed", g);
    }

    private static void Print(string name, IEnumerable<Cell> all)
    {
        var cells = all.ToList();
        double xx = cells.Sum(c => Math.Pow(c.Believed / c.Prior - 1, 2)), xy = cells.Sum(c => (c.Believed / c.Prior - 1) * (c.True / c.Prior - 1));
        Console.WriteLine(FormattableString.Invariant($"{name,-34} {cells.Count,8} cells  believed of true {cells.Sum(c => c.Believed) / cells.Sum(c => c.True):0.000}  slope {xy / xx:0.00}  error {Math.Sqrt(cells.Average(c => Math.Pow(c.True / c.Believed - 1, 2))):0.000}, stated {Math.Sqrt(cells.Average(c => c.Doubt)):0.000}, squared of stated {cells.Average(c => Math.Pow(c.True / c.Believed - 1, 2) / c.Doubt):0.00}"));
    }
}
