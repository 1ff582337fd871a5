using Microsoft.EntityFrameworkCore;

namespace RetailOpt.Core.Catalog;

/// <summary>catalog.db: what people add (notes, mappings, views, settings), and an index over the run folders that can be made again from them.</summary>
internal sealed class CatalogContext(DbContextOptions<CatalogContext> options) : DbContext(options)
{
    public DbSet<RunRow> Runs => Set<RunRow>();
    public DbSet<NoteRow> Notes => Set<NoteRow>();
    public DbSet<MappingRow> Mappings => Set<MappingRow>();
    public DbSet<ViewRow> Views => Set<ViewRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RunRow>(e =>
        {
            e.ToTable("runs").HasKey(r => r.Id);
            e.HasIndex(r => new { r.Analysis, r.Id });
        });
        modelBuilder.Entity<NoteRow>(e => e.ToTable("notes").HasKey(n => new { n.Kind, n.Id }));
        modelBuilder.Entity<MappingRow>(e =>
        {
            e.ToTable("mappings").HasKey(m => m.Headers);
            e.HasIndex(m => m.Used);
        });
        modelBuilder.Entity<ViewRow>(e =>
        {
            e.ToTable("views").HasKey(v => v.Id);
            e.HasIndex(v => new { v.Owner, v.Analysis, v.Name }).IsUnique();
        });
        modelBuilder.Entity<SettingRow>(e => e.ToTable("settings").HasKey(s => new { s.Owner, s.Key }));
    }
}

/// <summary>A run that has ended; <see cref="Record"/> is its run.json.</summary>
internal sealed class RunRow
{
    public required string Id { get; set; }
    public required string Analysis { get; set; }
    public required string State { get; set; }
    public required string Record { get; set; }
}

/// <summary>A name and a comment that a person gave.</summary>
internal sealed class NoteRow
{
    public required string Kind { get; set; }
    public required string Id { get; set; }
    public string? Name { get; set; }
    public string? Comment { get; set; }
}

/// <summary>A column mapping that a person confirmed for a set of headers.</summary>
internal sealed class MappingRow
{
    public required string Headers { get; set; }
    public required string Mapping { get; set; }
    /// <summary>Milliseconds since 1970, UTC.</summary>
    public required long Used { get; set; }
}

/// <summary>Options of an analysis, saved under a name.</summary>
internal sealed class ViewRow
{
    public required string Id { get; set; }
    public required string Owner { get; set; }
    public required string Analysis { get; set; }
    public required string Name { get; set; }
    public required string Options { get; set; }
}

/// <summary>A person's setting.</summary>
internal sealed class SettingRow
{
    public required string Owner { get; set; }
    public required string Key { get; set; }
    public required string Value { get; set; }
}
