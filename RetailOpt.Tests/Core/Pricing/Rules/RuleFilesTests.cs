using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Rules;

/// <summary>Files of groups, locks and budgets: what is used of them, and what is told.</summary>
public sealed class RuleFilesTests : IDisposable
{
    private readonly RuleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Read_GoodFiles_AreUsedWhole()
    {
        var model = await _rig.LoadAsync(("groups", "SKU,GROUP\nA,g1\nC,g1\nB,g2\n"), ("lock", "SKU,MD\nA,.3\nB,\n"), ("budget", "CATEGORY,BUDGET\nFood,1000\nToys,0\n"));
        Assert.Equal([0, 1, 0, -1], model.Rules.Groups!);
        Assert.Equal(["g1", "g2"], model.Rules.GroupNames);
        Assert.Equal([.3, model.Data.CurrentMd(1), double.NaN, double.NaN], model.Rules.Locks!);
        Assert.Equal(new Dictionary<string, double> { ["Food"] = 1000, ["Toys"] = 0 }, model.Rules.Budgets);
        Assert.Empty(model.Given.NotUsed);
    }

    [Fact]
    public async Task Read_UnknownSkusAndCategories_AreEachTold()
    {
        var model = await _rig.LoadAsync(("groups", "SKU,GROUP\nA,g\nX,g\nY,g\n"), ("lock", "SKU,MD\nZ,.1\n,.2\nBAD,.1\nB,.1\n"), ("budget", "CATEGORY,BUDGET\nShoes,5\nToys,5\n"));
        Assert.Equal([0, -1, -1, -1], model.Rules.Groups!);
        Assert.Equal(.1, model.Rules.Locks![1]);
        Assert.Equal(["Toys"], model.Rules.Budgets.Keys);
        Assert.Equal([("groups.csv", 3L, "X"), ("groups.csv", 4L, "Y"), ("lock.csv", 2L, "Z"), ("lock.csv", 3L, ""), ("lock.csv", 4L, "BAD"), ("budget.csv", 2L, "Shoes")],
            model.Given.NotUsed.Select(n => (n.File, n.Line!.Value, n.What)));
        Assert.Contains("bounds are crossed", model.Given.NotUsed.Single(n => n.What == "BAD").Why, StringComparison.Ordinal);
        var notices = NotUsed.Notices(model.Given.NotUsed).ToArray();
        Assert.Contains(notices, n => n is { Text: "groups.csv: 2 SKUs are not among those priced and are left out: X, Y.", Count: 2, Table: "RULES_NOT_USED", Level: NoticeLevel.Warning });
        Assert.Contains(notices, n => n.Text == "budget.csv: 1 categories are not among those priced and are left out: Shoes.");
    }

    [Theory]
    [InlineData("abc", "'abc' is not a number; write .3 or 30%")]
    [InlineData("30", "'30' is not from 0 to below 1; write .3 or 30%")]
    [InlineData("1", "'1' is not from 0 to below 1; write .3 or 30%")]
    [InlineData("100%", "'100%' is not from 0 to below 1; write .3 or 30%")]
    [InlineData("-.1", "'-.1' is not from 0 to below 1; write .3 or 30%")]
    public async Task ReadLocks_NumberThatIsNoMarkdown_LosesThatRowAlone(string md, string why)
    {
        var model = await _rig.LoadAsync(("lock", $"SKU,MD\nA,{md}\nB,.2\n"));
        Assert.Equal([double.NaN, .2, double.NaN, double.NaN], model.Rules.Locks!);
        var told = Assert.Single(model.Given.NotUsed);
        Assert.Equal((2L, "MD", why), (told.Line!.Value, told.Column!, told.Why));
        Assert.Equal($"lock.csv: 1 rows could not be used: line 2, column MD: {why}.", Assert.Single(NotUsed.Notices([told])).Text);
    }

