namespace RetailOpt.Core.Catalog;

/// <summary>What a note is on.</summary>
public enum NoteKind
{
    /// <summary>A dataset.</summary>
    Dataset,
    /// <summary>A run.</summary>
    Run,
}

/// <summary>The name and the comment that a person gave; null where none was given.</summary>
public sealed record Note(string? Name, string? Comment);

/// <summary>Names and comments of datasets and runs.</summary>
public interface INotes
{
    /// <summary>All notes of a kind, by id.</summary>
    Task<IReadOnlyDictionary<string, Note>> AllAsync(NoteKind kind, CancellationToken ct = default);
    /// <summary>The note on one thing, or null.</summary>
    Task<Note?> FindAsync(NoteKind kind, string id, CancellationToken ct = default);
    /// <summary>Keeps a note, replacing the last; a note that says nothing is removed.</summary>
    Task SetAsync(NoteKind kind, string id, Note note, CancellationToken ct = default);
}

/// <summary>Column mappings that people confirmed, by the set of headers they were confirmed for.</summary>
public interface IMappingMemory
{
    /// <summary>The mapping kept for these headers as JSON, or null. Headers are compared as a set, without regard to case.</summary>
    Task<string?> FindAsync(IEnumerable<string> headers, CancellationToken ct = default);
    /// <summary>Keeps a mapping, replacing the last. The 5,000 used last are kept.</summary>
    Task KeepAsync(IEnumerable<string> headers, string mapping, CancellationToken ct = default);
}

/// <summary>Options of an analysis, saved under a name by an owner.</summary>
public sealed record SavedView(string Id, string Owner, string Analysis, string Name, string OptionsJson);

/// <summary>Saved scenarios and views.</summary>
public interface ISavedViews
{
    /// <summary>An owner's views of an analysis, by name.</summary>
    Task<IReadOnlyList<SavedView>> ListAsync(string owner, string analysis, CancellationToken ct = default);
    /// <summary>Saves options under a name, replacing what the owner had under it.</summary>
    Task<SavedView> SaveAsync(string owner, string analysis, string name, string optionsJson, CancellationToken ct = default);
    /// <summary>Removes a view. Idempotent.</summary>
    Task DeleteAsync(string id, CancellationToken ct = default);
}

/// <summary>Settings of a person (theme and the like) by key.</summary>
public interface ISettings
{
    /// <summary>The value, or null.</summary>
    Task<string?> GetAsync(string owner, string key, CancellationToken ct = default);
    /// <summary>Keeps a value; null removes it.</summary>
    Task SetAsync(string owner, string key, string? value, CancellationToken ct = default);
}
