using System.Globalization;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Import.Files;

/// <summary>The sheets of a workbook (.xlsx, .xlsb, .xls) as tables of text.</summary>
internal static class Spreadsheet
{
    public static IReadOnlyList<Source> Sources(InputFile file, string name)
    {
        var sheets = new List<Source>();
        using var reader = Open(file.Path, name);
        var index = 0;
        do
        {
            var sheet = index++;
            sheets.Add(new Source
            {
                Name = $"{name}/{SourceFinder.SafeName(reader.Name)}",
                Leaf = name,
                Kind = "workbook",
                File = file,
                Raw = _ => new RowsStream(Rows(file.Path, name, sheet).GetEnumerator()),
            });
        }
        while (reader.NextResult());
        return sheets;
    }

    private static IExcelDataReader Open(string path, string name)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance); // .xls needs its code pages
        try { return ExcelReaderFactory.CreateReader(File.OpenRead(path)); }
        catch (InvalidPasswordException e) { throw new InputException($"{name} is protected by a password: save it without one.", e); }
        catch (Exception e) when (e is HeaderException or ExcelReaderException or InvalidDataException or System.Xml.XmlException)
        {
            throw new InputException($"{name} is no readable workbook: {e.Message}", e);
        }
    }

    private static IEnumerable<string?[]> Rows(string path, string name, int sheet)
    {
        using var reader = Open(path, name);
        for (var i = 0; i < sheet; i++) reader.NextResult();
        while (reader.Read())
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = Cell(reader.GetValue(i));
            yield return row;
        }
    }

    private static string? Cell(object? value) => value switch
    {
        null => null,
        // 15 digits are what a workbook holds: .1 + .2 is .3 there
        double number when Math.Abs(number) is < 1e15 and >= 1e-6 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime day => day.ToString(day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
