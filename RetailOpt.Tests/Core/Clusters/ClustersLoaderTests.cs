using RetailOpt.Core.Analyses;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Clusters;

public sealed class ClustersLoaderTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Load_AddsUpByStoreAndCategory_AndCountsWhatItLeavesOut()
    {
        var data = await DatasetAsync(
            Table("sales", ["store", "product", "amount"], ["S1", "P1", 10m], ["S1", "P2", 5.25m], ["S1", "P1", -1m], ["S2", "P9", 7m], [null, "P1", 3m], ["", "P1", 4m], ["S2", "P2", null]),
            Table("products", ["product", "category"], ["P1", "Tea"], ["P2", null]), Table("stores", ["store", "name"], ["S1", "High Street"], ["S3", "Empty"]));
        var model = await LoadAsync(data);
        Assert.Equal(["S1", "S2"], model.Ids);
        Assert.Equal(["(none)", "Tea"], model.Categories);
        Assert.Equal([5.25, 9], model.Sales[0].ToArray());
        Assert.Equal([7, 0], model.Sales[1].ToArray());
        Assert.Equal("High Street", model.Names["S1"]);
        Assert.Equal("2 of 7 sales rows name no store and are left out.", Assert.Single(model.Notices).Text);
    }

    [Fact]
    public async Task Load_NoCategoryAndNoAmount_ComparesUnitsAndSaysSo()
    {
        var model = await LoadAsync(await DatasetAsync(Table("sales", ["store", "product", "quantity"], ["S1", "P1", 2m], ["S2", "P1", 3m])));
        Assert.Equal(["(all)"], model.Categories);
        Assert.Equal(3, model.Sales[1][0]);
        Assert.Equal(2, model.Notices.Count);
    }

    [Fact]
    public async Task Load_NoAmount_MultipliesQuantityAndPrice()
    {
        var model = await LoadAsync(await DatasetAsync(Table("sales", ["store", "product", "quantity", "unit_price"], ["S1", "P1", 2m, 1.5m], ["S1", "P1", 3m, 2m])));
        Assert.Equal(9, model.Sales[0][0]);
    }

    [Fact]
    public async Task Load_NoStoreColumn_SaysThatAccountsCanStandForThem()
    {
        var data = await DatasetAsync(Table("sales", ["account", "product", "amount"], ["A1", "P1", 2m]));
        Assert.Contains("entity account", (await Assert.ThrowsAsync<InputException>(() => LoadAsync(data))).Message);
        Assert.Equal(["A1"], (await LoadAsync(data, options: new() { Entity = ClusterEntity.Account })).Ids);
    }

    [Fact]
    public async Task Load_StoreWithTwoLabels_IsRefusedWithBoth()
    {
        var data = await DatasetAsync(Table("sales", ["store", "product", "amount"], ["S1", "P1", 2m]));
        var labels = await DatasetAsync(Table("clusters", ["store", "cluster"], ["S1", "A"], ["S1", "B"]));
        Assert.Contains("S1 in two clusters, 'A' and 'B'", (await Assert.ThrowsAsync<InputException>(() => LoadAsync(data, labels))).Message);
    }

    [Fact]
    public async Task Load_LabelsTwiceAlikeAndBlank_AreTaken()
    {
        var data = await DatasetAsync(Table("sales", ["store", "product", "amount"], ["S1", "P1", 2m]));
        var labels = await DatasetAsync(Table("clusters", ["store", "cluster"], ["S1", "A"], ["S1", "A"], ["S2", null]));
        Assert.Equal(new Dictionary<string, string> { ["S1"] = "A" }, (await LoadAsync(data, labels)).Labels);
    }

    private static async Task<ClustersModel> LoadAsync(IQueryEngine data, IQueryEngine? labels = null, ClustersOptions? options = null) =>
        await ClustersLoader.LoadAsync(data, labels is null ? null : await StoreLabels.ReadAsync(labels, TestContext.Current.CancellationToken), options ?? new ClustersOptions(), new NoWork(), TestContext.Current.CancellationToken);

    private static RowTable Table(string name, string[] columns, params object?[][] rows) =>
        RowTable.Of(name, [.. columns.Select(c => Canonical.Tables[name][c])], rows);

    private async Task<IQueryEngine> DatasetAsync(params IResultTable[] tables)
    {
        var id = RetailOpt.Core.Storage.Ids.New(TimeProvider.System);
        var run = new RunRecord
        {
            Id = id,
            Request = new RunRequest("test", new Dictionary<string, InputRef>(), "{}", 0, "test"),
            AnalysisVersion = 1,
            SoftwareVersion = "0",
            State = RunState.Running,
            Created = TimeProvider.System.GetUtcNow(),
        };
        var draft = _home.Output.NewDataset(_home[id], run);
        foreach (var table in tables) await draft.WriteAsync(table, TestContext.Current.CancellationToken);
        draft.Describe("Test", "", new Dictionary<string, string>());
        var manifest = await draft.FinishAsync(TestContext.Current.CancellationToken);
        draft.Commit();
        return _home.Datasets.Open(manifest.Id);
    }
}
