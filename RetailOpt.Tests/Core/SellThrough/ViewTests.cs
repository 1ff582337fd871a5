using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Reporting;
using RetailOpt.Core.SellThrough.Views;

namespace RetailOpt.Tests.Core.SellThrough;

/// <summary>What is told of a plan beyond its report: sums are those of the plan, ladders are the model's chances.</summary>
public sealed class ViewTests
{
    private static SellThroughResult Solved(SellThroughOptions? options = null, IReadOnlyDictionary<string, double>? capacities = null) =>
        new SellThroughSolver(Shops.Model(capacities: capacities), options ?? new(), new NoWork(), TestContext.Current.CancellationToken).Solve();

    [Fact]
    public void Changes_SumToTheGain_AndComeByIt()
    {
        var result = Solved();
        var changes = new PlanView(result).Changes;
        double[] gains = [.. changes.Read().Select(r => (double)r[changes.Schema.IndexOf("expected_sold_more")]!)];
        Assert.NotEmpty(gains);
        Assert.Equal(gains.OrderDescending(), gains);
        Assert.Equal(result.Whole.After - result.Whole.Before, gains.Sum(), 1e-9);
        Assert.Equal(result.Solution.Plan.Zip(result.Cells.Current).Count(c => c.First != c.Second), gains.Length);
    }

    [Fact]
    public void Products_SumToTheGainAndTheUnitsThatMove()
    {
        var view = new PlanView(Solved());
        Assert.Equal(view.Units.Moved, view.Products.Sum(p => p.Moved));
        Assert.Equal(view.Sold.After - view.Sold.Before, view.Products.Sum(p => p.Gain), 1e-9);
    }

    [Fact]
    public void Ladder_ChancesSumToExpectedSales_AndNeverRise()
    {
        var view = new PlanView(Solved());
        foreach (var product in view.Products)
        {
            var ladder = view.Ladder(product.Product)!;
            Assert.Equal(ladder.After, ladder.Stores.Sum(s => s.Steps.Take(s.Plan).Sum(k => k.Chance)), 1e-9);
            Assert.Equal(ladder.Before, ladder.Stores.Sum(s => s.Steps.Take(s.Now).Sum(k => k.Chance)), 1e-9);
            Assert.Equal((product.Moved, ladder.Units), (ladder.Moved, ladder.Stores.Sum(s => (long)s.Plan)));
            foreach (var store in ladder.Stores)
            {
                Assert.Equal(Enumerable.Range(1, store.Steps.Count), store.Steps.Select(k => k.Unit));
                Assert.Equal(store.Steps.Select(k => k.Chance).OrderDescending(), store.Steps.Select(k => k.Chance));
                double At(int unit) => unit == 0 ? 0 : store.Steps[unit - 1].Chance;
                Assert.Equal((At(store.Now), At(store.Now + 1), At(store.Plan), At(store.Plan + 1)), (store.LastNow, store.NextNow, store.Last, store.Next));
            }
        }
    }

    [Fact]
    public void Ladder_UnknownProduct_IsNull() => Assert.Null(new PlanView(Solved()).Ladder("no such"));

    [Theory]
    [InlineData(.1)] // there is room elsewhere
    [InlineData(0)] // there is none, and the limit is relaxed
    public void LimitsByKind_StoreThatHoldsTooMuch_AgreeWithEveryLimit(double holdback)
    {
        var result = Solved(new() { Holdback = holdback, Slots = null, MinCategories = 0, RoleMix = MixScope.None }, new Dictionary<string, double> { ["S1"] = 150 });
        var table = LimitSummary.Table(result);
        var before = Feasibility.Broken(result.Problem, result.Cells.Current).ToArray();
        Assert.Contains(before, l => l.Kind == LimitKind.Capacity);
        Assert.Equal(holdback == 0, result.Solution.Broken.Any());
        foreach (var row in table.Read())
        {
            object? Cell(string key) => row[table.Schema.IndexOf(key)];
            var kind = (string)Cell("constraint")!;
            var limits = result.Solution.Limits.Where(l => LimitWords.Kind(l) == kind).ToArray();
            Assert.Equal(before.Count(l => LimitWords.Kind(l) == kind), (int)(long)Cell("broken_before")!);
            Assert.Equal(limits.Count(l => l.Excess > 0), (int)(long)Cell("broken")!);
            if (kind == LimitWords.CellKind) continue;
            Assert.Equal((limits.Length, limits.Count(l => l.Binds)), ((int)(long)Cell("limits")!, (int)(long)Cell("binding")!));
            // what a broken limit is taken to cost is no worth of a unit
            var prices = limits.Select(l => Math.Abs(l.Price)).Where(p => p >= LimitWords.Nothing && p <= result.Solution.UnitWorth * (1 + 1e-9)).ToArray();
            Assert.Equal(prices.DefaultIfEmpty(0).Max(), Math.Abs((double?)Cell("price") ?? 0));
        }
    }

    [Fact]
    public void ChangesLimit_OneMoreUnit_BringsWhatItsPriceSays()
    {
        var result = Solved(new() { Weights = "1/0/0", UnitsLimit = false, Slots = null, MinCategories = 0, RoleMix = MixScope.None });
        var table = LimitSummary.Table(result);
        var row = table.Read().Single(r => (string)r[0]! == LimitWords.CellKind);
        var price = (double?)row[table.Schema.IndexOf("price")];
        Assert.True(price > 0);
        // a wider limit cannot bring less than nothing, and the one unit at its price no more than the widest brings
        var wide = Solved(new() { Weights = "1/0/0", UnitsLimit = false, Slots = null, MinCategories = 0, RoleMix = MixScope.None, ChangeLimit = null });
        Assert.True(wide.Solution.Value - result.Solution.Value >= price - 1e-9, $"{wide.Solution.Value} - {result.Solution.Value} < {price}");
    }
}
