using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Mapping;
using RetailOpt.Core.Import.Text;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>Decides how files are read: header, mapping, formats.</summary>
internal sealed class Planner(ImportOptions options)
{
    private readonly IReadOnlyDictionary<string, FileMapping> _corrections = MappingPlan.Parse(options.Mapping);

    /// <summary>What was asked.</summary>
    public ImportOptions Options => options;

    /// <summary>The plans of a file: one, one for each member of an archive, or that of a workbook's first recognisable sheet.</summary>
    /// <exception cref="InputException">A source cannot be read or recognised.</exception>
    public IReadOnlyList<FilePlan> Plan(InputFile file, CancellationToken ct)
    {
        var sources = SourceFinder.Find(file, options.Encoding);
        if (sources[0].Kind == "workbook") sources = [PickSheet(sources)];
        return [.. sources.Select(s => Plan(BasketRows.Of(s, options.FileFormat), ct))];
    }

    /// <summary>Header, first rows and proposal of a source, before formats are decided.</summary>
    public (TextHead Sample, Proposal Proposal) Propose(Source source)
    {
        var correction = Correction(source);
        var sample = TextHead.Read(source, [.. correction?.Columns.Keys ?? []]);
        return (sample, Proposal.Make(source.Name, source.Leaf, sample.Header, correction));
    }

    /// <summary>What the options say of a source, or null.</summary>
    public FileMapping? Correction(Source source) =>
        _corrections.GetValueOrDefault(source.Name) ?? _corrections.GetValueOrDefault(source.Leaf) ?? _corrections.GetValueOrDefault("*");

    /// <summary>The sheet that the options name, else the first with a recognisable header.</summary>
    public Source PickSheet(IReadOnlyList<Source> sheets)
    {
        if (sheets.FirstOrDefault(s => _corrections.ContainsKey(s.Name)) is { } said) return said;
        foreach (var sheet in sheets)
        {
            using var text = sheet.OpenText();
            if (text.ReadByte() < 0) continue;
            if (Propose(sheet).Proposal.Table is not null) return sheet;
        }
        return sheets[0];
    }

    /// <summary>The plan of one source.</summary>
    /// <exception cref="InputException">It is not recognised, lacks a column, or leaves a format open.</exception>
    public FilePlan Plan(Source source, CancellationToken ct)
    {
        var (sample, proposal) = Propose(source);
        var found = $"Found the columns {string.Join(", ", sample.Header.Take(30))}.";
        if (proposal.Table is not { } table) throw new InputException($"{source.Name}: no table could be recognised. {found} {TableNeeds.Explain()}");
        var mapped = proposal.Targets.SelectMany(t => t).Where(t => t.Table == table).Select(t => t.Column);
        if (TableNeeds.Missing(table, mapped) is { } missing) throw new InputException($"{source.Name} as {table} lacks {missing}. {found}");
        var evidence = Survey(sample, proposal, ct);
        return new(sample, table, proposal.Targets, evidence.DayFirst(source.Name, options.DateOrder), evidence.Comma(source.Name, options.Decimal),
            options.Decimal == DecimalMark.Auto ? evidence.UnsureNumber : null);
    }

    /// <summary>Looks at the sample, and at the whole file where the sample cannot decide.</summary>
    private FormatEvidence Survey(TextHead sample, Proposal proposal, CancellationToken ct)
    {
        bool Has(int i, Func<ColumnType, bool> type) => proposal.Targets[i].Any(t => type(Canonical.Tables[t.Table][t.Column].Type));
        var dates = Enumerable.Range(0, sample.Header.Count).Where(i => Has(i, t => t == ColumnType.Date)).ToArray();
        var numbers = Enumerable.Range(0, sample.Header.Count).Where(i => Has(i, t => t is ColumnType.Money or ColumnType.Number or ColumnType.Percent or ColumnType.Integer)).ToArray();
        var evidence = new FormatEvidence();
        foreach (var row in sample.Rows)
        {
            foreach (var i in dates) if (i < row.Length) evidence.AddDate(System.Text.Encoding.UTF8.GetBytes(row[i]));
            foreach (var i in numbers) if (i < row.Length) evidence.AddNumber(System.Text.Encoding.UTF8.GetBytes(row[i]));
        }
        var unclear = (evidence.DatesMatter && options.DateOrder == DateOrder.Auto) || (evidence.NumbersUnclear && options.Decimal == DecimalMark.Auto);
        return unclear && sample.Rows.Count >= ImportLimits.SampleRecords ? SurveyWhole(sample, dates, numbers, ct) : evidence;
    }

    private static FormatEvidence SurveyWhole(TextHead sample, int[] dates, int[] numbers, CancellationToken ct)
    {
        var evidence = new FormatEvidence();
        using var text = sample.Source.OpenText();
        var cutter = new ChunkCutter(text, sample.Delimiter, sample.Source.Name);
        var cells = new List<(int Start, int Length, bool Quoted)>();
        var skip = sample.HeaderRecords;
        while (cutter.Next(ct) is { } chunk)
        {
            using (chunk)
                for (var at = 0; at < chunk.Length;)
                {
                    Records.TryFind(chunk.Text, at, sample.Delimiter, last: true, out var end, out var shape);
                    var record = chunk.Text[at..end];
                    at = end;
                    if (shape == RecordShape.Broken || skip-- > 0) continue;
                    Records.Split(record, sample.Delimiter, cells);
                    foreach (var i in dates) if (i < cells.Count) evidence.AddDate(Cells.Trim(record.Slice(cells[i].Start, cells[i].Length)));
                    foreach (var i in numbers) if (i < cells.Count) evidence.AddNumber(Cells.Trim(record.Slice(cells[i].Start, cells[i].Length)));
                }
        }
        return evidence;
    }
}
