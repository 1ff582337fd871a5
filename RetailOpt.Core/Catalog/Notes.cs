using Microsoft.EntityFrameworkCore;

namespace RetailOpt.Core.Catalog;

internal sealed class Notes(CatalogDb db) : INotes
{
    public Task<IReadOnlyDictionary<string, Note>> AllAsync(NoteKind kind, CancellationToken ct = default)
    {
        var key = kind.ToString();
        return db.ReadAsync<IReadOnlyDictionary<string, Note>>(async c => await c.Notes.AsNoTracking().Where(n => n.Kind == key)
            .ToDictionaryAsync(n => n.Id, n => new Note(n.Name, n.Comment), StringComparer.Ordinal, ct).ConfigureAwait(false), ct);
    }

    public Task<Note?> FindAsync(NoteKind kind, string id, CancellationToken ct = default)
    {
        var key = kind.ToString();
        return db.ReadAsync(c => c.Notes.Where(n => n.Kind == key && n.Id == id).Select(n => new Note(n.Name, n.Comment)).FirstOrDefaultAsync(ct), ct);
    }

    public Task SetAsync(NoteKind kind, string id, Note note, CancellationToken ct = default)
    {
        var key = kind.ToString();
        var (name, comment) = (Said(note.Name), Said(note.Comment));
        return db.WriteAsync(c => name is null && comment is null
            ? c.Notes.Where(n => n.Kind == key && n.Id == id).ExecuteDeleteAsync(ct)
            : c.Database.ExecuteSqlAsync($"INSERT INTO notes (Kind, Id, Name, Comment) VALUES ({key}, {id}, {name}, {comment}) ON CONFLICT DO UPDATE SET Name = excluded.Name, Comment = excluded.Comment", ct), ct);
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
