using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Backtest;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Loading;

namespace RetailOpt.Benchmarks;

/// <summary>What the page waits for when a handle moves: the plans, fronts and report of a model that is loaded.</summary>
internal static class PricingLive
{
    private const int Threads = 2, Categories = 100, Moves = 8;

    public static void Print(PricingData data)
    {
        var analysis = new PricingAnalysis();
        var work = new NoWork(Threads);
        var fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold, Threads);
        PricingModel model = null!;
        var prepare = Cost.Of(() => model = new PricingModel(data, fits, BeliefBuilder.Build(data, fits, shrink: true, Threads, default)));
        PricingResult first = null!;
        var cold = Cost.Of(() => { first = analysis.Solve(model, new(), work, default); analysis.Report(first, new()); });
        Console.WriteLine($"{data.Count:N0} SKUs live, {Threads} threads: beliefs and problem {Text(prepare)}; first answer {Text(cold)}; test on the past {Text(Cost.Of(() => Backtester.Run(data, Threads, default)))}");
        var (x, y, z) = (first.Targets.WeightedMd, first.Targets.Demand, first.Targets.Inventory);
        Moved("weighted markdown", k => new() { TargetMd = x * (1 + .01 * k), TargetDemand = y, TargetInventory = z });
        Moved("demand", k => new() { TargetMd = x, TargetDemand = y * (1 + .002 * k), TargetInventory = z });
        Moved("inventory", k => new() { TargetMd = x, TargetDemand = y, TargetInventory = z * (1 - .002 * k) });

        void Moved(string what, Func<int, PricingOptions> options)
        {
            Answer(options(0));
            double solveCpu = 0, solveWall = 0, reportCpu = 0, reportWall = 0;
            for (var k = 1; k <= Moves; k++)
            {
                var (solve, report) = Answer(options(k));
                (solveCpu, solveWall, reportCpu, reportWall) = (solveCpu + solve.Cpu, solveWall + solve.Wall, reportCpu + report.Cpu, reportWall + report.Wall);
            }
            Console.WriteLine($"  moved {what,-18} plans and fronts {1000 * solveWall / Moves:0} ms ({1000 * solveCpu / Moves:0} CPU), report {1000 * reportWall / Moves:0} ms ({1000 * reportCpu / Moves:0} CPU)");
        }

        ((double Cpu, double Wall) Solve, (double Cpu, double Wall) Report) Answer(PricingOptions options)
        {
            PricingResult result = null!;
            var solve = Cost.Of(() => result = analysis.Solve(model, options, work, default));
            return (solve, Cost.Of(() => analysis.Report(result, options)));
        }
    }

    private static string Text((double Cpu, double Wall) cost) => $"{cost.Wall:0.00} s ({cost.Cpu:0.00} CPU)";

    /// <summary>Noisy weekly sales of SKUs in categories, as if they had been read.</summary>
    public static PricingData Data(int count, int weeks = 20)
    {
        var random = new Random(17);
        var (starts, md, sold) = (new int[count + 1], new double[count * weeks], new double[count * weeks]);
        double[] msrp = new double[count], lower = new double[count], upper = new double[count], stock = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (x, y) = PricingInstances.Observations(random, PricingInstances.Curve(random, null), weeks);
            x.CopyTo(md, weeks * i);
            y.CopyTo(sold, weeks * i);
            (starts[i + 1], msrp[i], upper[i], stock[i]) = (weeks * (i + 1), Math.Round(Math.Exp(1 + 3 * random.NextDouble()), 2), .5, 1.2 * y.Max());
        }
        var shape = new SalesShape(PricingPeriod.Week, false, true, ListSource.Row, true, true, true, true, false, false);
        var dropped = new DroppedRows(new Dictionary<string, long>(), new Dictionary<string, long>(), []);
        return new PricingData(new LoadNotes("bench", shape, dropped, [], new(false, 0, 0, 0, 0, 0, 1)))
        {
            Skus = [.. Enumerable.Range(0, count).Select(i => $"S{i:0000000}")],
            Names = new string?[count],
            Categories = [.. Enumerable.Range(0, count).Select(i => $"C{i % Categories:00}")],
            Msrp = msrp,
            Lower = lower,
            Upper = upper,
            Stock = stock,
            StockPerPeriod = new bool[count],
            Starts = starts,
            Md = md,
            Sold = sold,
            Days = [.. Enumerable.Range(0, count).SelectMany(_ => Enumerable.Range(0, weeks).Select(w => new DateOnly(2024, 1, 1).AddDays(7 * w)))],
            Period = PricingPeriod.Week,
        };
    }
}