    [Theory]
    [InlineData("-5", "is below 0")]
    [InlineData("much", "is not a number")]
    [InlineData("", "has no budget")]
    public async Task ReadBudgets_MoneyThatCannotBe_IsLeftOut(string money, string why)
    {
        var model = await _rig.LoadAsync(("budget", $"CATEGORY,BUDGET\nFood,{money}\nToys,7\n"));
        Assert.Equal(["Toys"], model.Rules.Budgets.Keys);
        Assert.Contains(why, Assert.Single(model.Given.NotUsed).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TwiceWithDifferentValues_TheFirstHoldsAndItIsTold()
    {
        var model = await _rig.LoadAsync(("groups", "SKU,GROUP\nA,g\nA,h\nA,g\n"), ("lock", "SKU,MD\nA,.1\nA,.2\nA,10%\n"), ("budget", "CATEGORY,BUDGET\nFood,1\nFood,2\nFood,1\n"));
        Assert.Equal((0, .1, 1.0), (model.Rules.Groups![0], model.Rules.Locks![0], model.Rules.Budgets["Food"]));
        Assert.Equal([("groups.csv", 3L), ("lock.csv", 3L), ("budget.csv", 3L)], model.Given.NotUsed.Select(n => (n.File, n.Line!.Value)));
        Assert.All(model.Given.NotUsed, n => Assert.Contains("the first holds", n.Why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("groups", "SKU,TEAM\nA,g\n", "no column GROUP")]
    [InlineData("lock", "SKU,PRICE\nA,3\n", "no column MD")]
    [InlineData("budget", "CATEGORY\nFood\n", "no column BUDGET")]
    [InlineData("lock", "", "is empty")]
    public async Task Read_FileThatCannotServe_IsRefused(string input, string text, string why) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<InputException>(() => _rig.LoadAsync((input, text)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task ProblemFor_Locks_AreTheOnlyMarkdownOfTheirSku()
    {
        var model = await _rig.LoadAsync(("lock", "SKU,MD\nA,.3\nB,.7\n"));
        var problem = model.ProblemFor(new());
        Assert.Equal((new Span(.3, .3), new Span(.7, .7), new Span(0, .5)), (problem.FeasibleMd(0), problem.FeasibleMd(1), problem.FeasibleMd(2)));
        // the option goes before the file, and B is kept at its newest
        var other = model.ProblemFor(new() { Locks = "A=20%; B=; C=.1" });
        Assert.Equal([.2, model.Data.CurrentMd(1), .1], new[] { 0, 1, 2 }.Select(i => other.FeasibleMd(i).Low));
        Assert.Equal([.2, model.Data.CurrentMd(1), .1], new[] { 0, 1, 2 }.Select(i => other.FeasibleMd(i).High));
    }

    [Fact]
    public async Task Report_LocksOutsideBoundsAndUnknownOnes_AreTold()
    {
        var model = await _rig.LoadAsync(("lock", "SKU,MD\nA,.3\nB,.7\n"));
        var report = RuleRig.Report(model, new() { Locks = "NOBODY=.2" });
        Assert.Contains(report.Notices, n => n.Text.StartsWith("1 locks lie outside their SKU's bounds and hold all the same: B at 0.7.", StringComparison.Ordinal));
        Assert.Contains(report.Notices, n => n.Text.StartsWith("2 SKUs are locked", StringComparison.Ordinal));
        Assert.Contains(report.Notices, n => n.Text == "locks: 1 SKUs are not among those priced and are left out: NOBODY.");
        var row = Assert.Single(report.Table("RULES_NOT_USED")!.Read());
        Assert.Equal(["locks", "NOBODY"], [row[1], row[4]]);
        var flags = report.Table("RESULT")!.Schema.IndexOf("FLAGS");
        Assert.Contains("LOCKED", (string)report.Table("RESULT")!.Read().First()[flags]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Solve_EverySkuLockedAtItsPlan_GivesTheSameTotals()
    {
        var model = await _rig.LoadAsync();
        var options = new PricingOptions { TargetMd = .2 };
        var plan = RuleRig.Solve(model, options);
        Gen.OneOf([.. ScenarioNames.All.Select(Gen.Const)]).Sample(scenario =>
        {
            var before = plan.Solution[scenario];
            var locks = LockText.Format(before.Md.Select((md, i) => (model.Data.Skus[i], (double?)md)));
            var after = RuleRig.Solve(model, options with { Locks = locks }).Solution[Scenario.MaxDemand];
            Assert.Equal(before.Md, after.Md);
            Assert.Equal(before.Totals.Demand, after.Totals.Demand, 1e-9);
            Assert.Equal(before.Totals.ListSales, after.Totals.ListSales, 1e-9);
        }, iter: 20);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("=.3")]
    [InlineData("A=.3; B=30")]
    [InlineData("A=x")]
    public void LockText_ThatCannotBe_IsAnOptionError(string text) => Assert.Equal("locks", Assert.Single(new PricingOptions { Locks = text }.Check()).Key);

    [Fact]
    public void LockText_RoundTrips() => Gen.Select(Gen.String[Gen.Char["ab=1 -"], 1, 5].Where(s => s.Trim() == s && s.Trim('=').Length > 0), Gen.Double[0, .999].Nullable()).Array[0, 5].Sample(locks =>
    {
        var text = LockText.Format(locks);
        Assert.Null(LockText.Problem(text));
        Assert.Equal(locks, LockText.Parse(text));
    });
}
