using CsCheck;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>Weekly markdowns that never fall and share one stock, against every such path.</summary>
public sealed class PathTests
{
    private const int Weeks = 4;
    private static readonly double[] Steps = [0, .1, .2, .3, .4, .5];

    private static readonly Gen<DemandCurve> Curves = Gen.Select(Gen.Int[0, 2], Gen.Double[1, 20], Gen.Double[-.6, 5], (method, level, lift) => method switch
    {
        0 => new DemandCurve(CurveMethod.Linear, level * lift, level),
        1 => new DemandCurve(CurveMethod.Exp, level, lift),
        _ => new DemandCurve(CurveMethod.Log, level, level * lift),
    });

    /// <summary>SKUs over four weeks whose stock lasts for .2 to 1.3 times what they could sell.</summary>
    private static Gen<Sku[]> Skus(int least, int most) => Gen.Select(Curves, Gen.Double[3, 60], Gen.Double[.2, 1.3], (curve, msrp, share) =>
        new Sku(msrp, 0, .5, share * Weeks * Math.Max(curve.Sold(0), curve.Sold(.5)), curve)).Array[least, most];

    private static PricingProblem Problem(Sku[] skus) => PricingProblem.Create([.. skus.Select(s => s.Msrp)], [.. skus.Select(s => s.Lower)], [.. skus.Select(s => s.Upper)],
        [.. skus.Select(s => s.Inventory)], [.. skus.Select(s => s.Curve)], Weeks, mayRunOut: true);

    private static List<double[]> All(int weeks) => All(weeks, Steps);

    private static List<double[]> All(int weeks, double[] steps)
    {
        List<double[]> paths = [[]];
        for (var w = 0; w < weeks; w++) paths = [.. paths.SelectMany(p => steps.Where(md => p.Length == 0 || md >= p[^1]).Select(md => (double[])[.. p, md]))];
        return paths;
    }

    [Fact]
    public void Walk_WeekByWeek_ComesToTheSums() => Gen.Select(Skus(1, 1), Gen.Int[0, 5].Array[Weeks]).Sample((skus, steps) =>
    {
        double[] path = [.. steps.Order().Select(s => Steps[s])];
        var (curve, stock) = (skus[0].Curve.Over(Weeks), skus[0].Inventory);
        var (sums, weeks) = (Weekly.Sums(curve, skus[0].Msrp, stock, path), Weekly.Walk(curve, stock, path).ToArray());
        Assert.Equal(path, weeks.Select(w => w.Md));
        Assert.Equal(sums.Sales, weeks.Sum(w => w.Sold), 1e-9 * stock);
        Assert.Equal(sums.Demand, weeks.Sum(w => skus[0].Msrp * (1 - w.Md) * w.Sold), 1e-9 * skus[0].Msrp * stock);
        Assert.Equal(stock - sums.Sales, weeks[^1].Left, 1e-9 * stock);
    });

    /// <summary>Week by week, written down once more.</summary>
    private static Totals Brute(Sku[] skus, double[] path)
    {
        double d = 0, s = 0, r = 0;
        foreach (var sku in skus)
        {
            var left = sku.Inventory;
            foreach (var md in path)
            {
                var sold = Math.Clamp(sku.Curve.Sold(md), 0, left);
                left -= sold;
                d += sku.Msrp * (1 - md) * sold;
                s += sold;
                r += sku.Msrp * sold;
            }
        }
        return new(d, s, r);
    }

