using System.Text;
using RetailOpt.Core.CrossSell.Baskets;
using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Benchmarks.CrossSell;

/// <summary>Pairs over a large basket file (10 million lines, 1 million baskets, 50,000 items; baskets as the argument): reading and counting apart, beside the embedded engine's self-join, both on one thread and both the same pairs.</summary>
internal sealed class PairsBenchmark : IBenchmark
{
    private const int Items = 50_000, MeanItems = 10, MinCount = 20;

    public string Name => "pairs";

    public Task RunAsync(string[] args)
    {
        var baskets = args is [var given, ..] ? int.Parse(given) : 1_000_000;
        var work = Directory.CreateTempSubdirectory("retailopt-pairs-").FullName;
        try
        {
            var path = Path.Combine(work, "baskets.dat");
            Write(path, baskets);
            using var yardstick = new BasketYardstick(work, work);
            using var session = yardstick.Open();
            BasketFileContent file = null!;
            ItemsetCounts counts = null!;
            long engine = 0;
            for (var i = 0; i < 3; i++)
            {
                var read = Cost.Of(() => { using var stream = File.OpenRead(path); file = BasketFile.Read(stream, path, new(), default); });
                var one = Cost.Of(() => counts = ItemsetMiner.Count(file.Baskets, new(MinCount, MaxSize: 2, MaxItemsets: MiningOptions.MostMaxItemsets), 1, default));
                var two = Cost.Of(() => ItemsetMiner.Count(file.Baskets, new(MinCount, MaxSize: 2, MaxItemsets: MiningOptions.MostMaxItemsets), 2, default));
                Console.WriteLine($"ours: {file.Baskets.Lines:N0} lines read in {read.Cpu:0.00} cpu s, {counts.BySize[2]:N0} pairs in {one.Cpu:0.00} cpu s; {two.Wall:0.00} s of wall on two threads");
                if (i == 0) continue; // the first run compiles
                var (load, join) = (Cost.Of(() => BasketYardstick.Load(session, path, ' ')), Cost.Of(() => engine = BasketYardstick.Join(session, MinCount)));
                Console.WriteLine($"engine: read in {load.Cpu:0.00} cpu s, {engine:N0} pairs in {join.Cpu:0.00} cpu s; ours takes {one.Cpu / join.Cpu:0.00} of the join, {(read.Cpu + one.Cpu) / (load.Cpu + join.Cpu):0.00} with reading");
                if (engine != counts.BySize[2]) throw new InvalidOperationException("The two do not agree.");
            }
        }
        finally { Directory.Delete(work, recursive: true); }
        return Task.CompletedTask;
    }

    /// <summary>Poisson baskets of items whose popularity falls with their rank (square of a uniform number).</summary>
    private static void Write(string path, int baskets)
    {
        using var writer = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 16);
        for (var b = 0; b < baskets; b++)
        {
            var random = RandomStream.Of(7, b);
            for (var left = 1 + random.Poisson(MeanItems - 1); left > 0; left--)
            {
                var uniform = random.Next();
                writer.Write((int)(Items * uniform * uniform));
                writer.Write(left == 1 ? '\n' : ' ');
            }
        }
    }
}
