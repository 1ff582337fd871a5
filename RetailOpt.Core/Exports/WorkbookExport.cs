using System.Globalization;
using System.IO.Compression;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>
/// Writes tables as an Excel workbook: a sheet each, with typed cells, number formats, a formatted table, frozen header and fixed widths, then PARAMETERS.
/// The package is written part by part as rows arrive, so memory does not grow with the rows; a table of more rows than a sheet holds goes on in NAME_2, NAME_3 ...
/// </summary>
internal sealed class WorkbookExport(int sheetRows = WorkbookExport.MostRows)
{
    /// <summary>Rows of a sheet in Excel below its header.</summary>
    public const int MostRows = 1_048_575;

    private const int MostColumns = 16_384;
    private readonly List<(string Sheet, string TableName)> _sheets = [];
    private readonly SheetNames _names = new();
    private readonly List<Fact> _notes = [];

    /// <summary>Writes the tables that belong in a workbook, and the facts; the stream must allow seeking and stays open.</summary>
    public static void Write(Stream target, IEnumerable<IResultTable> tables, IReadOnlyList<Fact> facts, CancellationToken ct) => new WorkbookExport().WriteAll(target, tables, facts, ct);

    /// <summary>The same; an instance writes one workbook.</summary>
    public void WriteAll(Stream target, IEnumerable<IResultTable> tables, IReadOnlyList<Fact> facts, CancellationToken ct)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var table in tables.Where(t => t.Schema.InWorkbook)) WriteTable(zip, table, ct);
        WriteTable(zip, RunFacts.Table([.. facts, .. _notes]), ct);
        WorkbookParts.Write(zip, [.. _sheets.Select(s => s.Sheet)]);
    }

    private void WriteTable(ZipArchive zip, IResultTable table, CancellationToken ct)
    {
        if (table.Schema.Columns.Count > MostColumns) throw new InvalidOperationException($"Table {table.Schema.Name} has {table.Schema.Columns.Count} columns; a sheet holds {MostColumns}. Export it as CSV.");
        using var rows = table.Read().GetEnumerator();
        var (sheets, cut, more) = (0, 0L, rows.MoveNext());
        do
        {
            var sheet = new Sheet(table.Schema, _sheets.Count + 1, _names.Take(table.Schema.Name));
            more = sheet.Write(zip, rows, more, sheetRows, ct);
            _sheets.Add((sheet.Name, table.Schema.Name));
            cut += sheet.CutTexts;
            sheets++;
        }
        while (more);
        if (sheets > 1) _notes.Add(new("Workbook", table.Schema.Name, string.Create(CultureInfo.InvariantCulture, $"More rows than a sheet holds: it goes on in {sheets} sheets, {_sheets[^sheets].Sheet} to {_sheets[^1].Sheet}.")));
        if (cut > 0) _notes.Add(new("Workbook", table.Schema.Name, string.Create(CultureInfo.InvariantCulture, $"Texts longer than {Sheet.LongestText:N0} characters, the most a cell holds, were cut: {cut:N0}. The CSV has them whole.")));
    }
}
