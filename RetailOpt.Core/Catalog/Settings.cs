using Microsoft.EntityFrameworkCore;

namespace RetailOpt.Core.Catalog;

internal sealed class Settings(CatalogDb db) : ISettings
{
    public Task<string?> GetAsync(string owner, string key, CancellationToken ct = default) =>
        db.ReadAsync(c => c.Settings.Where(s => s.Owner == owner && s.Key == key).Select(s => s.Value).FirstOrDefaultAsync(ct), ct);

    public Task SetAsync(string owner, string key, string? value, CancellationToken ct = default) => db.WriteAsync(c => value is null
        ? c.Settings.Where(s => s.Owner == owner && s.Key == key).ExecuteDeleteAsync(ct)
        : c.Database.ExecuteSqlAsync($"INSERT INTO settings (Owner, Key, Value) VALUES ({owner}, {key}, {value}) ON CONFLICT DO UPDATE SET Value = excluded.Value", ct), ct);
}
