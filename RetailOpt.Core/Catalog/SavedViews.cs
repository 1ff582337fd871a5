using Microsoft.EntityFrameworkCore;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Catalog;

internal sealed class SavedViews(CatalogDb db, TimeProvider clock) : ISavedViews
{
    public Task<IReadOnlyList<SavedView>> ListAsync(string owner, string analysis, CancellationToken ct = default) =>
        db.ReadAsync<IReadOnlyList<SavedView>>(async c => await c.Views.Where(v => v.Owner == owner && v.Analysis == analysis).OrderBy(v => v.Name)
            .Select(v => new SavedView(v.Id, v.Owner, v.Analysis, v.Name, v.Options)).ToListAsync(ct).ConfigureAwait(false), ct);

    public async Task<SavedView> SaveAsync(string owner, string analysis, string name, string optionsJson, CancellationToken ct = default)
    {
        var id = Ids.New(clock);
        await db.WriteAsync(c => c.Database.ExecuteSqlAsync(
            $"INSERT INTO views (Id, Owner, Analysis, Name, Options) VALUES ({id}, {owner}, {analysis}, {name}, {optionsJson}) ON CONFLICT (Owner, Analysis, Name) DO UPDATE SET Options = excluded.Options", ct), ct).ConfigureAwait(false);
        return (await ListAsync(owner, analysis, ct).ConfigureAwait(false)).First(v => v.Name == name);
    }

    public Task DeleteAsync(string id, CancellationToken ct = default) => db.WriteAsync(c => c.Views.Where(v => v.Id == id).ExecuteDeleteAsync(ct), ct);
}
