using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Web.Endpoints;

/// <summary>An uploaded file as an address names it: the hash of its content, and what it was called.</summary>
public sealed record GivenFile(string Hash, string Name)
{
    /// <summary>"hash:name", the name escaped.</summary>
    public string ToText() => $"{Hash}:{Uri.EscapeDataString(Name)}";

    /// <summary>Reads <see cref="ToText"/>; null where the text names no file.</summary>
    public static GivenFile? Of(string? text) => GivenRun.IdOf(text) is null && text?.Split(':', 2) is [{ Length: > 0 } hash, { Length: > 0 } name] ? new(hash, Uri.UnescapeDataString(name)) : null;

    /// <summary>The file that an input of a run was, by its content.</summary>
    public static GivenFile? Of(InputRef input) => input.Kind == InputKind.File ? new(input.Hash, input.Name) : null;
}

/// <summary>A run whose tables are given for an input, as an address names it.</summary>
public static class GivenRun
{
    private const string Mark = "run:";

    /// <summary>"run:id".</summary>
    public static string ToText(string id) => Mark + id;

    /// <summary>The id of the run that a text names; null where it names none.</summary>
    public static string? IdOf(string? text) => text is not null && text.StartsWith(Mark, StringComparison.Ordinal) && text.Length > Mark.Length ? text[Mark.Length..] : null;

    /// <summary>What an address says of the input of a run that was given beside its data; null for the data itself.</summary>
    public static string? ToText(InputRef input) => input.Kind == InputKind.Run ? ToText(input.Id) : GivenFile.Of(input)?.ToText();
}
