using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing;

public sealed class PricingAnalysisTests : IDisposable
{
    private static readonly string[] Ten = ["MAX_DEMAND", "MIN_W_MD", "MAX_W_MD", "TGT_MD", "TGT_DEMAND", "TGT_INV", "W_MD_DEMAND", "DEMAND_INV", "W_MD_INV", "W_MD_DEMAND_INV"];
    private static CancellationToken None => TestContext.Current.CancellationToken;
    private readonly PricingSource _source = new();
    private readonly PricingAnalysis _price = new();

    public void Dispose() => _source.Dispose();

    /// <summary>Twelve products over two years of weeks: each sells 20 + 3 i at list price and more when marked down, with seeded noise.</summary>
    private static IEnumerable<Sale> History(int weeks = 104)
    {
        var random = new Random(7);
        for (var product = 0; product < 12; product++)
            for (var week = 0; week < weeks; week++)
            {
                var md = Math.Round(.05 * random.Next(0, 9), 2);
                var units = (int)Math.Round((20 + 3 * product) * Math.Exp((1 + .2 * product) * md) * (.9 + .2 * random.NextDouble()));
                decimal list = 5 + product;
                yield return new Sale($"P{product:00}", units, Math.Round(units * list * (decimal)(1 - md), 2), list, new DateOnly(2023, 1, 2).AddDays(7 * week));
            }
    }

    private async Task<PricingResult> PriceAsync(IQueryEngine engine, PricingOptions options)
    {
        var model = await _price.LoadAsync(PricingSource.Inputs(engine), options, new NoWork(), None);
        return _price.Solve(model, options, new NoWork(), None);
    }

    private Task<IQueryEngine> DatasetAsync() => _source.OfAsync(History(), "amount list_price date");

