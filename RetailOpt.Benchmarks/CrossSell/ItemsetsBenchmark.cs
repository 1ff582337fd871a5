using RetailOpt.Core.CrossSell.Baskets;
using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.CrossSell.Rules;

namespace RetailOpt.Benchmarks.CrossSell;

/// <summary>
/// The miner on real basket files (folder as the argument, else RETAILOPT_DATA): counts on which independent miners agree, the least CPU time of several repeats on one thread, reading and mining apart,
/// wall time on two, bytes allocated, and beside each the embedded engine's count of pairs in the same file at the same minimum count, reading included, on one thread.
/// </summary>
internal sealed class ItemsetsBenchmark : IBenchmark
{
    private const int Repeats = 5, RulesMinCount = 10;

    private sealed record Case(string File, int MinCount, ItemsetKind Kind, long Itemsets, double? Target = null, int MaxSize = int.MaxValue);

    private static readonly Case[] Cases =
    [
        new("retail", 89, ItemsetKind.All, 7_589), new("retail", 89, ItemsetKind.Closed, 7_572), new("retail", 89, ItemsetKind.Maximal, 3_452),
        new("retail", 45, ItemsetKind.All, 19_242), new("retail", 9, ItemsetKind.All, 240_852, .40),
        new("T10I4D100K", 100, ItemsetKind.All, 27_532), new("T10I4D100K", 100, ItemsetKind.Closed, 26_806), new("T10I4D100K", 100, ItemsetKind.Maximal, 4_054),
        new("T10I4D100K", 50, ItemsetKind.All, 53_385), new("T10I4D100K", 10, ItemsetKind.All, 411_365, .49),
        new("groceries", 99, ItemsetKind.All, 333), new("groceries", 10, ItemsetKind.All, 13_492), new("groceries", 10, ItemsetKind.Closed, 13_464), new("groceries", 10, ItemsetKind.Maximal, 7_794), new("groceries", 5, ItemsetKind.All, 49_580),
        new("online_retail", 206, ItemsetKind.All, 1_833), new("online_retail", 103, ItemsetKind.All, 15_143, .15), new("online_retail", 103, ItemsetKind.Closed, 15_143), new("online_retail", 103, ItemsetKind.Maximal, 9_962),
        new("online_retail", 62, ItemsetKind.All, 148_749), new("online_retail", 42, ItemsetKind.All, 4_410_645, 1.8), new("online_retail", 21, ItemsetKind.All, 6_231_779, MaxSize: 3),
        new("online_retail", 31, ItemsetKind.All, 950_378_376),
    ];

    public string Name => "itemsets";

    public Task RunAsync(string[] args)
    {
        var data = args is [var given, ..] ? given : Environment.GetEnvironmentVariable("RETAILOPT_DATA") ?? "../shared/data";
        var work = Directory.CreateTempSubdirectory("retailopt-itemsets-").FullName;
        try
        {
            using var yardstick = new BasketYardstick(data, work);
            var files = new Dictionary<string, string>
            {
                ["retail"] = Path.Combine(data, "fimi/retail.dat"),
                ["T10I4D100K"] = Path.Combine(data, "fimi/T10I4D100K.dat"),
                ["groceries"] = Path.Combine(data, "groceries/groceries.csv"),
                ["online_retail"] = yardstick.OnlineRetail(Path.GetFullPath(Path.Combine(data, "online_retail/online_retail.csv"))),
            };
            Console.WriteLine($"{"file",-14} {"count",5} {"kind",-8} {"itemsets",13}   {"read",6} {"mine",6} {"target",6} cpu s   {"wall on 2",9}   {"MiB",5}   {"pairs by the engine",19}");
            foreach (var one in Cases) Measure(one, files[one.File], yardstick);
            Estimate(files["online_retail"]);
            Rules(files["T10I4D100K"], "T10I4D100K", RulesMinCount, null);
            foreach (var (file, min, rules) in new[] { ("retail", 89, 5_731), ("T10I4D100K", 100, 72_054), ("groceries", 10, 5_668), ("online_retail", 103, 14_239) }) Rules(files[file], file, min, rules);
        }
        finally { Directory.Delete(work, recursive: true); }
        return Task.CompletedTask;
    }

