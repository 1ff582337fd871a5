using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Benchmarks.Allocation;

/// <summary>Allocations of 100,000 to 800,000 cells, beside CLP on the same instance.</summary>
internal sealed class AllocationBenchmark : IBenchmark
{
    public string Name => "allocation";

    // [stores products density [change|free [no-clp]]] for one instance of the core, "mix [stores products density]" for mix limits alone
    public Task RunAsync(string[] args)
    {
        if (args is ["mix", ..]) Mix(args.Length > 1 ? int.Parse(args[1]) : 1_000, args.Length > 2 ? int.Parse(args[2]) : 2_000, args.Length > 3 ? double.Parse(args[3]) : .2);
        if (args is ["mix", ..]) return Task.CompletedTask;
        if (args.Length >= 3) Core(int.Parse(args[0]), int.Parse(args[1]), double.Parse(args[2]), args.Length > 3 && args[3] != "free" ? double.Parse(args[3]) : double.PositiveInfinity, args is not [.., "no-clp"]);
        else
            foreach (var (stores, products, density) in new[] { (100, 1_000, 1.0), (1_000, 2_000, .2), (2_000, 20_000, .02) })
                foreach (var change in new[] { .3, double.PositiveInfinity }) Core(stores, products, density, change, true);
        return Task.CompletedTask;
    }

    private static void Core(int stores, int products, double density, double change, bool clp)
    {
        AllocationSolver.Solve(AllocationInstances.Make(10, 50, 1, change, 1), new(), new NoWork(), default); // compiled
        var problem = AllocationInstances.Make(stores, products, density, change, 7);
        Measure.ResetPeak();
        AllocationSolution ours = null!;
        var (cpu, wall) = Cost.Of(() => ours = AllocationSolver.Solve(problem, new(), new NoWork(), default));
        Console.WriteLine($"{stores} stores x {products} products, {problem.Cells} cells, {(double.IsInfinity(change) ? "no limit on changes" : $"changes of at most {change:0.##}")}: {cpu:0.00} s of CPU ({wall:0.00} s), {ours.Status}, gap {ours.Gap:0.0E+0}, slack {ours.Broken.Sum(l => l.Excess)}, peak {Measure.PeakMib():0} MiB; baseline {1 - Baseline(problem) / ours.Value:0.0%} below");
        if (!clp) return;
        var theirs = AllocationLp.Clp(problem);
        Console.WriteLine($"  CLP {theirs.Solve:0.00} s of CPU and {theirs.Build:0.00} to build: {theirs.Solve / cpu:0.0} times ours; value ours / CLP's - 1 = {ours.Value / theirs.Value - 1:0.0E+0}");
    }

    private static void Mix(int stores, int products, double density)
    {
        var problem = AllocationInstances.Make(stores, products, density, .3, 7).WithMix(3, double.Parse(Environment.GetEnvironmentVariable("W") ?? ".04"));
        Measure.ResetPeak();
        AllocationSolution ours = null!;
        var (cpu, wall) = Cost.Of(() => ours = AllocationSolver.Solve(problem, new(), new NoWork(), default));
        Console.WriteLine(string.Join(' ', ours.Limits.Where(l => l.Kind == LimitKind.Mix).Select(l => Math.Abs(l.Price)).OrderDescending().Where((_, i) => i % 50 == 0).Take(12).Select(x => $"{x:0.000}")) + "  sites " + string.Join(' ', ours.Limits.Where(l => l.Kind == LimitKind.Capacity).Select(l => Math.Abs(l.Price)).OrderDescending().Where((_, i) => i % 10 == 0).Take(12).Select(x => $"{x:0.000}")) + $" greatest {ours.SlackPrice / 1e4}");
        var (before, binding) = (Feasibility.Broken(problem, problem.Current).Count(l => l.Kind == LimitKind.Mix), ours.Limits.Count(l => l.Kind == LimitKind.Mix && l.Price != 0));
        Console.WriteLine($"{stores} stores x {products} products, {problem.Cells} cells, role and band limits by store, {before} broken by the baseline, {binding} with a price: {cpu:0.00} s of CPU ({wall:0.00} s), gap {ours.Gap:0.0E+0}, slack {ours.Broken.Sum(l => l.Excess):0.##}, peak {Measure.PeakMib():0} MiB");
    }

    private static double Baseline(AllocationProblem problem) => Enumerable.Range(0, problem.Cells).Sum(c => problem.WorthSold[c] * DemandLaw.ExpectedSold(problem.Mean[c], problem.DispersionOf(c), problem.Current[c]));
}
