using Microsoft.EntityFrameworkCore;

namespace RetailOpt.Core.Catalog;

/// <summary>A run as the index holds it: <see cref="Record"/> is the text of its run.json.</summary>
internal sealed record IndexedRun(string Id, string Analysis, string State, string Record);

/// <summary>The index over the run folders, for lists. It knows nothing that the folders do not.</summary>
internal sealed class RunIndex(CatalogDb db)
{
    private const int Chunk = 500;

    /// <summary>The ids that are indexed.</summary>
    public Task<HashSet<string>> IdsAsync(CancellationToken ct) =>
        db.ReadAsync(async c => (await c.Runs.Select(r => r.Id).ToListAsync(ct).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal), ct);

    /// <summary>Adds runs that have ended and forgets those whose folders are gone. Another process may do the same at the same time.</summary>
    public Task UpdateAsync(IEnumerable<IndexedRun> added, IReadOnlyCollection<string> gone, CancellationToken ct) => db.WriteAsync(async c =>
    {
        var transaction = await c.Database.BeginTransactionAsync(ct).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            foreach (var run in added)
                await c.Database.ExecuteSqlAsync($"INSERT INTO runs (Id, Analysis, State, Record) VALUES ({run.Id}, {run.Analysis}, {run.State}, {run.Record}) ON CONFLICT DO NOTHING", ct).ConfigureAwait(false);
            foreach (var ids in gone.Chunk(Chunk))
                await c.Runs.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(ct).ConfigureAwait(false);
            await transaction.CommitAsync(ct).ConfigureAwait(false);
        }
    }, ct);

    /// <summary>Records, the newest first.</summary>
    public Task<List<string>> NewestAsync(int limit, CancellationToken ct) =>
        db.ReadAsync(c => c.Runs.OrderByDescending(r => r.Id).Take(limit).Select(r => r.Record).ToListAsync(ct), ct);
}
