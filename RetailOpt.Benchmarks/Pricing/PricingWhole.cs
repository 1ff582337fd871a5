using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>The whole way: observations to curves to ten plans and four fronts, with memory, moved targets, and one, two and three threads.</summary>
internal static class PricingWhole
{
    private const int Rows = 20;

    private sealed record Sales(int[] Starts, double[] Md, double[] Sold, double[] Msrp, double[] Lower, double[] Upper, double[] Inventory);

    public static void Print(int count)
    {
        var sales = Make(count);
        Measure.ResetPeak();
        Console.WriteLine($"{count:N0} SKUs x {Rows} observations; {Measure.PeakMib():0} MiB before the first fit, {(long)count * Rows * 16 >> 20} of them observations");
        var (hash, problem) = Solve(sales, 1);
        for (var threads = 2; threads <= 3; threads++)
        {
            var same = Solve(sales, threads).Hash == hash;
            Console.WriteLine($"    {(same ? "the same bits" : "OTHER BITS")} as with one thread");
        }
        Moved(problem);
    }

    private static (string Hash, PricingProblem Problem) Solve(Sales sales, int threads)
    {
        var settings = new SolverSettings { Threads = threads };
        CurveFit[] fits = [];
        PricingProblem problem = null!;
        PricingSolution solution = null!;
        Measure.ResetPeak();
        var fit = Cost.Of(() => fits = CurveFitter.FitAll(sales.Starts, sales.Md, sales.Sold, threads));
        var build = Cost.Of(() => problem = PricingProblem.Create(sales.Msrp, sales.Lower, sales.Upper, sales.Inventory, Array.ConvertAll(fits, f => f.Curve)));
        var targets = PricingInstances.Targets(problem, .5);
        var ten = Cost.Of(() => solution = ScenarioSolver.Solve(problem, targets, settings with { FrontPoints = 0 }));
        var peak = Measure.PeakMib();
        var heap = GC.GetTotalMemory(forceFullCollection: true) >> 20;
        var fronts = Cost.Of(() => solution = solution with { Fronts = [.. ScenarioNames.All.Skip(6).Select(s => ScenarioSolver.Front(problem, s, targets, settings))] });
        Console.WriteLine($"  {threads} thread(s): fit {Text(fit)}, build {Text(build)}, ten scenarios {Text(ten)}, four fronts {Text(fronts)}; largest gap {solution.Scenarios.Max(r => r.Gap):0.0E+0}");
        // later rounds still hold what the first one made
        if (threads == 1) Console.WriteLine($"    peak working set {peak:0} MiB, GC heap {heap} MiB with observations, curves, problem and plans held");
        Console.WriteLine($"    hash of all plans, sums and fronts {Hash(solution)}");
        GC.KeepAlive(fits);
        return (Hash(solution), problem);
    }

    private static void Moved(PricingProblem problem)
    {
        foreach (var scenario in ScenarioNames.All.Skip(3))
        {
            double[] shares = [.. Enumerable.Range(0, problem.Count > 100_000 ? 3 : 20).Select(k => .3 + .4 * k / 20)];
            var targets = Array.ConvertAll(shares, s => PricingInstances.Targets(problem, s));
            var plan = Cost.Of(() => { foreach (var t in targets) ScenarioSolver.SolveOne(problem, scenario, t, new()); }).Cpu / shares.Length;
            Console.Write($"  moved target: {scenario.Key(),-16} {1000 * plan:0.0} ms of CPU");
            if (scenario >= Scenario.MdAndDemand)
            {
                ParetoFront front = null!;
                var cost = Cost.Of(() => { foreach (var t in targets[..3]) front = ScenarioSolver.Front(problem, scenario, t, new()); }).Cpu / 3;
                Console.Write($", its front of {front.Points.Count} points {1000 * cost:0.0} ms ({front.Passes} passes)");
            }
            Console.WriteLine();
        }
    }

    private static string Text((double Cpu, double Wall) cost) => $"{cost.Wall:0.00} s ({cost.Cpu:0.00} s CPU)";

    private static string Hash(PricingSolution solution)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var r in solution.Scenarios)
        {
            hash.AppendData(MemoryMarshal.AsBytes<double>(r.Md));
            hash.AppendData(MemoryMarshal.AsBytes<double>([r.Totals.Demand, r.Totals.Sales, r.Totals.ListSales, r.Bound, r.Gap]));
        }
        foreach (var p in solution.Fronts.SelectMany(f => f.Points))
            hash.AppendData(MemoryMarshal.AsBytes<double>([p.Totals.Demand, p.Totals.Sales, p.Totals.ListSales, p.Weights.Demand, p.Weights.Sales, p.Weights.ListSales]));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static Sales Make(int count)
    {
        var random = new Random(13);
        var s = new Sales(new int[count + 1], new double[Rows * count], new double[Rows * count], new double[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = PricingInstances.Observations(random, PricingInstances.Curve(random, null), Rows);
            x.CopyTo(s.Md, Rows * i);
            y.CopyTo(s.Sold, Rows * i);
            (s.Starts[i + 1], s.Msrp[i], s.Lower[i], s.Upper[i], s.Inventory[i]) = (Rows * (i + 1), Math.Exp(1 + 3 * random.NextDouble()), .05, .7, 1.2 * y.Max());
        }
        return s;
    }
}
