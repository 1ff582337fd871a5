using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>Markdowns on a ladder of 21 steps: certified gaps and times over many instances.</summary>
internal sealed class LadderBenchmark : IBenchmark
{
    public string Name => "ladder";

    // [repeats [SKUs]] for the gaps alone, "solvers [seeds [seconds]]" for SCIP and CBC alone
    public async Task RunAsync(string[] args)
    {
        if (args is not ["solvers", ..])
        {
            var repeats = args.Length > 0 ? int.Parse(args[0]) : 10;
            foreach (var count in new[] { 10, 100, 1_000, 10_000 }.Where(c => args.Length < 2 || c == int.Parse(args[1]))) Gaps(count, repeats);
        }
        if (args is [] or ["solvers", ..]) await LadderBaselines.PrintAsync(args.Length > 1 ? int.Parse(args[1]) : 3, args.Length > 2 ? int.Parse(args[2]) : 120);
    }

    private static void Gaps(int count, int repeats)
    {
        var settings = new SolverSettings { FrontPoints = 41 };
        var gaps = ScenarioNames.All.ToDictionary(s => s, _ => new List<double>());
        var times = ScenarioNames.All.ToDictionary(s => s, _ => new List<double>());
        var fronts = new List<double>();
        for (var seed = 0; seed < repeats; seed++)
        {
            var problem = PricingInstances.Problem(count, null, seed).OnSteps(new() { Step = .025 });
            var most = ScenarioSolver.SolveOne(problem, Scenario.MaxDemand, default, settings).Totals;
            var least = ScenarioSolver.SolveOne(problem, Scenario.MinWeightedMd, default, settings).Totals;
            var share = .1 + .8 * (seed + .5) / repeats;
            var targets = new PricingTargets(least.WeightedMd + share * (most.WeightedMd - least.WeightedMd), least.Demand + share * (most.Demand - least.Demand), problem.Inventory - least.Sales - share * (most.Sales - least.Sales));
            foreach (var scenario in ScenarioNames.All)
            {
                ScenarioResult r = null!;
                var cost = Cost.Of(() => r = ScenarioSolver.SolveOne(problem, scenario, targets, settings));
                gaps[scenario].Add(r.Gap);
                times[scenario].Add(cost.Cpu);
                if (scenario >= Scenario.MdAndDemand) fronts.Add(Cost.Of(() => ScenarioSolver.Front(problem, scenario, targets, settings)).Cpu);
            }
        }
        Console.WriteLine($"{count} SKUs, {repeats} instances");
        foreach (var s in ScenarioNames.All)
            Console.WriteLine($"  {s.Key(),-16} mean gap {gaps[s].Average():0.0E+0}, worst {gaps[s].Max():0.0E+0}, proven {gaps[s].Count(g => g <= 1e-9),3} of {repeats}; {1000 * times[s].Average(),7:0.0} ms of CPU");
        Console.WriteLine($"  a front of 41 points: {1000 * fronts.Average():0.0} ms of CPU");
    }
}