    private static BasketFileContent Read(string path)
    {
        using var stream = File.OpenRead(path);
        return BasketFile.Read(stream, path, new(), default);
    }

    private static void Measure(Case one, string path, BasketYardstick yardstick)
    {
        var options = new MiningOptions(one.MinCount, one.Kind, one.MaxSize, MiningOptions.MostMaxItemsets);
        var (read, mine, wall, allocated, found) = (double.MaxValue, double.MaxValue, double.MaxValue, 0L, 0L);
        for (var i = 0; i <= Repeats; i++)
        {
            BasketFileContent file = null!;
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var (reading, mining) = (Cost.Of(() => file = Read(path)), Cost.Of(() => found = ItemsetMiner.Count(file.Baskets, options, 1, default).Total));
            allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            var both = Cost.Of(() => ItemsetMiner.Count(Read(path).Baskets, options, 2, default));
            if (i == 0) continue; // the first run compiles
            (read, mine, wall) = (Math.Min(read, reading.Cpu), Math.Min(mine, mining.Cpu), Math.Min(wall, both.Wall));
        }
        if (found != one.Itemsets) throw new InvalidOperationException($"{one} has {found:N0}.");
        var pairs = Enumerable.Range(0, 2).Min(_ => Cost.Of(() => yardstick.Pairs(path, path.EndsWith(".csv", StringComparison.Ordinal) ? ',' : ' ', one.MinCount)).Cpu);
        Console.WriteLine($"{one.File,-14} {one.MinCount,5} {one.Kind,-8} {found,13:N0}   {read,6:0.000} {mine,6:0.000} {one.Target,6:0.00}         {wall,9:0.000}   {allocated >> 20,5}   {pairs,6:0.00} cpu s, ratio {(read + mine) / pairs,6:0.00}");
    }

    private static void Estimate(string path)
    {
        var baskets = Read(path).Baskets;
        ItemsetEstimate estimate = null!;
        TooManyItemsetsException refused = null!;
        var cost = Cost.Of(() => estimate = ItemsetEstimate.Of(baskets, 31, int.MaxValue, 1, default));
        Console.WriteLine($"online_retail at 31, estimated: {estimate.Itemsets:N0}, standard error {estimate.StandardError:N0} (there are 950,378,376); {cost.Cpu:0.00} cpu s");
        var refusing = Cost.Of(() =>
        {
            try { ItemsetMiner.Count(baskets, new(31), 1, default); }
            catch (TooManyItemsetsException e) { refused = e; }
        });
        Console.WriteLine($"  refused after {refusing.Cpu:0.00} cpu s: {refused.Message}");
    }

    private static void Rules(string path, string name, int minCount, int? known)
    {
        var baskets = Read(path).Baskets;
        var itemsets = ItemsetMiner.List(baskets, new(minCount), 1, default);
        RuleSet rules = null!;
        var cpu = double.MaxValue;
        for (var i = 0; i < 3; i++) cpu = Math.Min(cpu, Cost.Of(() => rules = RuleMiner.Mine(baskets, itemsets, new() { MinConfidence = known is null ? 0 : .5 }, default)).Cpu);
        if (known is not null && rules.Rules.Count != known) throw new InvalidOperationException($"{name} at {minCount} has {rules.Rules.Count:N0} rules.");
        Console.WriteLine($"rules of {name} at {minCount}: {rules.Rules.Count:N0} of {rules.Funnel.Tested:N0} tested, all measures; {cpu:0.00} cpu s, {1e6 * cpu / rules.Funnel.Tested:0.00} a million");
    }
}
