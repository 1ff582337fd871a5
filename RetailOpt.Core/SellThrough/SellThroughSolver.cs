using System.Diagnostics;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Allocation.Periods;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Limits;
using RetailOpt.Core.SellThrough.Loading;
using RetailOpt.Core.SellThrough.Proof;

namespace RetailOpt.Core.SellThrough;

/// <summary>From a model and options to a plan with its proof.</summary>
internal sealed class SellThroughSolver(SellThroughModel model, SellThroughOptions options, IWork work, CancellationToken ct)
{
    private readonly List<Step> _steps = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private Pairs Pairs => model.Pairs;

    public SellThroughResult Solve()
    {
        _steps.Add(new("Data Loading and Preparation", Pairs.Count, 0, "completed", $"pairs of store and product of {model.Notes.Source}"));
        work.Report(null, "Deriving attributes, roles and bands");
        var derived = Derive();
        var cells = Cells.Of(model, derived.Products, PlanPeriods.Of(Pairs, options.Periods, options.PeriodWeeks), Market(), options.OpenCells);
        var builder = new ProblemBuilder(Pairs, cells, derived.Products, derived.Stores, options);
        var before = Sold(cells, builder, cells.Current);
        Done("Baseline Sell-Through Rate Calculation", cells.Count, "expected units sold of each cell under the believed demand");
        var objective = Objective.Of(Shares.Read(options.Weights, 3), before.Sum(), before.Zip(cells.Price, (b, p) => b * p).Sum(), cells.Current.Sum(c => (double)c));
        var problem = builder.Build(objective);
        Done("Optimization Engine Initialization", problem.Pools.Length, "supply pools, with every limit that is switched on");
        Done("Sell-Through Potential Calculation", derived.Potential.Length, "potential estimates by cluster, the old figure");
        var solution = AllocationSolver.Solve(problem, new AllocationSettings { Limit = TimeSpan.FromSeconds(options.TimeLimit) }, work, ct);
        var after = Sold(cells, builder, solution.Plan);
        Done("Optimization Allocation Application", solution.Plan.Zip(cells.Current, (a, b) => a == b ? 0L : 1).Sum(), "cells that change");
        return Finish(derived, cells, objective, problem, solution, before, after);
    }

    private SellThroughResult Finish(Derived derived, Cells cells, Objective objective, AllocationProblem problem, AllocationSolution solution, double[] before, double[] after)
    {
        var byStore = Summaries.ByStore(Pairs, cells, solution.Plan, before, after);
        var whole = Summaries.Sum(byStore);
        Done("Results Aggregation", byStore.Length, $"{options.Many} and their clusters");
        var proof = new PlanProof(cells, model.Demand, solution.Plan, work.Seed, options.Draws, work.Threads, ct);
        work.Report(null, "Drawing demand");
        var gain = proof.Bootstrap(whole.After - whole.Before);
        Done("Optimization Improvement Calculation", options.Draws, "draws of demand for the interval");
        var simulated = work.IsLive ? null : proof.Simulate();
        _steps.Add(new("Sell-Through Optimization Execution", cells.Count, solution.Seconds, "completed", solution.Why));
        return new()
        {
            Model = model,
            Options = options,
            Derived = derived,
            Cells = cells,
            Objective = objective,
            Problem = problem,
            Solution = solution,
            Before = before,
            After = after,
            ByStore = byStore,
            Whole = whole,
            Gain = gain,
            Simulated = simulated,
            Steps = [.. _steps, new("Results Saving", cells.Count, 0, "completed", "rows of the plan"), new("Optimization Report Creation", 1, 0, "completed", "the report")],
        };
    }

    private Derived Derive()
    {
        var fashion = FashionShare.Of(Pairs);
        var products = Products.Lines(Pairs, Products.Facts(Pairs, fashion.OfProduct), model.Given, options.AbsoluteRoles);
        var stores = StoreAttributes.Of(Pairs, fashion, model.Given, model.Capacities);
        var (gaps, mixes) = SupplyGap.Of(Pairs, products, Shares.Read(options.RoleBenchmark, 4), Shares.Read(options.BandBenchmark, 4));
        return new(fashion, products, stores, gaps, mixes, [.. Enumerable.Range(0, Pairs.Clusters.Length).Select(c => Summaries.Potential(Pairs, c, gaps, stores))]);
    }

    /// <summary>Multiplier of a product's demand in an observed period: its category's.</summary>
    private Func<int, int, double> Market()
    {
        if (!options.UseMarket || model.Given.Market.Count == 0) return (_, _) => 1;
        var lines = model.Given.Market.GroupBy(l => l.Category, StringComparer.Ordinal).ToDictionary(g => Array.BinarySearch(Pairs.Categories, g.Key, StringComparer.Ordinal), g => g.OrderBy(l => l.From ?? DateOnly.MinValue).ToArray());
        return (product, period) => lines.TryGetValue(Pairs.CategoryOf[product], out var of) ? Multiplier(of, period) : 1;
    }

    private double Multiplier(MarketLine[] lines, int period) => lines.LastOrDefault(l => Pairs.Starts.Length == 0 || (l.From ?? DateOnly.MinValue) <= Pairs.Starts[period])?.Multiplier ?? 1;

    /// <summary>Expected units sold of each cell; over several periods with what carries over.</summary>
    private double[] Sold(Cells cells, ProblemBuilder builder, int[] units)
    {
        if (cells.Periods > 1) return new CarryOver(builder.Build(new(1, 0, 0))).Sold(units);
        var sold = new double[cells.Count];
        Numerics.Chunks.For(cells.Count, work.Threads, ct, (_, from, to) =>
        {
            for (var c = from; c < to; c++) sold[c] = DemandLaw.ExpectedSold(cells.Mean[c], cells.Spread(c), units[c]);
        });
        return sold;
    }

    private void Done(string name, long rows, string reason)
    {
        _steps.Add(new(name, rows, _clock.Elapsed.TotalSeconds, "completed", reason));
        _clock.Restart();
    }
}
