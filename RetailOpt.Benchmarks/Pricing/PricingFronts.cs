using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>The four fronts of 41 points, on curves of all families.</summary>
internal static class PricingFronts
{
    private const double Target = .3;
    private const int Times = 5;

    public static void Print(int count)
    {
        var problem = PricingInstances.Problem(count, null, 7);
        var (settings, targets) = (new SolverSettings(), PricingInstances.Targets(problem, .5));
        var all = 0.0;
        foreach (var scenario in ScenarioNames.All.Skip(6))
        {
            ParetoFront front = ScenarioSolver.Front(problem, scenario, targets, settings);
            var cost = Cost.Of(() => { for (var i = 0; i < Times; i++) ScenarioSolver.Front(problem, scenario, targets, settings); }).Cpu / Times;
            all += cost;
            Console.WriteLine($"{count:N0} SKUs: front of {scenario.Key(),-16} {front.Points.Count} points, {front.Passes} passes, {cost:0.000} s of CPU (at most {Target}: {(cost <= Target ? "kept" : "BROKEN")})");
        }
        Console.WriteLine($"{count:N0} SKUs: all four fronts {all:0.000} s of CPU");
    }
}
