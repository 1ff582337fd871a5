using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace RetailOpt.Core.Catalog;

internal sealed class MappingMemory(CatalogDb db, TimeProvider clock) : IMappingMemory
{
    private const int Most = 5_000;

    public Task<string?> FindAsync(IEnumerable<string> headers, CancellationToken ct = default)
    {
        var key = KeyOf(headers);
        return db.ReadAsync(c => c.Mappings.Where(m => m.Headers == key).Select(m => m.Mapping).FirstOrDefaultAsync(ct), ct);
    }

    public Task KeepAsync(IEnumerable<string> headers, string mapping, CancellationToken ct = default)
    {
        var key = KeyOf(headers);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return db.WriteAsync(async c =>
        {
            await c.Database.ExecuteSqlAsync($"INSERT INTO mappings (Headers, Mapping, Used) VALUES ({key}, {mapping}, {now}) ON CONFLICT DO UPDATE SET Mapping = excluded.Mapping, Used = excluded.Used", ct).ConfigureAwait(false);
            await c.Database.ExecuteSqlAsync($"DELETE FROM mappings WHERE Headers IN (SELECT Headers FROM mappings ORDER BY Used DESC, Headers LIMIT -1 OFFSET {Most})", ct).ConfigureAwait(false);
        }, ct);
    }

    private static string KeyOf(IEnumerable<string> headers)
    {
        var set = headers.Select(h => h.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', set))));
    }
}
