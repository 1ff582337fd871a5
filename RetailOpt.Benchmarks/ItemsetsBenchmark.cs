using RetailOpt.Core.CrossSell.Baskets;
using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Benchmarks;

/// <summary>Frequent itemsets of one basket file, reading and mining apart, on one thread and on two. Arguments: file, minimum count, kind, most items.</summary>
internal sealed class ItemsetsBenchmark : IBenchmark
{
    public string Name => "itemsets";

    public Task RunAsync(string[] args)
    {
        var (path, min) = (args[0], int.Parse(args[1]));
        var kind = args.Length > 2 ? Enum.Parse<ItemsetKind>(args[2], true) : ItemsetKind.All;
        var max = args.Length > 3 ? int.Parse(args[3]) : int.MaxValue;
        if (args.Length > 4)
        {
            BasketFileContent file0;
            using (var stream = File.OpenRead(path)) file0 = BasketFile.Read(stream, path, new(), default);
            ItemsetEstimate e = null!;
            var cost = Cost.Of(() => e = ItemsetEstimate.Of(file0.Baskets, min, max, 1, default));
            Console.WriteLine($"{e.Itemsets:0.0000e0} +- {e.StandardError:0.00e0}; {cost.Cpu:0.00}");
            return Task.CompletedTask;
        }
        foreach (var threads in new[] { 1, 1, 1, 2, 2 })
        {
            BasketFileContent file = null!;
            ItemsetCounts counts = null!;
            var read = Cost.Of(() => { using var stream = File.OpenRead(path); file = BasketFile.Read(stream, path, new(), default); });
            var mine = Cost.Of(() => counts = ItemsetMiner.Count(file.Baskets, new(min, kind, max, MiningOptions.MostMaxItemsets), threads, default));
            Console.WriteLine($"{threads}: read {read.Cpu:0.000} cpu {read.Wall:0.000}, mine {mine.Cpu:0.000} cpu {mine.Wall:0.000}: {counts.Total:N0} itemsets");
        }
        return Task.CompletedTask;
    }
}
