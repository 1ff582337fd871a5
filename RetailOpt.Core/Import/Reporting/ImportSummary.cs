using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Load;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Reporting;

/// <summary>Says what was read: figures, facts, the columns and everything suspicious.</summary>
internal sealed class ImportSummary
{
    private readonly ImportOptions _options;
    private readonly IReadOnlyList<LoadedFile> _files;
    private readonly Assembled _tables;
    private readonly RejectList _rejects;
    private readonly Dictionary<string, Tally> _sales = new(StringComparer.Ordinal);

    public ImportSummary(ImportOptions options, IReadOnlyList<LoadedFile> files, Assembled tables, RejectList rejects)
    {
        (_options, _files, _tables, _rejects) = (options, files, tables, rejects);
        LoadedTable[] sales = [.. files.SelectMany(f => f.Tables).Where(t => t.Layout.Table == "sales")];
        foreach (var column in sales.SelectMany(t => t.Tallies).GroupBy(t => t.Column.Key))
        {
            var sum = sales.Length == 1 ? column.First() : new Tally(column.First().Column);
            if (sales.Length > 1) foreach (var tally in column) sum.Add(tally);
            _sales[column.Key] = sum;
        }
    }

    public string Name => string.IsNullOrWhiteSpace(_options.Name) ? Path.GetFileNameWithoutExtension(_files[0].Plan.Source.Leaf) : _options.Name.Trim();

    public IReadOnlyDictionary<string, string> Facts
    {
        get
        {
            var facts = new Dictionary<string, string>();
            foreach (var (schema, rows) in _tables.Tables.Where(t => t.Schema.Identity.Count == 0 || !_sales.ContainsKey(t.Schema.Identity[0]))) facts[schema.Title] = Count(rows);
            if (Sales("date") is { HasValues: true } date) (facts["First day"], facts["Last day"]) = (date.Min!, date.Max!);
            foreach (var (key, label) in new[] { ("store", "Stores"), ("product", "Products"), ("account", "Accounts"), ("basket", "Baskets") })
                if (Sales(key) is { HasValues: true } tally) facts[label] = Count(tally.Distinct);
            if (Sales("quantity") is { HasValues: true } quantity) facts["Units"] = Money(quantity.Sum).ToString("N0", CultureInfo.InvariantCulture);
            if (Sales("amount") is { HasValues: true } amount) facts["Net sales"] = $"{Money(amount.Sum).ToString("N2", CultureInfo.InvariantCulture)} {_options.Currency}".TrimEnd();
            if (_rejects.Count > 0) facts["Rows not loaded"] = Count(_rejects.Count);
            return facts;
        }
    }

    public Report Report() => new([.. Kpis()], [ColumnProfile.Table(_files), .. _rejects.Count > 0 ? new[] { _rejects.Table() } : []], Markdown(), [.. new ImportNotices(_files, _tables, _rejects, _sales).All()]);

    private IEnumerable<Kpi> Kpis()
    {
        Kpi Whole(string key, string label, long value, Better better = Better.Neither) => new(key, label, value, null, null, ColumnType.Integer, null, better);
        yield return Whole("rows", "Rows loaded", _files.Sum(f => f.Lines.Rows));
        yield return Whole("rejected", "Rows not loaded", _rejects.Count, Better.Lower);
        foreach (var (key, label) in new[] { ("store", "Stores"), ("product", "Products"), ("account", "Accounts"), ("basket", "Baskets") })
            if (Sales(key) is { HasValues: true } tally) yield return Whole(key + "s", label, tally.Distinct);
        if (Sales("date") is { HasValues: true } date) yield return Whole("days", "Days from first to last", date.ChunkMax - date.ChunkMin + 1);
        if (Sales("quantity") is { HasValues: true } quantity) yield return Whole("quantity", "Units", (long)decimal.Round(Money(quantity.Sum)));
        if (Sales("amount") is { HasValues: true } amount) yield return new("amount", "Net sales", (double)Money(amount.Sum), null, null, ColumnType.Money, _options.Currency, Better.Neither);
    }

    private string Markdown() => $"""
        # Import of {Name}

        {string.Join("\n", Facts.Select(f => $"- {f.Key}: {f.Value}"))}

        ## Files

        {string.Join("\n", _files.Select(File))}

        ## Tables

        {string.Join("\n", _tables.Tables.Select(t => $"- {t.Schema.Name}: {Count(t.Rows)} rows, {string.Join(", ", t.Schema.Columns.Select(c => c.Key))}"))}
        """;

    private static string File(LoadedFile file)
    {
        var lines = file.Lines;
        if (file.Plan.Source.Kind == BasketRows.Kind) return $"- {file.Plan.Source.Name} as baskets, one a line ({file.Plan.Source.Encoding}): {Count(lines.Rows)} items in {Count(file.Tables[0].Tally("basket")?.Distinct ?? 0)} baskets";
        return $"- {file.Plan.Source.Name} as {file.Plan.Table} ({file.Plan.Source.Encoding}): {Count(lines.Total)} lines = {Count(lines.Header)} header + {Count(lines.Rows)} rows"
            + $" + {Count(lines.Rejected)} not loaded + {Count(lines.Blank)} blank + {Count(lines.Continued)} inside quotes";
    }

    private Tally? Sales(string column) => _sales.GetValueOrDefault(column);

    private static decimal Money(Int128 units) => (decimal)units / 10_000m;

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
