using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Sample;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Core.Clusters;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Sample;

/// <summary>The sample through the real queue into real files, and clusters found on it again.</summary>
public sealed class SampleRoadTests(SampleRoadTests.Road road, ITestOutputHelper output) : IClassFixture<SampleRoadTests.Road>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public sealed class Road : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();
        private ServiceProvider? _services;

        internal T Get<T>() where T : notnull => _services!.GetRequiredService<T>();
        internal RunRecord Sample { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _services = new ServiceCollection().AddRetailOpt(new RetailOptSettings { Home = _folder.Path, Threads = 2 }).BuildServiceProvider();
            foreach (var service in _services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
            Sample = await RunAsync("sample", new SampleOptions(), []);
        }

        internal async Task<RunRecord> RunAsync(string analysis, object options, Dictionary<string, InputRef> inputs)
        {
            var queue = Get<IRunQueue>();
            var schema = Get<RunRegistry>().Require(analysis).Options;
            var run = await queue.EnqueueAsync(new RunRequest(analysis, inputs, schema.ToJson(options), 0, "test"));
            run = await queue.WaitAsync(run.Id);
            Assert.True(run.State == RunState.Completed, $"{run.State}: {run.Error}");
            return run;
        }

        internal InputRef Data => Get<IInputs>().Dataset(Sample.DatasetId!);

        public async ValueTask DisposeAsync()
        {
            foreach (var service in _services!.GetServices<IHostedService>()) await service.StopAsync(CancellationToken.None);
            await _services!.DisposeAsync();
            _folder.Dispose();
        }
    }

    [Fact]
    public void Sample_AsDataset_HoldsEveryTableAndLightsTheMatrixUp()
    {
        var dataset = road.Get<IDatasetStore>().Find(SampleAnalysis.DatasetName)!;
        output.WriteLine($"made in {(road.Sample.Ended - road.Sample.Started)!.Value.TotalSeconds:F1} s: {string.Join(", ", dataset.Tables.Select(t => $"{t.Schema.Name} {t.Rows:N0}"))}");
        Assert.Equal(Canonical.Truths.Keys.Order(), dataset.Tables.Select(t => t.Schema.Name).Where(n => n.StartsWith("truth_", StringComparison.Ordinal)).Order());
        Assert.All(Readiness.Of(road.Get<RunRegistry>(), dataset.Tables.ToDictionary(t => t.Schema.Name, t => t.Schema)), row => Assert.True(row.IsReady, row.Analysis.Key));
    }

    [Fact]
    public async Task Clusters_OnTheSample_AreThoseThatWerePlanted()
    {
        var run = await road.RunAsync("clusters", new ClustersOptions(), new() { ["data"] = road.Data });
        output.WriteLine(await road.Get<IRunStore>().ReportAsync(run.Id, Stop));
        foreach (var trial in road.Get<IRunStore>().Read(run.Id, "cluster_trials").Read()) output.WriteLine(string.Join("  ", trial));
        var found = Pairs(road.Get<IRunStore>().Read(run.Id, "clusters"));
        var planted = new Dictionary<string, string>();
        await foreach (var batch in road.Get<IDatasetStore>().Open(road.Sample.DatasetId!).PullAsync(
            new Aggregate("truth", "SELECT store, cluster FROM truth_clusters ORDER BY store", [Canonical.Truths["truth_clusters"]["store"], Canonical.Truths["truth_clusters"]["cluster"]]), Stop))
            for (var i = 0; i < batch.Rows; i++) planted[batch.Column<string>(0)[i]] = batch.Column<string>(1)[i];
        var rand = ClusterFixtures.AdjustedRand([.. found.Values], [.. found.Keys.Select(s => planted[s])]);
        output.WriteLine($"adjusted Rand index {rand:F3}");
        Assert.Equal(4, run.Kpis.Single(k => k.Key == "clusters").Value);
        Assert.True(rand > .95, $"adjusted Rand index {rand:F3}");
    }

    [Fact]
    public async Task Clusters_FromAnotherRunsLabels_KeepThem()
    {
        var first = await road.RunAsync("clusters", new ClustersOptions { K = 3 }, new() { ["data"] = road.Data });
        var second = await road.RunAsync("clusters", new ClustersOptions(), new() { ["data"] = road.Data, ["labels"] = await road.Get<IInputs>().RunAsync(first.Id, Stop) });
        Assert.Equal(Pairs(road.Get<IRunStore>().Read(first.Id, "clusters")), Pairs(road.Get<IRunStore>().Read(second.Id, "clusters")));
    }

    [Fact]
    public async Task Clusters_OfAccounts_TellWhoIsWho()
    {
        var run = await road.RunAsync("clusters", new ClustersOptions { Entity = ClusterEntity.Account, Mix = MixLevel.Subcategory, K = 3 }, new() { ["data"] = road.Data });
        output.WriteLine(await road.Get<IRunStore>().ReportAsync(run.Id, Stop));
        Assert.InRange(run.Kpis.Single(k => k.Key == "members").Value!.Value, 1_400, 1_500);
    }

    private static SortedDictionary<string, string> Pairs(IResultTable table) => new(table.Read().ToDictionary(r => (string)r[0]!, r => (string)r[1]!), StringComparer.Ordinal);
}
