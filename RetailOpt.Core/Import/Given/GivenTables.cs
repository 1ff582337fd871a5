using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Files;

namespace RetailOpt.Core.Import.Given;

/// <summary>Reads small given tables with the pieces that an import reads its files with.</summary>
/// <param name="mostRows">Rows that a table may have; it is held in memory.</param>
internal sealed class GivenTables(int mostRows = ImportLimits.GivenRows) : IGivenTables
{
    public GivenTable Read(InputFile file, GivenLayout layout, CancellationToken ct)
    {
        GivenTable[] parts = [.. Pick(file, layout.Sheet).Select(s => GivenText.Read(s, layout, mostRows, ct))];
        var whole = parts.Length == 1 ? parts[0] : parts[0] with { Rows = [.. parts.SelectMany(p => p.Rows)], Broken = [.. parts.SelectMany(p => p.Broken)] };
        if (whole.Rows.Count == 0 && whole.Broken.Count == 0) throw new InputException($"{whole.Name} has a header and no rows.");
        return whole;
    }

    /// <summary>The text itself, or the sheets that the table lies on: a table longer than a sheet goes on in NAME_2, NAME_3 ...</summary>
    private static IReadOnlyList<Source> Pick(InputFile file, string? sheet)
    {
        var found = SourceFinder.Find(file, null);
        var name = SourceFinder.SafeName(file.Name);
        if (found is [var only] && (sheet is null || only.Kind != "workbook")) return found;
        if (sheet is null) return found[0].Kind == "workbook" ? [found[0]] : throw new InputException($"{name} holds {found.Count:N0} files; give the one that is meant.");
        var parts = new List<Source>();
        while (found.FirstOrDefault(s => IsNamed(s, name, PartName(sheet, parts.Count + 1))) is { } part) parts.Add(part);
        return parts.Count > 0 ? parts : throw new InputException($"{name} has no {(found[0].Kind == "workbook" ? "sheet" : "file")} {sheet}; it has: {string.Join(", ", found.Select(s => s.Name[(name.Length + 1)..]))}.");
    }

    private static string PartName(string sheet, int number) => number == 1 ? sheet : string.Create(CultureInfo.InvariantCulture, $"{sheet}_{number}");

    private static bool IsNamed(Source source, string file, string wanted)
    {
        var inner = source.Name.Length > file.Length ? source.Name[(file.Length + 1)..] : source.Name;
        return string.Equals(source.Kind == "workbook" ? inner : Path.GetFileNameWithoutExtension(inner), wanted, StringComparison.OrdinalIgnoreCase);
    }
}
