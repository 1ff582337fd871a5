using RetailOpt.Core.Import.Load;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Reporting;

/// <summary>One line for each column of each file: where it went and what it holds.</summary>
internal static class ColumnProfile
{
    private sealed record Line(long Number, string File, string Header, string? Table, string? Column, string? Type, Tally? Tally, bool Own);

    private static readonly TableLayout<Line> Layout = new TableLayout<Line>("COLUMNS", "Columns of the files")
        .Integer("NUMBER", "No.", l => l.Number).Text("FILE", "File", l => l.File).Text("HEADER", "Header", l => l.Header)
        .Text("TABLE", "Table", l => l.Table).Text("COLUMN", "Column", l => l.Column).Text("TYPE", "Type", l => l.Type)
        .Integer("ROWS", "Rows", l => l.Own ? l.Tally?.Rows : null).Integer("EMPTY", "Empty", l => l.Own ? l.Tally?.Empty : null).Integer("DISTINCT", "Different values", l => l.Tally?.Distinct)
        .Text("MIN", "Least", l => Short(l.Tally?.Min)).Text("MAX", "Greatest", l => Short(l.Tally?.Max))
        .OrderBy("NUMBER").IdentifiedBy("FILE", "HEADER", "TABLE", "COLUMN");

    public static IResultTable Table(IReadOnlyList<LoadedFile> files)
    {
        var lines = new List<Line>();
        foreach (var file in files)
            for (var i = 0; i < file.Plan.Sample.Header.Count; i++)
            {
                var header = file.Plan.Sample.Header[i];
                foreach (var target in file.Plan.Targets[i])
                {
                    var tally = file.Tables.First(t => t.Layout.Table == target.Table).Tally(target.Column);
                    lines.Add(new(lines.Count + 1, file.Plan.Source.Name, header, target.Table, target.Column, tally?.Column.Type.ToString(), tally, target.Table == file.Plan.Table));
                }
                if (file.Plan.Targets[i].Count == 0) lines.Add(new(lines.Count + 1, file.Plan.Source.Name, header, null, null, null, null, false));
            }
        return Layout.Of(lines);
    }

    private static string? Short(string? text) => text is { Length: > 80 } ? text[..80] : text;
}
