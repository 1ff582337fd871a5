namespace RetailOpt.Core.Storage;

/// <summary>
/// The folder that holds everything: datasets, runs, work in progress, uploaded files, caches and the catalogue.
/// A folder is moved into <see cref="Datasets"/> or <see cref="Runs"/> only when it is complete.
/// </summary>
public sealed class Home
{
    /// <summary>Opens a home, making its folders where they are missing.</summary>
    public Home(string root)
    {
        Root = Path.GetFullPath(root);
        foreach (var folder in new[] { Datasets, Runs, Work, Files, Cache }) Directory.CreateDirectory(folder);
    }

    /// <summary>The home named by the environment (RETAILOPT_HOME), else .retailopt in the user's own folder.</summary>
    public static string DefaultRoot => Environment.GetEnvironmentVariable("RETAILOPT_HOME") is { Length: > 0 } root
        ? root : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".retailopt");

    /// <summary>The folder itself.</summary>
    public string Root { get; }
    /// <summary>datasets/&lt;id&gt;/&lt;version&gt;/{dataset.json, &lt;table&gt;/part-*.parquet, rejects.parquet}.</summary>
    public string Datasets => Path.Combine(Root, "datasets");
    /// <summary>runs/&lt;id&gt;/{run.json, tables/*.parquet, report.md}.</summary>
    public string Runs => Path.Combine(Root, "runs");
    /// <summary>work/&lt;id&gt;/{lock, request.json, checkpoint.json, events.jsonl, ...}: runs in progress.</summary>
    public string Work => Path.Combine(Root, "work");
    /// <summary>files/&lt;hash&gt;: uploaded files by content.</summary>
    public string Files => Path.Combine(Root, "files");
    /// <summary>cache/: extracts, sort indexes, exports; may be deleted at any moment.</summary>
    public string Cache => Path.Combine(Root, "cache");
    /// <summary>The catalogue: what people add, and an index over the folders.</summary>
    public string Catalog => Path.Combine(Root, "catalog.db");
}
