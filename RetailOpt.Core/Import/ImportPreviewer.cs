using System.Text;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Import.Files;
using RetailOpt.Core.Import.Load;
using RetailOpt.Core.Import.Mapping;
using RetailOpt.Core.Import.Text;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import;

/// <summary>
/// Looks at the beginnings of files and proposes how to import them. Only here are mappings remembered and recalled: an import itself reads its
/// options alone, so that it can be repeated.
/// </summary>
public sealed class ImportPreviewer(IMappingMemory memory)
{
    private const int ShownRows = 50;

    /// <summary>Previews files under options; their mapping corrects the proposal.</summary>
    public async Task<ImportPreview> LookAsync(IReadOnlyList<InputFile> files, ImportOptions options, CancellationToken ct = default)
    {
        var previews = new List<FilePreview>();
        foreach (var file in files) previews.AddRange(await LookAsync(file, options, ct));
        var mapping = previews.Where(p => p.Table is not null).GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Mapping(g.First()));
        return new(previews, MappingPlan.ToJson(mapping));
    }

    /// <summary>Remembers how the files of a preview are mapped, for the next files with the same headers.</summary>
    public async Task RememberAsync(ImportPreview preview, CancellationToken ct = default)
    {
        foreach (var file in preview.Files.Where(f => f.Table is not null))
            await memory.KeepAsync(file.Columns.Select(c => c.Header), MappingPlan.ToJson(Mapping(file)), ct);
    }

    private async Task<IReadOnlyList<FilePreview>> LookAsync(InputFile file, ImportOptions options, CancellationToken ct)
    {
        try
        {
            var planner = new Planner(options);
            Source[] sources = [.. SourceFinder.Find(file, options.Encoding).Select(s => BasketRows.Of(s, options.FileFormat))];
            if (sources[0].Kind != "workbook") return await AllAsync(sources, []);
            return await AllAsync([planner.PickSheet(sources)], [.. sources.Select(s => s.Name)]);

            async Task<FilePreview[]> AllAsync(IReadOnlyList<Source> chosen, string[] sheets)
            {
                var found = new FilePreview[chosen.Count];
                for (var i = 0; i < found.Length; i++) found[i] = await LookAsync(planner, chosen[i], sheets, ct);
                return found;
            }
        }
        catch (InputException e) { return [Broken(SourceFinder.SafeName(file.Name), e)]; }
    }

    private async Task<FilePreview> LookAsync(Planner planner, Source source, string[] sheets, CancellationToken ct)
    {
        try
        {
            var said = planner.Correction(source);
            var head = TextHead.Read(source, [.. said?.Columns.Keys ?? []]);
            var recalled = said is null ? await memory.FindAsync(head.Header, ct) : null;
            var proposal = Proposal.Make(source.Name, source.Leaf, head.Header, said ?? (recalled is null ? null : MappingPlan.ParseFile(recalled)));
            var error = proposal.Table is not { } table ? $"No table could be recognised. {TableNeeds.Explain()}"
                : TableNeeds.Missing(table, proposal.Targets.SelectMany(t => t).Where(t => t.Table == table).Select(t => t.Column)) is { } missing ? $"As {table} it lacks {missing}." : null;
            var columns = head.Header.Select((h, i) => new ColumnPreview(h, Guess(head.Rows.Select(r => i < r.Length ? r[i] : "")), [.. proposal.Targets[i].Select(t => new ColumnTarget(t.Table, t.Column, t.Confidence))]));
            var preview = new FilePreview(source.Name, source.Kind, source.Encoding, source.IsMade ? "" : Say(head.Delimiter), proposal.Table, head.HeaderRecords, [.. columns], [.. head.Rows.Take(ShownRows)], sheets, recalled is not null, error);
            return error is null ? WithQuestion(preview, source, planner.Options, ct) : preview;
        }
        catch (InputException e) { return Broken(source.Name, e); }
    }

    /// <summary>Decides the formats as the import will; where the first rows cannot, the whole file is read.</summary>
    private static FilePreview WithQuestion(FilePreview preview, Source source, ImportOptions options, CancellationToken ct)
    {
        var mapped = options with { Mapping = MappingPlan.ToJson(new Dictionary<string, FileMapping> { [preview.Name] = Mapping(preview) }) };
        if (Problem(mapped) is not { } problem) return preview;
        // an answer may uncover the next question: another problem is progress too
        var asks = options.DateOrder == DateOrder.Auto && Problem(mapped with { DateOrder = DateOrder.Dmy }) != problem ? FormatQuestion.DateOrder
            : options.Decimal == DecimalMark.Auto && Problem(mapped with { Decimal = DecimalMark.Point }) != problem ? FormatQuestion.Decimal : FormatQuestion.None;
        return preview with { Error = problem, Asks = asks };

        string? Problem(ImportOptions tried)
        {
            try
            {
                new Planner(tried).Plan(source, ct);
                return null;
            }
            catch (InputException e) { return e.Message; }
        }
    }

    private static FilePreview Broken(string name, InputException e) => new(name, "", "", "", null, 0, [], [], [], false, e.Message);

    private static FileMapping Mapping(FilePreview file) => new(file.Table, file.Columns.GroupBy(c => c.Header).Where(g => g.Key.Length > 0)
        .ToDictionary(g => g.Key, g => string.Join(", ", g.First().Targets.Select(t => $"{t.Table}.{t.Column}"))));

    private static string Say(byte delimiter) => delimiter == '\t' ? "tab" : ((char)delimiter).ToString();

    private static ColumnType Guess(IEnumerable<string> cells)
    {
        var values = cells.Where(c => !Cells.IsNothing(Encoding.UTF8.GetBytes(c))).Take(200).Select(Encoding.UTF8.GetBytes).ToArray();
        bool All(Func<byte[], bool> fits) => values.Length > 0 && values.All(fits);
        return All(v => Numbers.Whole(v, false, out _) == Failure.None) ? ColumnType.Integer
            : All(v => Numbers.Real(v, false, out _) == Failure.None) || All(v => Numbers.Real(v, true, out _) == Failure.None) ? ColumnType.Number
            : All(v => Dates.Orders(v, out _) != DateOrders.None) ? ColumnType.Date : ColumnType.Text;
    }
}
