using System.Text;
using ClosedXML.Excel;
using CsCheck;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using RetailOpt.Core.Exports;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Exports;

public sealed class WorkbookExportTests
{
    private static readonly string[] Hostile = ["=1+1", "+1", "-1", "@x", "\tTab", "00123", "1e5", "_x0041_", "a\u0001b", "line\r\nbreak", "\uFFFE", "<&>\"'", "]]>", " spaces ", "😀", "TRUE"];

    [Fact]
    public void Write_AnyTables_AreValidAndReadBackByTwoReaders() => Gen.Select(RandomTables.UpTo(12), RandomTables.UpTo(3)).Sample((first, second) =>
    {
        using var file = Write([first, second with { Schema = second.Schema with { Name = "Random" } }]);
        Assert.Empty(Problems(file));
        using var book = new XLWorkbook(file);
        Assert.Equal(["random", "Random_2", "PARAMETERS"], book.Worksheets.Select(s => s.Name));
        Same(first, book.Worksheet(1));
        Same(second, book.Worksheet(2));
        file.Position = 0;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(file);
        reader.Read();
        foreach (var row in first.Rows)
        {
            Assert.True(reader.Read());
            for (var i = 0; i < row.Length; i++) Assert.Equal(row[i] is "" ? null : Expected(row[i]), reader.GetValue(i));
        }
    }, iter: 30, threads: 1);

    [Fact]
    public void Write_HostileText_StaysTextAndIsReadBackWhole()
    {
        using var file = Write([RowTable.Of("t", [new("text", "Text", ColumnType.Text)], [.. Hostile.Select(t => new object?[] { t })])]);
        Assert.Empty(Problems(file));
        using var book = new XLWorkbook(file);
        var cells = book.Worksheet(1).Column(1).CellsUsed().Skip(1).ToList();
        Assert.All(cells, c => Assert.False(c.HasFormula));
        Assert.All(cells, c => Assert.Equal(XLDataType.Text, c.DataType));
        file.Position = 0;
        using var package = SpreadsheetDocument.Open(file, false);
        var texts = package.WorkbookPart!.WorksheetParts.First().Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().Skip(1).Select(t => Unescape(t.Text));
        Assert.Equal(Hostile, texts);
    }

    [Fact]
    public void Write_MoreRowsThanASheetHolds_GoesOnInTheNext_AndSaysSo()
    {
        var layout = new TableLayout<int>("LINES", "Lines").Integer("n", "N", n => n);
        using var file = new MemoryStream();
        new WorkbookExport(sheetRows: 10).WriteAll(file, [layout.Of(Enumerable.Range(0, 25), null), layout.Of(Enumerable.Range(0, 10), null)], [], CancellationToken.None);
        Assert.Empty(Problems(file));
        using var book = new XLWorkbook(file);
        Assert.Equal(["LINES", "LINES_2", "LINES_3", "LINES_4", "PARAMETERS"], book.Worksheets.Select(s => s.Name));
        Assert.Equal(Enumerable.Range(0, 25), Enumerable.Range(1, 3).SelectMany(s => book.Worksheet(s).Column(1).CellsUsed().Skip(1).Select(c => c.GetValue<int>())));
        Assert.Contains("3 sheets, LINES to LINES_3", book.Worksheet("PARAMETERS").Cell("C2").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LayoutOfASheet_IsFrozenFormattedAndWideEnough()
    {
        using var file = Write([RowTable.Of("t", RandomTables.Columns, ["a", 1L, 1.5, 2.25m, .5, new DateOnly(2024, 2, 29), true, "b"])]);
        using var book = new XLWorkbook(file);
        var sheet = book.Worksheet(1);
        Assert.Equal(1, sheet.SheetView.SplitRow);
        Assert.Equal("A1:H2", Assert.Single(sheet.Tables).RangeAddress.ToString());
        Assert.Equal("#,##0.00##", sheet.Cell("D2").Style.NumberFormat.Format);
        Assert.Equal("0.0%", sheet.Cell("E2").Style.NumberFormat.Format);
        Assert.True(sheet.Column(1).Width > 19);
    }

    [Fact]
    public void Write_TableKeptOutOfWorkbooks_HasNoSheet_AndFactsAreThere()
    {
        using var file = Write([new TableLayout<int>("chart", "Chart", inWorkbook: false).Integer("n", "N", n => n).Of([1])], [new("Option", "target-md", "=0.3")]);
        using var book = new XLWorkbook(file);
        Assert.Equal("PARAMETERS", Assert.Single(book.Worksheets).Name);
        Assert.Equal("=0.3", book.Worksheet(1).Cell("C2").GetString());
    }

    [Fact]
    public void Write_TextLongerThanACell_IsCutAndSaid()
    {
        using var file = Write([RowTable.Of("t", [new("text", "Text", ColumnType.Text)], [new string('x', 40_000)])]);
        using var book = new XLWorkbook(file);
        Assert.Equal(32_767, book.Worksheet(1).Cell("A2").GetString().Length);
        Assert.Contains("were cut: 1", book.Worksheet(2).Cell("C2").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a:b\\c/d?e*f[g]", "a_b_c_d_e_f_g_")]
    [InlineData("history", "history_2")]
    [InlineData("'x'", "x")]
    [InlineData("", "Sheet")]
    [InlineData("a name that is much too long for a sheet", "a name that is much too long fo")]
    public void Take_AnyWish_IsANameThatExcelTakes(string wish, string name) => Assert.Equal(name, new SheetNames().Take(wish));

    private static MemoryStream Write(IEnumerable<IResultTable> tables, params IReadOnlyList<Fact> facts)
    {
        var file = new MemoryStream();
        WorkbookExport.Write(file, tables, facts, CancellationToken.None);
        file.Position = 0;
        return file;
    }

    private static IEnumerable<string> Problems(Stream file)
    {
        file.Position = 0;
        using var package = SpreadsheetDocument.Open(file, false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2013).Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
    }

    private static void Same(RowTable table, IXLWorksheet sheet)
    {
        for (var r = 0; r < table.Rows.Count; r++)
            for (var c = 0; c < table.Schema.Columns.Count; c++)
                Assert.Equal(Expected(table.Rows[r][c]), Value(sheet.Cell(r + 2, c + 1), table.Rows[r][c]));
    }

    private static object? Expected(object? cell) => cell switch
    {
        long whole => (double)whole,
        decimal amount => (double)amount,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        _ => cell,
    };

    private static object? Value(IXLCell cell, object? like) => like switch
    {
        null => cell.IsEmpty() ? null : cell.Value,
        string => cell.GetString(),
        bool => cell.GetBoolean(),
        DateOnly => cell.GetDateTime(),
        _ => cell.GetDouble(),
    };

    private static string Unescape(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "_x([0-9A-F]{4})_", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
}
