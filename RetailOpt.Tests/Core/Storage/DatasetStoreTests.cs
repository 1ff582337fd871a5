using Microsoft.Extensions.Logging.Abstractions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Storage;

public sealed class DatasetStoreTests : IDisposable
{
    private static readonly TableLayout<int> Stores = new TableLayout<int>("stores", "Stores").Text("store", "Store", i => $"S{i}").Money("area", "Area", i => i % 5 == 0 ? null : i * 1.25)
        .Number("ratio", "Ratio", i => i % 3 == 0 ? double.NaN : -0.0).Flag("open", "Open", i => i % 2 == 0 ? null : true).Date("since", "Since", i => new DateOnly(1960, 1, 1).AddDays(i)).Integer("n", "N", i => i);

    private static CancellationToken None => TestContext.Current.CancellationToken;
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Commit_WrittenAndAdoptedParts_AreFoundAndRead()
    {
        var draft = Draft();
        await draft.WriteAsync(Stores.Of(Enumerable.Range(0, 1000), null), None);
        var part = Path.Combine(draft.WorkFolder, "mine.parquet");
        await _home.Parquet.WriteAsync(Stores.Of(Enumerable.Range(1000, 500), null), part, None);
        draft.Adopt(Stores.Schema, part);
        draft.Describe("Two parts", "EUR", new Dictionary<string, string> { ["rows"] = "1,500" });
        var manifest = await draft.FinishAsync(None);
        Assert.Empty(_home.Datasets.List());
        draft.Commit();

        var found = Assert.Single(_home.Datasets.List());
        Assert.Equal(manifest.Id, found.Id);
        Assert.Equal(found, _home.Datasets.Find("two PARTS"));
        Assert.Equal(1500, found.Tables[0].Rows);
        Assert.Equal("1,500", found.Facts["rows"]);
        Assert.Equal(found.Hash, _home.Datasets.Open(found.Id).Version);
        var page = await _home.Datasets.Page(found.Id, "STORES").ReadAsync(new PageRequest(998, 4, [], []), None);
        Assert.Equal(["S998", "S999", "S1000", "S1001"], page.Rows.Select(r => r[0]));
    }

    [Fact]
    public async Task FinishAsync_SameRowsInOtherParts_HaveTheSameHash()
    {
        var whole = await ManifestAsync(Enumerable.Range(0, 300_000));
        var parts = await ManifestAsync(Enumerable.Range(0, 100_000), Enumerable.Range(100_000, 200_000));
        var other = await ManifestAsync(Enumerable.Range(0, 200_000), Enumerable.Range(200_001, 100_000));
        Assert.Equal(whole.Hash, parts.Hash);
        Assert.NotEqual(whole.Hash, other.Hash);
    }

    [Fact]
    public async Task FinishAsync_ContentThatIsThere_IsNotStoredTwice()
    {
        var first = await CommitAsync("First", 10);
        var again = await CommitAsync("Again", 10);
        var other = await CommitAsync("Other", 11);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal([other.Id, first.Id], _home.Datasets.List().Select(d => d.Id));
        Assert.Empty(Directory.GetFileSystemEntries(_home.Home.Work));
    }

    [Fact]
    public async Task Adopt_FileWithoutAColumn_NamesItAndNothingIsShown()
    {
        var draft = Draft();
        var part = Path.Combine(draft.WorkFolder, "mine.parquet");
        await _home.Parquet.WriteAsync(new TableLayout<int>("stores", "Stores").Text("shop", "Shop", i => "x").Of([1]), part, None);
        draft.Adopt(Stores.Schema, part);
        draft.Describe("Broken", "", new Dictionary<string, string>());
        var error = await Assert.ThrowsAnyAsync<Exception>(() => draft.FinishAsync(None));
        Assert.Contains("store", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(draft.Commit);
        Assert.Empty(_home.Datasets.List());
    }

    [Fact]
    public async Task List_DamagedManifest_LeavesItOut_AndFindNamesTheFile()
    {
        var good = await CommitAsync("Good", 1);
        var bad = Ids.New(TimeProvider.System);
        Directory.CreateDirectory(_home[$"datasets/{bad}/1"]);
        await File.WriteAllTextAsync(_home[$"datasets/{bad}/1/dataset.json"], "{ \"id\": ", None);
        Directory.CreateDirectory(_home[$"datasets/{Ids.New(TimeProvider.System)}"]);
        Directory.CreateDirectory(_home["datasets/..hidden"]);
        Assert.Equal([good.Id], _home.Datasets.List().Select(d => d.Id));
        Assert.Contains("dataset.json", Assert.ThrowsAny<Exception>(() => _home.Datasets.Find(bad)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ManifestOfALaterVersionOfTheSoftware_ReadsWhatItKnows()
    {
        var good = await CommitAsync("Good", 1);
        var path = _home[$"datasets/{good.Id}/1/dataset.json"];
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, None)).Replace("{\n  \"id\"", "{\n  \"later\": { \"x\": [1] },\n  \"id\"", StringComparison.Ordinal), None);
        Assert.Contains("later", await File.ReadAllTextAsync(path, None), StringComparison.Ordinal);
        var restarted = new DatasetStore(_home.Home, _home.Host, _home.Caches, NullLogger<DatasetStore>.Instance);
        Assert.Equal(good.Hash, restarted.Find(good.Id)!.Hash);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("nope")]
    public async Task Open_NoId_IsNotFoundAndNothingIsRemoved(string id)
    {
        Assert.Throws<KeyNotFoundException>(() => _home.Datasets.Open(id));
        Assert.Throws<KeyNotFoundException>(() => _home.Runs.Open(id));
        await _home.Datasets.DeleteAsync(id, None);
        await _home.Runs.DeleteAsync(id, None);
        Assert.True(Directory.Exists(_home.Home.Datasets));
    }

    [Fact]
    public async Task DeleteAsync_RemovesTheWholeFolder()
    {
        var made = await CommitAsync("Gone", 3);
        await _home.Datasets.DeleteAsync(made.Id, None);
        Assert.Empty(_home.Datasets.List());
        Assert.Null(_home.Datasets.Find(made.Id));
        Assert.False(Directory.Exists(_home[$"datasets/{made.Id}"]));
    }

    private async Task<DatasetManifest> CommitAsync(string name, int rows)
    {
        var draft = Draft();
        await draft.WriteAsync(Stores.Of(Enumerable.Range(0, rows), null), None);
        draft.Describe(name, "USD", new Dictionary<string, string>());
        var manifest = await draft.FinishAsync(None);
        draft.Commit();
        return manifest;
    }

    private async Task<DatasetManifest> ManifestAsync(params IEnumerable<int>[] parts)
    {
        var draft = Draft();
        foreach (var part in parts) await draft.WriteAsync(Stores.Of(part, null), None);
        draft.Describe("x", "", new Dictionary<string, string>());
        return await draft.FinishAsync(None);
    }

    private IDatasetDraft Draft() => _home.Output.NewDataset(Path.Combine(_home.Home.Work, Guid.NewGuid().ToString("N")), new RunRecord
    {
        Id = Ids.New(TimeProvider.System),
        AnalysisVersion = 1,
        SoftwareVersion = "1",
        State = RunState.Running,
        Created = default,
        Request = new RunRequest("import", new Dictionary<string, InputRef> { ["files"] = new(InputKind.File, "/x.csv", "abc", "x.csv") }, "{}", 1, ""),
    });
}
