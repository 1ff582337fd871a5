using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Mapping;
using RetailOpt.Core.Import.Text;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>How one source is read: everything that was found out or said.</summary>
internal sealed record FilePlan(TextHead Sample, string Table, IReadOnlyList<IReadOnlyList<Target>> Targets, bool DayFirst, bool Comma, string? UnsureNumber)
{
    public Source Source => Sample.Source;

    /// <summary>The tables that it fills, its own first.</summary>
    public IReadOnlyList<string> Tables => [Table, .. Targets.SelectMany(t => t).Select(t => t.Table).Distinct().Where(t => t != Table)];

    /// <summary>The columns of a table that it fills, in canonical order, with the positions of their headers.</summary>
    public IReadOnlyList<(Column Column, int[] Headers)> Columns(string table) =>
        [.. Canonical.Tables[table].Columns
            .Select(c => (c, Enumerable.Range(0, Targets.Count).Where(i => Targets[i].Any(t => t.Table == table && t.Column == c.Key)).ToArray()))
            .Where(c => c.Item2.Length > 0)];

    /// <summary>Sales without an amount have it from quantity and unit price.</summary>
    public bool ComputesAmount => Table == "sales" && Columns("sales").Select(c => c.Column.Key).ToHashSet() is var has
        && !has.Contains("amount") && has.Contains("quantity") && has.Contains("unit_price");
}
