namespace RetailOpt.Core.Pricing.Rules;

/// <summary>Locks written as text, so that an address can hold them: "SKU=.3; OTHER=", where an empty markdown keeps the SKU as it is.</summary>
public static class LockText
{
    /// <summary>The locks in their order; a markdown is null where it is empty.</summary>
    /// <param name="text">The text, or null for none.</param>
    public static IReadOnlyList<(string Sku, double? Md)> Parse(string? text) => [.. Parts(text).Select(Split).Where(p => Problem(p) is null).Select(p => (p.Sku, p.Md.Length == 0 ? (double?)null : Markdown.Parse(p.Md)))];

    /// <summary>What is wrong with a text, or null.</summary>
    public static string? Problem(string? text) => Parts(text).Select(Split).Select(Problem).FirstOrDefault(p => p is not null);

    /// <summary>The text of locks.</summary>
    public static string? Format(IEnumerable<(string Sku, double? Md)> locks) => string.Join("; ", locks.Select(l => FormattableString.Invariant($"{l.Sku}={l.Md}"))) is { Length: > 0 } text ? text : null;

    private static string[] Parts(string? text) => (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // a SKU may hold an equals sign: the last one counts
    private static (string Part, string Sku, string Md) Split(string part) =>
        part.LastIndexOf('=') is var at and >= 0 ? (part, part[..at].TrimEnd(), part[(at + 1)..].TrimStart()) : (part, "", "");

    private static string? Problem((string Part, string Sku, string Md) lockAt) =>
        lockAt.Sku.Length == 0 ? $"'{lockAt.Part}' is no lock; write SKU=.3, or SKU= to keep it as it is, with semicolons between."
        : lockAt.Md.Length > 0 && Markdown.Problem(new Analyses.GivenCell(lockAt.Md, Markdown.Parse(lockAt.Md))) is { } problem ? $"the lock of {lockAt.Sku}: {problem}." : null;
}
