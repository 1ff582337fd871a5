using RetailOpt.Core.Analyses;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>Rows that were read, and those that could not be used, by reason.</summary>
internal sealed class RowCounts
{
    public long All { get; set; }
    public long Returns { get; set; }
    public long Skipped { get; set; }
    public long NoBasket { get; set; }
    public long NoProduct { get; set; }
    public long NoItem { get; set; }
    public long OtherProducts { get; set; }
    public long NoAccount { get; set; }
    public long ByAccountAndDay { get; set; }
    public long Duplicates { get; set; }
    public HashSet<string> OtherIds { get; } = new(StringComparer.Ordinal);

    /// <summary>What a person must know of them.</summary>
    public IEnumerable<Notice> Told(ItemLevel level)
    {
        var other = string.Join(", ", OtherIds.Order(StringComparer.Ordinal).Take(5));
        (NoticeLevel Level, long Count, string Text)[] all =
        [
            (NoticeLevel.Info, Returns, "are returns (a quantity or amount of zero or less) and are no purchases"),
            (NoticeLevel.Info, Skipped, "are of baskets that were to be left out (skip-baskets)"),
            (NoticeLevel.Warning, NoBasket, "name neither a basket nor an account with a day and are left out"),
            (NoticeLevel.Warning, NoProduct, "name no product and are left out"),
            (NoticeLevel.Warning, NoItem, $"are of products without {Words(level)} and are left out"),
            (NoticeLevel.Info, OtherProducts, Invariant($"are of {OtherIds.Count:N0} ids that do not match the pattern of products ({other}) and are left out")),
            (NoticeLevel.Info, NoAccount, "name no account: they count for everybody together, and in no segment"),
            (NoticeLevel.Info, ByAccountAndDay, "name no basket: what their account bought on a day is one basket"),
            (NoticeLevel.Info, Duplicates, "repeat an item of their basket; it counts once, with its money added"),
        ];
        return all.Where(n => n.Count > 0).Select(n => new Notice(n.Level, Invariant($"{n.Count:N0} of {All:N0} rows of the sales {n.Text}."), n.Count));
    }

    private static string Words(ItemLevel level) => level == ItemLevel.CategoryBrand ? "category or brand" : level.ToString().ToLowerInvariant();
}
