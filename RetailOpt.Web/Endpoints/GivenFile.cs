using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Web.Endpoints;

/// <summary>An uploaded file as an address names it: the hash of its content, and what it was called.</summary>
public sealed record GivenFile(string Hash, string Name)
{
    /// <summary>"hash:name", the name escaped.</summary>
    public string ToText() => $"{Hash}:{Uri.EscapeDataString(Name)}";

    /// <summary>Reads <see cref="ToText"/>; null where the text names no file.</summary>
    public static GivenFile? Of(string? text) => text?.Split(':', 2) is [{ Length: > 0 } hash, { Length: > 0 } name] ? new(hash, Uri.UnescapeDataString(name)) : null;

    /// <summary>The file that an input of a run was, by its content.</summary>
    public static GivenFile? Of(InputRef input) => input.Kind == InputKind.File ? new(input.Hash, input.Name) : null;
}
