using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Catalog;

/// <summary>Opens the catalogue: brings its schema up to date once, then gives short-lived contexts; one writer at a time.</summary>
internal sealed class CatalogDb : IDisposable
{
    private const int BusySeconds = 20;
    private static readonly TimeSpan MigrationWait = TimeSpan.FromSeconds(60), MigrationPoll = TimeSpan.FromMilliseconds(50);

    private readonly Home _home;
    private readonly TimeProvider _clock;
    private readonly PooledDbContextFactory<CatalogContext> _contexts;
    private readonly SemaphoreSlim _opening = new(1), _writing = new(1);
    private bool _ready;

    public CatalogDb(Home home, TimeProvider clock)
    {
        _home = home;
        _clock = clock;
        var connection = new SqliteConnectionStringBuilder { DataSource = home.Catalog, DefaultTimeout = BusySeconds, Pooling = true };
        _contexts = new(new DbContextOptionsBuilder<CatalogContext>().UseSqlite(connection.ToString()).Options);
    }

    /// <summary>Reads through a context of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<CatalogContext, Task<T>> read, CancellationToken ct)
    {
        await EnsureReadyAsync(ct).ConfigureAwait(false);
        var context = await _contexts.CreateDbContextAsync(ct).ConfigureAwait(false);
        await using (context.ConfigureAwait(false)) return await read(context).ConfigureAwait(false);
    }

    /// <summary>Writes through a context of its own, while no other write of this process goes on; other processes wait on the database's lock.</summary>
    public async Task WriteAsync(Func<CatalogContext, Task> write, CancellationToken ct)
    {
        await EnsureReadyAsync(ct).ConfigureAwait(false);
        await _writing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var context = await _contexts.CreateDbContextAsync(ct).ConfigureAwait(false);
            await using (context.ConfigureAwait(false)) await write(context).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _opening.Dispose();
        _writing.Dispose();
    }

    private async Task EnsureReadyAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref _ready)) return;
        await _opening.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!_ready) await MigrateAsync(ct).ConfigureAwait(false);
            Volatile.Write(ref _ready, true);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new InputException($"The catalogue '{_home.Catalog}' is damaged ({e.Message}). Move it away: runs and datasets come back from their folders; names, comments and saved views do not.", e);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        using var alone = await AloneAsync(ct).ConfigureAwait(false);
        var context = await _contexts.CreateDbContextAsync(ct).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", ct).ConfigureAwait(false);
            // EF's own lock is a row that a killed process leaves behind for ever; ours ends with its process
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct).ConfigureAwait(false);
            await context.Database.MigrateAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Two processes may start at once: one brings the schema up to date, the other waits for it.</summary>
    private async Task<FileStream> AloneAsync(CancellationToken ct)
    {
        var began = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(_home.Catalog + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (_clock.GetElapsedTime(began) < MigrationWait)
            {
                await Task.Delay(MigrationPoll, _clock, ct).ConfigureAwait(false);
            }
        }
    }
}