    /// <summary>How far the best choice stays below the best path, in the worst of some directions, relative to the sizes of the sums.</summary>
    private static double Loss(Sku[] skus, ChoiceTable table, bool randomDirections, double[]? steps = null)
    {
        var all = All(Weeks, steps ?? Steps).ConvertAll(p => Brute(skus, p));
        var ours = Enumerable.Range(0, table.Md.Length).Select(table.Of).ToArray();
        var (d, s, r) = (all.Max(t => t.Demand), all.Max(t => t.Sales), all.Max(t => t.ListSales));
        if (s <= 0) return 0;
        var random = new Random(5);
        var worst = 0.0;
        for (var k = 0; k < 200; k++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * k / 200);
            // along the planes in which the sums are looked at, or anywhere
            var (psin, pcos) = Math.SinCos(randomDirections ? Math.PI * random.NextDouble() : Math.PI * random.Next(16) / 16);
            var w = new Weights(cos / d, sin * pcos / s, sin * psin / r);
            worst = Math.Max(worst, all.Max(t => w.Of(t)) - ours.Max(t => w.Of(t)));
        }
        return worst;
    }

    [Fact]
    public void Build_OneSku_LosesNothingAgainstEveryPath() => Skus(1, 1).Sample(skus =>
    {
        var problem = Problem(skus).OnSteps(new() { Step = .1, Weeks = Weeks });
        Assert.InRange(Loss(skus, problem.Table!, true), -1e-12, 1e-9);
        Assert.Equal(0, problem.Notes.PartialPaths);
    }, iter: 200);

    [Fact]
    public void Build_Group_LosesNothingInItsPlanesAndHardlyElsewhere() => Skus(2, 3).Sample(skus =>
    {
        var problem = Problem(skus).OnSteps(new() { Step = .1, Weeks = Weeks, Groups = new int[skus.Length] });
        Assert.InRange(Loss(skus, problem.Table!, false), -1e-12, 1e-9);
        Assert.InRange(Loss(skus, problem.Table!, true), -1e-12, 1e-3);
    }, iter: 60);

    [Fact]
    public void Build_Choices_AreRealPathsWithTheirSums() => Skus(1, 3).Sample(skus =>
    {
        var problem = Problem(skus).OnSteps(new() { Step = .1, Weeks = Weeks, Groups = new int[skus.Length] });
        var table = problem.Table!;
        for (var c = 0; c < table.Md.Length; c++)
        {
            var (path, sums) = (table.Paths![c], Brute(skus, table.Paths[c]));
            Assert.Equal(path.Order(), path);
            Assert.Equal(sums.Demand, table.Demand[c], 1e-9 * (1 + sums.Demand));
            Assert.Equal(sums.Sales, table.Sales[c], 1e-9 * (1 + sums.Sales));
        }
        // a markdown that does not move is always there
        Assert.Equal(Steps, table.Paths!.Where(p => p[0] == p[^1]).Select(p => p[0]).Order(), (a, b) => Math.Abs(a - b) < 1e-12);
    }, iter: 60);

    [Fact]
    public void Build_MorePathsThanAreKept_LosesNothingOfTheHull()
    {
        Sku[] skus = [new(10, 0, .5, 60, new(CurveMethod.Exp, 10, 3))];
        var problem = Problem(skus).OnSteps(new() { Step = .05, Weeks = Weeks });
        Assert.Equal(1, problem.Notes.Thinned);
        Assert.Equal(TableBuilder.MostPaths, problem.Table!.Md.Length);
        Assert.InRange(Loss(skus, problem.Table, true, [.. Enumerable.Range(0, 11).Select(k => Math.Round(.05 * k, 12))]), -1e-12, 1e-9);
    }

    [Fact]
    public void Build_PathsBeyondTheLimit_AreToldAndLoseLittle()
    {
        Sku[] skus = [new(10, 0, .5, 60, new(CurveMethod.Exp, 10, 3))];
        var problem = Problem(skus).OnSteps(new() { Step = .01, Weeks = Weeks });
        Assert.Equal(1, problem.Notes.PartialPaths);
        Assert.InRange(problem.Table!.Md.Length, 51, TableBuilder.MostPaths);
        // no more than all the stock at a mix of markdowns that may change within a week
        var most = MostInAnyMix(skus[0]);
        Assert.InRange(problem.Solve(Scenario.MaxDemand).Totals.Demand, (1 - 1e-3) * most, most * (1 + 1e-12));
    }

    private static double MostInAnyMix(Sku sku)
    {
        var week = Enumerable.Range(0, 51).Select(k => (Units: sku.Curve.Sold(.01 * k), Money: sku.Msrp * (1 - .01 * k) * sku.Curve.Sold(.01 * k))).ToArray();
        // Lagrange: the least over prices of stock of what is made of each week at that price
        return Enumerable.Range(0, 20001).Select(k => .0005 * k).Min(price => price * sku.Inventory + Weeks * week.Max(w => w.Money - price * w.Units));
    }

    [Fact]
    public void Solve_FewSkus_IsNeverWorseThanTheBestOfAllPaths() => Gen.Select(Skus(2, 2), Gen.Double[.1, .9]).Sample((skus, share) =>
    {
        var problem = Problem(skus).OnSteps(new() { Step = .1, Weeks = Weeks });
        var brute = new BestPlans([.. skus.Select(sku => All(Weeks).Select(p => Brute([sku], p)).ToArray())], problem.Inventory);
        foreach (var scenario in new[] { Scenario.MaxDemand, Scenario.MinWeightedMd, Scenario.MaxWeightedMd })
        {
            var r = problem.Solve(scenario);
            if (r.Status == ScenarioStatus.Degenerate) return;
            Assert.Equal(brute.Of(scenario, default), scenario == Scenario.MaxDemand ? r.Totals.Demand : r.Totals.WeightedMd, 1e-9 * (1 + r.Totals.Demand));
        }
        var targets = problem.Natural(share);
        var target = problem.Solve(Scenario.TargetMd, targets);
        if (target.Status is ScenarioStatus.Optimal or ScenarioStatus.Feasible) Assert.InRange(target.Totals.Demand, 0, brute.Of(Scenario.TargetMd, targets) * (1 + 1e-9));
    }, iter: 60);

    [Fact]
    public void Solve_EveryScenario_HasWeeksWhoseSumsAreTheTotals()
    {
        var random = new Random(11);
        Sku[] skus = [.. Enumerable.Range(0, 30).Select(_ => new Sku(5 + 40 * random.NextDouble(), 0, .5, 30 + 60 * random.NextDouble(), new(CurveMethod.Exp, 10, 1 + 4 * random.NextDouble())))];
        var problem = Problem(skus).OnSteps(new() { Step = .05, Weeks = Weeks });
        var one = ScenarioSolver.Solve(problem, problem.Natural(.5), Instances.Settings, TestContext.Current.CancellationToken);
        var four = ScenarioSolver.Solve(Problem(skus).OnSteps(new() { Step = .05, Weeks = Weeks }), problem.Natural(.5), Instances.Settings with { Threads = 4 }, TestContext.Current.CancellationToken);
        foreach (var (r, other) in one.Scenarios.Zip(four.Scenarios))
        {
            Assert.Equal(Weeks, r.Weeks!.Count);
            var sums = Totals.Sum(skus.Select((sku, i) => Brute([sku], [.. r.Weeks.Select(w => w[i])])));
            Assert.Equal(sums.Demand, r.Totals.Demand, 1e-7);
            Assert.Equal(sums.Sales, r.Totals.Sales, 1e-7);
            Assert.Equal(sums.Demand, skus.Select((sku, i) => sku.Msrp * (1 - r.Md[i]) * problem.SumsAlong(i, [.. r.Weeks.Select(w => w[i])]).Sales).Sum(), 1e-7);
            Assert.Equal(r.Md, other.Md);
            Assert.Equal(r.Totals, other.Totals);
        }
    }

    [Fact]
    public void Solve_OneWeek_IsTheSameAsNoWeeks()
    {
        Sku[] skus = [new(10, 0, .5, 500, new(CurveMethod.Exp, 10, 3)), new(20, .1, .4, 15, new(CurveMethod.Linear, 30, 5))];
        var problem = skus.Problem().OnSteps(new() { Step = .05, Weeks = 1 });
        var r = problem.Solve(Scenario.MaxDemand);
        Assert.Null(r.Weeks);
        Assert.Equal(r.Totals.Demand, skus.Select((s, i) => s.Msrp * (1 - r.Md[i]) * problem.SoldAt(i, r.Md[i])).Sum(), 1e-9);
    }
}
