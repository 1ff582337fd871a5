using RetailOpt.Core.Pricing;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Sample;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Synthesis.Calibration;
using RetailOpt.Core.Synthesis.Generate;
using RetailOpt.Core.Synthesis.LearnPrices;
using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Synthesis.Prove;
using RetailOpt.Core.Synthesis.Score;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>A small synthetic retailer through the real queue into real files, and everything that is done with it.</summary>
public sealed class SynthesisRoadTests(SynthesisRoadTests.Road road, ITestOutputHelper output) : IClassFixture<SynthesisRoadTests.Road>
{
    private static readonly GenerateOptions Small = new() { Customers = 150, Weeks = 16, Products = 96, Stores = 8 };

    public sealed class Road : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        internal string Folder => _folder.Path;
        internal RunHost Host { get; private set; } = null!;
        internal RunRecord Made { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await RunHost.StartAsync(_folder.Path, []);
            Made = await RunAsync("generate", Small, []);
            Assert.True(Made.State == RunState.Completed, Made.Error);
        }

        internal InputRef Data => Host.Inputs.Dataset(Made.DatasetId!);

        internal Task<RunRecord> RunAsync(string analysis, object options, Dictionary<string, InputRef> inputs, ulong seed = 0) =>
            Host.RunAsync(new(analysis, inputs, Host.Get<RunRegistry>().Require(analysis).Options.ToJson(options), seed, "test"));

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            _folder.Dispose();
        }
    }

    private async Task<RunRecord> DoneAsync(string analysis, object options, Dictionary<string, InputRef> inputs)
    {
        var run = await road.RunAsync(analysis, options, inputs);
        Assert.True(run.State == RunState.Completed, run.Error);
        foreach (var kpi in run.Kpis) output.WriteLine($"{kpi.Label}: {kpi.Value}");
        return run;
    }

    private static double? Kpi(RunRecord run, string key) => run.Kpis.Single(k => k.Key == key).Value;

    [Fact]
    public async Task Generate_WithOtherBatches_MakesTheSameTables()
    {
        var again = await road.RunAsync("generate", Small with { BatchSize = 7 }, []);
        var (one, other) = (road.Host.Get<IDatasetStore>().Find(road.Made.DatasetId!)!, road.Host.Get<IDatasetStore>().Find(again.DatasetId!)!);
        Assert.Equal(one.Tables.Where(t => t.Schema.Name != "truth_world").Select(t => (t.Schema.Name, t.Rows, t.Hash)), other.Tables.Where(t => t.Schema.Name != "truth_world").Select(t => (t.Schema.Name, t.Rows, t.Hash)));
        Assert.NotEqual(one.Tables.Single(t => t.Schema.Name == "sales").Hash,
            road.Host.Get<IDatasetStore>().Find((await road.RunAsync("generate", Small, [], seed: 5)).DatasetId!)!.Tables.Single(t => t.Schema.Name == "sales").Hash);
    }

    [Fact]
    public async Task Score_OfASisterRetailer_IsNearItsCeiling_OfAnotherKindItIsNot()
    {
        var sister = await road.RunAsync("generate", Small with { BatchSize = 50 }, []);
        var stranger = await road.RunAsync("generate", Small with { VisitLevel = -3, CategoryLevel = 5, ProductTaste = 0 }, [], seed: 3);
        var near = await DoneAsync("score", new ScoreOptions(), new() { ["data"] = road.Host.Inputs.Dataset(sister.DatasetId!), ["target"] = road.Data });
        var far = await DoneAsync("score", new ScoreOptions(), new() { ["data"] = road.Host.Inputs.Dataset(stranger.DatasetId!), ["target"] = road.Data });
        Assert.Equal(.91, Kpi(near, "tiered")!.Value, 1e-9); // the same retailer made twice
        Assert.True(Kpi(far, "tiered") < .7 * Kpi(near, "ceiling"));
    }

    [Fact]
    public async Task LearnPrices_OfAMadeRetailer_DrawsLikeIt()
    {
        var run = await DoneAsync("learn-prices", new LearnPricesOptions { HeldOutProducts = 5 }, new() { ["data"] = road.Data });
        Assert.True(Kpi(run, "base_price") > .7 && Kpi(run, "depth") > .7 && Math.Abs(Kpi(run, "frequency_difference")!.Value) < .05);
    }

    [Fact]
    public async Task Calibrate_FindsBetterThanItBeganWith_AndSaysWhatIsMissing()
    {
        var run = await DoneAsync("calibrate", new CalibrateOptions { Level = ShelfLevel.Subcategory, Trials = 11, Ablation = false }, new() { ["data"] = road.Data });
        Assert.True(Kpi(run, "tiered") > Kpi(run, "before"));
        Assert.Equal(22, road.Host.Get<IRunStore>().Read(run.Id, "TRIALS").Read().Count());
    }

    [Fact]
    public async Task Calibrate_ForTooFewWeeks_SaysSo()
    {
        var made = await road.RunAsync("generate", Small with { Weeks = 4, Customers = 20 }, []);
        var run = await road.RunAsync("calibrate", new CalibrateOptions { Trials = 1 }, new() { ["data"] = road.Host.Inputs.Dataset(made.DatasetId!) });
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("8 are needed", run.Error);
    }

    [Fact]
    public async Task Prove_OfAPlan_SetsItBesideTheTruth()
    {
        var plan = await DoneAsync("price", new PricingOptions(), new() { ["data"] = road.Data });
        var run = await DoneAsync("prove", new ProveOptions { Sample = 60, SampleWeeks = 2 }, new() { ["data"] = road.Data, ["price"] = await road.Host.Inputs.RunAsync(plan.Id, TestContext.Current.CancellationToken) });
        var rows = road.Host.Get<IRunStore>().Read(run.Id, "PROOF").Read().ToDictionary(r => (string)r[2]!, r => (Said: r[3] as double?, True: r[4] as double?));
        Assert.True(rows["net sales a period"].Said > 0 && rows["net sales a period"].True > 0);
        Assert.InRange(rows["of the best found"].True!.Value, .3, 1.3);
    }

    [Fact]
    public async Task Prove_OfNothing_OrOnAnotherDataset_SaysWhatToGive()
    {
        var nothing = await road.RunAsync("prove", new ProveOptions(), new() { ["data"] = road.Data });
        Assert.Contains("give a run with --price", nothing.Error);
        var sample = await road.RunAsync("sample", new SampleOptions { Stores = 8, Products = 48, Weeks = 4, Accounts = 40 }, []);
        var wrong = await road.RunAsync("prove", new ProveOptions(), new() { ["data"] = road.Host.Inputs.Dataset(sample.DatasetId!), ["rules"] = await road.Host.Inputs.RunAsync(road.Made.Id, TestContext.Current.CancellationToken) });
        Assert.Contains("only a retailer made by `generate`", wrong.Error);
    }

    [Fact]
    public async Task Generate_LikeAnother_WithSettingsOfAFile_SellsItsProducts_AndCannotBeProved()
    {
        var file = await FileAsync("settings.json", SettingsFile.Text(new() { CategoryLevel = 2, QuantitySpread = .5 }));
        var made = await road.RunAsync("generate", Small with { LikeLevel = ShelfLevel.Subcategory }, new() { ["like"] = road.Data, ["settings"] = file });
        Assert.True(made.State == RunState.Completed, made.Error);
        Assert.Contains(made.Notices, n => n.Text.Contains("are learned", StringComparison.Ordinal));
        var rules = await DoneAsync("cross-sell-market-basket", new RetailOpt.Core.CrossSell.MarketBasket.MarketBasketOptions { MinSupport = .2 }, new() { ["data"] = road.Host.Inputs.Dataset(made.DatasetId!) });
        var proved = await road.RunAsync("prove", new ProveOptions(), new() { ["data"] = road.Host.Inputs.Dataset(made.DatasetId!), ["rules"] = await road.Host.Inputs.RunAsync(rules.Id, TestContext.Current.CancellationToken) });
        Assert.Contains("cannot be made again", proved.Error);
    }

    [Theory]
    [InlineData("{\"PriceScal\": 1}", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("{\"PriceScale\": 1}", "PriceScale must be at most 0")]
    [InlineData("{\"QuantitySpread\": -1}", "QuantitySpread must not be below 0")]
    public async Task Generate_WithABrokenSettingsFile_NamesIt(string text, string expected)
    {
        var made = await road.RunAsync("generate", Small, new() { ["settings"] = await FileAsync("broken.json", text) });
        Assert.Equal(RunState.Failed, made.State);
        Assert.StartsWith("broken.json", made.Error);
        Assert.Contains(expected, made.Error);
    }

    private async Task<InputRef> FileAsync(string name, string text)
    {
        var path = Path.Combine(road.Folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return await road.Host.Inputs.FileAsync(path, ct: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 60)]
    [InlineData(3, 9, 48)]
    public async Task Generate_OfHardlyAnything_Works(int customers, int weeks, int products)
    {
        var run = await road.RunAsync("generate", new GenerateOptions { Customers = customers, Weeks = weeks, Products = products, Stores = 1, BatchSize = 1_000 }, []);
        Assert.True(run.State == RunState.Completed, run.Error);
    }

    [Fact]
    public void Generate_ForNobody_IsRefused() => Assert.Contains(road.Host.Get<RunRegistry>().Require("generate").Options.Check(new GenerateOptions { Customers = 0 }), e => e.Key == "customers");
}
