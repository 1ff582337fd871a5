using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Benchmarks.Allocation;

/// <summary>Allocations of 100,000 to 800,000 cells, beside CLP on the same instance; after warm-up runs on smaller ones, so that compiling is not counted.</summary>
internal sealed class AllocationBenchmark : IBenchmark
{
    public string Name => "allocation";

    // "core", "mix", "breadth", "all" or "periods" for one kind; "core stores products density change|free [no-clp]" for one instance of the core
    public Task RunAsync(string[] args)
    {
        AllocationSolver.Solve(AllocationInstances.Make(10, 50, 1, .3, 1).WithMix(1, .05).WithBreadth(), new(), new NoWork(), default);
        for (var i = 0; i < 2; i++) AllocationSolver.Solve(AllocationInstances.Make(100, 300, 1, .3, 1), new(), new NoWork(), default);
        if (args is ["core", _, ..]) Core(int.Parse(args[1]), int.Parse(args[2]), double.Parse(args[3]), args[4] == "free" ? double.PositiveInfinity : double.Parse(args[4]), args is not [.., "no-clp"]);
        else if (args is [] or ["core"])
            foreach (var (stores, products, density) in new[] { (100, 1_000, 1.0), (1_000, 2_000, .2), (2_000, 20_000, .02) })
                foreach (var change in new[] { .3, double.PositiveInfinity }) Core(stores, products, density, change, true);
        if (args is [] or ["mix", ..])
            foreach (var width in new[] { .03, .04, .05 }) Mix(width);
        if (args is [] or ["breadth", ..])
            foreach (var change in new[] { .3, double.PositiveInfinity }) Breadth(change);
        if (args is [] or ["all", ..]) Print("mix, slots and categories together", AllocationInstances.Make(100, 500, .2, .3, 7).WithMix(3, .1).WithBreadth() with { Presentation = [] }, LimitKind.Slots);
        if (args is [] or ["periods", ..])
            foreach (var periods in new[] { 2, 4 }) Print($"{periods} periods with carry-over", AllocationInstances.Make(100, 1_000, .5, .3, 7).Over(periods, 5), LimitKind.Capacity);
        return Task.CompletedTask;
    }

    private static void Core(int stores, int products, double density, double change, bool clp)
    {
        var problem = AllocationInstances.Make(stores, products, density, change, 7);
        Measure.ResetPeak();
        AllocationSolution ours = null!;
        var (cpu, wall) = Cost.Of(() => ours = AllocationSolver.Solve(problem, new(), new NoWork(), default));
        Console.WriteLine($"{stores} stores x {products} products, {problem.Cells} cells, {Limit(change)}: {cpu:0.00} s of CPU ({wall:0.00} s), {ours.Status}, gap {ours.Gap:0.0E+0}, slack {ours.Broken.Sum(l => l.Excess)}, peak {Measure.PeakMib():0} MiB; baseline {1 - Baseline(problem) / ours.Value:0.0%} below");
        if (!clp) return;
        var theirs = AllocationLp.Clp(problem);
        Console.WriteLine($"  CLP {theirs.Solve:0.00} s of CPU and {theirs.Build:0.00} to build: {theirs.Solve / cpu:0.0} times ours; value ours / CLP's - 1 = {ours.Value / theirs.Value - 1:0.0E+0}");
    }

    private static void Mix(double width) =>
        Print($"role and band limits by store, {100 * width:0} points around the chain's shares", AllocationInstances.Make(1_000, 2_000, .2, .3, 7).WithMix(3, width), LimitKind.Mix);

    private static void Breadth(double change) =>
        Print($"slots, categories and presentation, {Limit(change)}", AllocationInstances.Make(50, 200, 1, change, 7).WithBreadth(), LimitKind.Slots);

    private static void Print(string what, AllocationProblem problem, LimitKind kind)
    {
        Measure.ResetPeak();
        AllocationSolution ours = null!;
        var (cpu, wall) = Cost.Of(() => ours = AllocationSolver.Solve(problem, new(), new NoWork(), default));
        var (before, binding) = (Feasibility.Broken(problem, problem.Current).Count(), ours.Limits.Count(l => l.Kind == kind && l.Price != 0));
        Console.WriteLine($"{problem.Cells} cells, {what}: {before} limits broken by the baseline, {binding} of {kind} with a price: {cpu:0.00} s of CPU ({wall:0.00} s), gap {ours.Gap:0.0E+0}, slack {ours.Broken.Sum(l => l.Excess):0.##}, peak {Measure.PeakMib():0} MiB");
    }

    private static string Limit(double change) => double.IsInfinity(change) ? "no limit on changes" : $"changes of at most {change:0.##}";

    private static double Baseline(AllocationProblem problem) => Enumerable.Range(0, problem.Cells).Sum(c => problem.WorthSold[c] * DemandLaw.ExpectedSold(problem.Mean[c], problem.DispersionOf(c), problem.Current[c]));
}
