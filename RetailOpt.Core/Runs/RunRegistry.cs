using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Runs;

/// <summary>Every kind of run by its key: the verbs, the pages' forms and the readiness matrix are made from it.</summary>
public sealed class RunRegistry
{
    private readonly Dictionary<string, IRunnable> _byKey;

    /// <summary>Takes the registered runnables.</summary>
    /// <exception cref="ArgumentException">Two have the same key.</exception>
    public RunRegistry(IEnumerable<IRunnable> runnables)
    {
        All = [.. runnables.OrderBy(r => r.Info.Key, StringComparer.Ordinal)];
        _byKey = All.ToDictionary(r => r.Info.Key, StringComparer.Ordinal);
    }

    /// <summary>All of them, ordered by key.</summary>
    public IReadOnlyList<IRunnable> All { get; }

    /// <summary>The runnable of that key, or null.</summary>
    public IRunnable? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The runnable of that key.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public IRunnable Require(string key) => Find(key)
        ?? throw new InputException($"There is no analysis '{key}'. There are: {string.Join(", ", _byKey.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>The options that a request carries.</summary>
    /// <exception cref="InputException">They cannot be read or break a rule.</exception>
    public static object ReadOptions(IRunnable runnable, string json)
    {
        object options;
        try
        {
            options = string.IsNullOrWhiteSpace(json) ? runnable.Options.Defaults() : runnable.Options.FromJson(json);
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new InputException($"The options of {runnable.Info.Key} cannot be read: {e.Message}", e);
        }
        var errors = runnable.Options.Check(options);
        return errors.Count == 0 ? options : throw new InputException(string.Join(" ", errors.Select(e => e.Message)));
    }
}
