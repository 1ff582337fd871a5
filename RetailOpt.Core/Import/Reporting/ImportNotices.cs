using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Load;

namespace RetailOpt.Core.Import.Reporting;

/// <summary>Everything about an import that a reader should know before trusting it.</summary>
internal sealed class ImportNotices(IReadOnlyList<LoadedFile> files, Assembled tables, RejectList rejects, IReadOnlyDictionary<string, Tally> sales)
{
    public IEnumerable<Notice> All() => [.. Lost(), .. Sales(), .. Tables(), .. files.SelectMany(File)];

    private IEnumerable<Notice> Lost()
    {
        if (rejects.Count > 0)
            yield return new(NoticeLevel.Error, $"Rows were not loaded; each is listed with its file, line and reason. The first: {rejects.First}.", rejects.Count, "REJECTS");
    }

    private IEnumerable<Notice> Sales()
    {
        Tally? Of(string column) => sales.GetValueOrDefault(column);
        var duplicates = files.Sum(f => f.Duplicates ?? 0);
        if (duplicates > 0) yield return new(NoticeLevel.Warning, $"Lines repeat an earlier line of their file exactly; they were kept.", duplicates);
        foreach (var file in files.Where(f => f.Duplicates is null)) yield return new(NoticeLevel.Info, $"{file.Plan.Source.Name} is too long to count lines that repeat an earlier one; up to {ImportLimits.Distinct:N0} are compared.");
        if (Of("quantity") is { Negative: > 0 } returned) yield return new(NoticeLevel.Info, "Sales lines with a negative quantity, such as returns.", returned.Negative);
        if (Of("basket") is { Cancelled: > 0 } cancelled) yield return new(NoticeLevel.Info, "Sales lines of invoices whose number begins with C, which often marks a cancellation.", cancelled.Cancelled);
        if (Of("quantity") is { Zero: > 0 } none) yield return new(NoticeLevel.Info, "Sales lines with a quantity of zero.", none.Zero);
        if (Of("unit_price") is { } price && price.Negative + price.Zero > 0) yield return new(NoticeLevel.Warning, "Sales lines with a unit price of zero or less.", price.Negative + price.Zero);
        if (Of("amount") is { Negative: > 0 } negative) yield return new(NoticeLevel.Info, "Sales lines with a negative amount.", negative.Negative);
        foreach (var key in new[] { "account", "basket", "store", "date", "quantity", "amount", "unit_price", "list_price" })
            if (Of(key) is { Empty: > 0 } gaps) yield return new(key is "quantity" or "amount" ? NoticeLevel.Warning : NoticeLevel.Info, $"Sales lines without {key.Replace('_', ' ')}.", gaps.Empty);
        if (files.Any(f => f.Plan.ComputesAmount)) yield return new(NoticeLevel.Info, "There is no amount: it was computed as quantity times unit price, rounded to 4 decimals.");
    }

    private IEnumerable<Notice> Tables()
    {
        foreach (var conflict in tables.Conflicts)
            yield return new(NoticeLevel.Warning, $"{conflict.Table} with more than one {conflict.Column} (such as {conflict.Example}): the first in the file was taken.", conflict.Keys);
        foreach (var join in tables.Unjoined)
            yield return new(join.To is "products" or "stores" ? NoticeLevel.Warning : NoticeLevel.Info, $"Rows of {join.From}, of {join.Of:N0}, whose {join.Key} is not among the {join.To} (such as {join.Example}).", join.Rows);
    }

    private static IEnumerable<Notice> File(LoadedFile file)
    {
        var plan = file.Plan;
        if (plan.Source.Kind == BasketRows.Kind) yield return new(NoticeLevel.Info, $"{plan.Source.Name} was read as baskets, one a line: each item counts once, with a quantity of 1. If it is a table, say so (file-format table).");
        var unmapped = plan.Sample.Header.Where((h, i) => h.Length > 0 && plan.Targets[i].Count == 0).ToArray();
        if (unmapped.Length > 0) yield return new(NoticeLevel.Info, $"{plan.Source.Name}: columns that fill no table and were left out: {string.Join(", ", unmapped.Take(40))}.", unmapped.Length, "COLUMNS");
        if (plan.UnsureNumber is { } number) yield return new(NoticeLevel.Warning, $"{plan.Source.Name}: nothing tells whether {number} has thousands or decimals; the point was taken for the decimal mark. Say otherwise with decimal comma.");
        if (file.Lines.Continued > 0) yield return new(NoticeLevel.Info, $"{plan.Source.Name}: lines inside quoted cells.", file.Lines.Continued);
        if (file.EndsOpen) yield return new(NoticeLevel.Info, $"{plan.Source.Name} ends without a line end: if it was cut off, its last row may be cut too.");
        if (plan.Sample.HeaderRecords > 1) yield return new(NoticeLevel.Info, $"{plan.Source.Name}: records above the header were taken for a title.", plan.Sample.HeaderRecords - 1);
    }
}