    [Fact]
    public async Task Solve_ProveWithAllGapsClosed_ChangesNoPlanAndSaysSo()
    {
        var engine = await DatasetAsync();
        var (plain, proven) = (await PriceAsync(engine, new() { Ladder = .1 }), await PriceAsync(engine, new() { Ladder = .1, Prove = true }));
        foreach (var s in plain.Solution.Scenarios.Where(s => s.Gap <= 1e-9)) Assert.Equal(s.Md, proven.Solution[s.Scenario].Md);
        Assert.DoesNotContain(_price.Report(plain, plain.Options).Notices, n => n.Text.Contains("CBC", StringComparison.Ordinal));
        Assert.Contains(_price.Report(proven, proven.Options).Notices, n => n.Text.Contains("CBC", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Solve_ProveWithoutSteps_SaysThatPlansComeWithTheirProof()
    {
        var result = await PriceAsync(await DatasetAsync(), new() { Prove = true });
        Assert.Contains(_price.Report(result, result.Options).Notices, n => n.Text.Contains("come with their proof", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_Tables_HaveTheHeadersOfTheSpecificationInOrder()
    {
        var report = _price.Report(await PriceAsync(await DatasetAsync(), new()), new());
        string[] axis = ["0.0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5", "0.55", "0.6", "0.65", "0.7", "0.75", "0.8", "0.85", "0.9", "0.95"];
        Assert.Equal(["SUMMARY", "RESULT", "DEMAND_SALES", "PLAN"], report.Tables.Where(t => t.Schema.InWorkbook).Select(t => t.Schema.Name));
        Assert.Equal(["SCENARIO", "DEMAND", "SALES_QTY", "INVENTORY", "WEIGHTED_MD", "STATUS", "GAP", "TARGET", "DEMAND_LOW", "DEMAND_HIGH", "DEMAND_CURVE"], Headers("SUMMARY").Take(11));
        Assert.Equal(["SKU", "MSRP", "MD_LOWER_BOUND", "MD_UPPER_BOUND", "INV", "a", "b", "METHOD", "MSE", .. Ten.SelectMany(s => new[] { s + "_MD", s + "_SALES", s + "_DEMAND" }), "a_believed", "b_believed", "METHOD_BELIEVED", "FLAGS"], Headers("RESULT").Take(43));
        Assert.Equal(["SKU", .. axis.Select(a => $"MD={a} D"), .. axis.Select(a => $"MD={a} S")], Headers("DEMAND_SALES"));
        Assert.Equal(Ten, report.Table("SUMMARY")!.Read().Select(r => (string)r[0]!));

        IEnumerable<string> Headers(string table) => report.Table(table)!.Schema.Columns.Select(c => c.Key);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(1, .25)]
    public async Task Report_SumsOfResult_AreTheSummary(int horizon, double? md)
    {
        var options = new PricingOptions { Horizon = horizon, TargetMd = md };
        var result = await PriceAsync(await DatasetAsync(), options);
        var report = _price.Report(result, options);
        var (schema, rows) = (report.Table("RESULT")!.Schema, report.Table("RESULT")!.Read().ToArray());
        foreach (var row in report.Table("SUMMARY")!.Read().Where(r => r[1] is not null))
        {
            var (demand, sold) = (Sum(row[0] + "_DEMAND"), Sum(row[0] + "_SALES"));
            var list = rows.Sum(r => Convert.ToDouble(r[1]) * (double)r[schema.IndexOf(row[0] + "_SALES")]!);
            Assert.Equal(Convert.ToDouble(row[1]), demand, .01);
            Assert.Equal((double)row[2]!, sold, 1e-6);
            Assert.Equal((double)row[3]!, rows.Sum(r => (double)r[4]!) - sold, 1e-6);
            Assert.Equal((double)row[4]!, 1 - demand / list, 1e-6);
        }

        double Sum(string column) => rows.Sum(r => Convert.ToDouble(r[schema.IndexOf(column)]));
    }

    [Fact]
    public async Task Report_OutOfReachTarget_IsARowWithoutNumbersAndWithTheAttainableRange()
    {
        var options = new PricingOptions { TargetMd = .99, TargetDemand = 1e12 };
        var report = _price.Report(await PriceAsync(await DatasetAsync(), options), options);
        var schema = report.Table("SUMMARY")!.Schema;
        var row = report.Table("SUMMARY")!.Read().Single(r => (string)r[0]! == "TGT_MD");
        Assert.All(new[] { "DEMAND", "SALES_QTY", "INVENTORY", "WEIGHTED_MD", "GAP", "GAP_AT_MOST" }, c => Assert.Null(row[schema.IndexOf(c)]));
        Assert.Equal("Infeasible", row[schema.IndexOf("STATUS")]);
        Assert.InRange((double)row[schema.IndexOf("TARGET_HIGH")]!, .3, .6);
        Assert.All(report.Table("RESULT")!.Read(), r => Assert.Null(r[report.Table("RESULT")!.Schema.IndexOf("TGT_MD_MD")]));
        Assert.Contains(report.Notices, n => n.Text.StartsWith("TGT_MD is infeasible", StringComparison.Ordinal));
        Assert.Contains(report.Kpis, k => k is { Key: "tgt_md_demand", Value: null });
        Assert.Equal(10, report.Table("SUMMARY")!.Read().Count());
    }

    [Fact]
    public async Task Solve_WithoutTargets_ReachesEveryScenarioAndSaysWhereTheyWerePut()
    {
        var result = await PriceAsync(await DatasetAsync(), new());
        Assert.All(result.Solution.Scenarios, s => Assert.NotEqual(ScenarioStatus.Infeasible, s.Status));
        Assert.Equal(3, _price.Report(result, new()).Notices.Count(n => n.Text.StartsWith("No target", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Report_GapThatIsClosed_IsSaidAsAtMost()
    {
        var report = _price.Report(await PriceAsync(await DatasetAsync(), new()), new());
        var row = report.Table("SUMMARY")!.Read().First();
        Assert.Equal(("<= 1e-9", 1e-9), ((string)row[6]!, (double)row[report.Table("SUMMARY")!.Schema.IndexOf("GAP_AT_MOST")]!));
    }

    [Fact]
    public async Task Report_DemandSales_IsTheRawCurve()
    {
        var result = await PriceAsync(await DatasetAsync(), new() { Horizon = 4 });
        var table = _price.Report(result, new()).Table("DEMAND_SALES")!;
        var (row, curve) = (table.Read().First(), result.Model.Fits[0].Curve);
        Assert.Equal(curve.Sold(.35), (double)row[table.Schema.IndexOf("MD=0.35 S")]!, 1e-9);
        Assert.Equal(result.Model.Data.Msrp[0] * .65 * curve.Sold(.35), (double)row[table.Schema.IndexOf("MD=0.35 D")]!, 1e-9);
    }

    [Fact]
    public async Task Report_OneRowOrOneMarkdown_IsFlagged()
    {
        Sale[] sales = [new("ONE", 10, 90, 10), new("SAME", 10, 90, 10), new("SAME", 12, 108, 10), new("TWO", 10, 100, 10), new("TWO", 15, 120, 10)];
        var report = _price.Report(await PriceAsync(await _source.OfAsync(sales, "amount list_price"), new()), new());
        var (schema, rows) = (report.Table("RESULT")!.Schema, report.Table("RESULT")!.Read().ToDictionary(r => (string)r[0]!));
        Assert.Contains("ONE_OBSERVATION, ONE_MARKDOWN", Flags("ONE"), StringComparison.Ordinal);
        Assert.Contains("ONE_MARKDOWN", Flags("SAME"), StringComparison.Ordinal);
        Assert.DoesNotContain("ONE_", Flags("TWO"), StringComparison.Ordinal);
        Assert.Equal(("linear", 0.0, 11.0), ((string)rows["SAME"][schema.IndexOf("METHOD")]!, (double)rows["SAME"][schema.IndexOf("a")]!, (double)rows["SAME"][schema.IndexOf("b")]!));
        Assert.Contains(report.Notices, n => n.Count == 2 && n.Text.Contains("ONE_MARKDOWN", StringComparison.Ordinal));

        string Flags(string sku) => (string?)rows[sku][schema.IndexOf("FLAGS")] ?? "";
    }

    [Fact]
    public async Task PricingData_OfADataset_PricesLikeTheDataset()
    {
        var dataset = await DatasetAsync();
        var make = new PricingDataAnalysis();
        var rows = make.Report(make.Solve(await make.LoadAsync(PricingSource.Inputs(dataset), new(), new NoWork(), None), new(), new NoWork(), None), new()).Table("PRICING_DATA")!;
        Assert.Equal(["SKU", "MSRP", "DATE", "CATEGORY", "SALES_QTY", "SALES_AMT", "MD_LOWER_BOUND", "MD_UPPER_BOUND", "INVENTORY_BOUND"], rows.Schema.Columns.Select(c => c.Key));
        var cells = rows.Read().ToArray();
        var file = await _source.OfAsync(cells.Select(r => new Sale((string)r[0]!, (decimal)(double)r[4]!, Math.Round((decimal)(double)r[5]!, 4), (decimal)r[1]!, (DateOnly)r[2]!)), "amount list_price date",
            [.. cells.DistinctBy(r => r[0]).Select(r => new Bounds((string)r[0]!, (decimal)r[1]!, (double)r[6]!, (double)r[7]!, (decimal)(double)r[8]!))]);
        var (a, b) = (await PriceAsync(dataset, new() { TargetMd = .2 }), await PriceAsync(file, new() { TargetMd = .2 }));
        Assert.Equal(PricingPeriod.Row, b.Model.Data.Period);
        foreach (var (x, y) in a.Model.Fits.Zip(b.Model.Fits))
            Assert.Equal(0, Math.Max(Math.Abs(x.Curve.Sold(.1) - y.Curve.Sold(.1)) / x.Curve.Sold(.1), Math.Abs(x.Curve.Sold(.4) - y.Curve.Sold(.4)) / x.Curve.Sold(.4)), 1e-5);
        foreach (var (x, y) in a.Solution.Scenarios.Zip(b.Solution.Scenarios)) Assert.Equal(1, y.Totals.Demand / x.Totals.Demand, 1e-5);
    }
}
