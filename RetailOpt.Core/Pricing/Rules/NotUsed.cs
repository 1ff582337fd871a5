using RetailOpt.Core.Analyses;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>Why a given rule is not used.</summary>
internal enum RuleFault
{
    /// <summary>It names a SKU or category that is not planned.</summary>
    Unknown,
    /// <summary>It cannot be read.</summary>
    Unread,
    /// <summary>It stands twice with different values; the first holds.</summary>
    Twice,
    /// <summary>Another rule goes before it.</summary>
    Overruled,
    /// <summary>A SKU is missing from an edited plan.</summary>
    Missing,
}

/// <summary>A given rule that is not used.</summary>
/// <param name="File">The file, or the option, that gave it.</param>
/// <param name="RowWord">"line" or "row".</param>
/// <param name="Line">Where it stands, null where it has no line.</param>
/// <param name="Column">The column it fails on, or null.</param>
/// <param name="What">The SKU or category it is about.</param>
/// <param name="Fault">The kind of failure.</param>
/// <param name="Why">The reason, with what to do.</param>
internal sealed record NotUsed(string File, string RowWord, long? Line, string? Column, string What, RuleFault Fault, string Why)
{
    private const int Named = 5;

    /// <summary>One notice for each file and kind of failure, with the first few.</summary>
    public static IEnumerable<Notice> Notices(IEnumerable<NotUsed> all) => all.GroupBy(n => (n.File, n.Fault)).Select(group =>
    {
        var count = group.Count();
        var first = string.Join(group.Key.Fault == RuleFault.Unread ? "; " : ", ", group.Take(Named).Select(n => n.Fault == RuleFault.Unread ? n.Told() : n.What));
        return new Notice(NoticeLevel.Warning, Invariant($"{group.Key.File}: {count:N0} {Say(group.Key.Fault, group.First().Column == "CATEGORY" ? "categories" : "SKUs")}: {first}{(count > Named ? ", ..." : "")}."), count, "RULES_NOT_USED");
    });

    private static string Say(RuleFault fault, string things) => fault switch
    {
        RuleFault.Unknown => $"{things} are not among those priced and are left out",
        RuleFault.Unread => "rows could not be used",
        RuleFault.Twice => $"{things} stand twice with different values, and the first holds",
        RuleFault.Overruled => $"{things} have a later rule, which holds",
        _ => $"{things} are missing and are planned freely",
    };

    private string Told()
    {
        var place = Line is { } line ? Invariant($"{RowWord} {line}") : "";
        return string.Join(", ", new[] { place, Column is null ? "" : "column " + Column }.Where(p => p.Length > 0)) is { Length: > 0 } where ? $"{where}: {Why}" : Why;
    }
}
