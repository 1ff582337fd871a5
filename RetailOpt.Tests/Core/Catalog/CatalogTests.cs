using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Storage;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Catalog;

public sealed class CatalogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CatalogDb _db;

    public CatalogTests() => _db = Open();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CatalogDb Open() => new(new Home(_folder.Path), TimeProvider.System);

    public void Dispose()
    {
        _db.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Migrations_AreTheModel() => Assert.False(await _db.ReadAsync(c => Task.FromResult(c.Database.HasPendingModelChanges()), Ct));

    [Fact]
    public async Task Start_TwoProcessesAtOnce_BothFindTheSchema()
    {
        using var other = Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => new Notes(i % 2 == 0 ? _db : other).SetAsync(NoteKind.Run, $"{i}", new("name", null), Ct)));
        Assert.Equal(8, (await new Notes(other).AllAsync(NoteKind.Run, Ct)).Count);
    }

    [Fact]
    public async Task Start_AfterAKillInTheMiddleOfAMigration_DoesNotWaitForIt()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "catalog.db")}"))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2024-01-01')";
            await command.ExecuteNonQueryAsync(Ct);
        }
        await new Notes(_db).AllAsync(NoteKind.Run, Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    [Fact]
    public async Task Start_DamagedFile_SaysWhatToDo()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "catalog.db"), new string('x', 4096), Ct);
        var e = await Assert.ThrowsAsync<InputException>(() => new Notes(_db).AllAsync(NoteKind.Run, Ct));
        Assert.Contains("Move it away", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_IsWriteAhead() =>
        Assert.Equal("wal", await _db.ReadAsync(async c => (await c.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync(Ct)).Single(), Ct));

    [Fact]
    public async Task Notes_SetTwiceThenEmptied_LastHolds()
    {
        var notes = new Notes(_db);
        await notes.SetAsync(NoteKind.Dataset, "a", new("First", "c"), Ct);
        await notes.SetAsync(NoteKind.Dataset, "a", new(" Second ", " "), Ct);
        Assert.Equal(new Note("Second", null), await notes.FindAsync(NoteKind.Dataset, "a", Ct));
        Assert.Null(await notes.FindAsync(NoteKind.Run, "a", Ct));
        await notes.SetAsync(NoteKind.Dataset, "a", new("", null), Ct);
        Assert.Empty(await notes.AllAsync(NoteKind.Dataset, Ct));
    }

    [Fact]
    public async Task Mapping_SameHeadersInAnotherOrderAndCase_IsRemembered()
    {
        var memory = new MappingMemory(_db, TimeProvider.System);
        await memory.KeepAsync(["Date", "Store ", "SKU"], "{1}", Ct);
        await memory.KeepAsync(["sku", "DATE", "store"], "{2}", Ct);
        Assert.Equal("{2}", await memory.FindAsync(["store", "sku", "date", "date"], Ct));
        Assert.Null(await memory.FindAsync(["store", "sku"], Ct));
    }

    [Fact]
    public async Task Views_SavedUnderTheSameName_AreReplaced()
    {
        var views = new SavedViews(_db, TimeProvider.System);
        var first = await views.SaveAsync("ann", "price", "Spring", "{}", Ct);
        var second = await views.SaveAsync("ann", "price", "Spring", "{\"target-md\":\"0.2\"}", Ct);
        await views.SaveAsync("bob", "price", "Spring", "{}", Ct);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(second, Assert.Single(await views.ListAsync("ann", "price", Ct)));
        await views.DeleteAsync(second.Id, Ct);
        Assert.Empty(await views.ListAsync("ann", "price", Ct));
    }

    [Fact]
    public async Task Settings_SetReplacedRemoved()
    {
        var settings = new RetailOpt.Core.Catalog.Settings(_db);
        await settings.SetAsync("ann", "theme", "dark", Ct);
        await settings.SetAsync("ann", "theme", "light", Ct);
        Assert.Equal("light", await settings.GetAsync("ann", "theme", Ct));
        await settings.SetAsync("ann", "theme", null, Ct);
        Assert.Null(await settings.GetAsync("ann", "theme", Ct));
    }

    [Fact]
    public async Task Writers_ManyAtOnceFromTwoProcesses_LoseNothing()
    {
        using var other = Open();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => new Notes(i % 2 == 0 ? _db : other).SetAsync(NoteKind.Run, $"{i}", new($"{i}", null), Ct), Ct)));
        Assert.Equal(100, (await new Notes(_db).AllAsync(NoteKind.Run, Ct)).Count);
    }
}
