using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Given;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

/// <summary>Small given tables as people write them.</summary>
public sealed class GivenTablesTests : IDisposable
{
    private static readonly GivenLayout Locks = new(null, new GivenColumn("SKU", Aliases: ["product"]), new GivenColumn("MD", ColumnType.Number), new GivenColumn("NOTE", Required: false));
    private readonly TempFolder _files = new();

    public void Dispose() => _files.Dispose();

    private static GivenTable Read(string path, GivenLayout? layout = null) => new GivenTables().Read(new InputFile(path, Path.GetFileName(path), "h"), layout ?? Locks, TestContext.Current.CancellationToken);

    private GivenTable ReadText(string text, GivenLayout? layout = null) => Read(_files.Write("locks.csv", text), layout);

    private GivenTable ReadBytes(params byte[][] parts)
    {
        File.WriteAllBytes(_files["locks.csv"], [.. parts.SelectMany(p => p)]);
        return Read(_files["locks.csv"]);
    }

    private static (long, string, double)[] Rows(GivenTable table) => [.. table.Rows.Select(r => (r.Line, r["SKU"].Text, r["MD"].Number))];

    private static void Refused(Action act, params string[] says)
    {
        var message = Assert.Throws<InputException>(act).Message;
        Assert.All(says, s => Assert.Contains(s, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SKU,MD\nA,.3\nB,30%\n")]
    [InlineData("md;product\n,3;A\n0,3;B\n")]
    [InlineData("Sku\tNOTE\tMd\r\nA\tx\t0.30\r\nB\t\t30 %\r\n")]
    [InlineData("\uFEFFS_K_U,MD\n\"A\",\"0.3\"\nB,3e-1")]
    public void Read_HeadersMarksAndDelimiters_AreFound(string text) => Assert.Equal([(2L, "A", .3), (3L, "B", .3)], Rows(ReadText(text)));

    [Fact]
    public void Read_QuotedLinesAndBlankOnes_KeepTheirLineNumbers()
    {
        var table = ReadText("SKU,MD,NOTE\nA,.1,\"two\nlines\"\n\n , ,\nB,.2,\n");
        Assert.Equal([(2L, "A", .1), (6L, "B", .2)], Rows(table));
        Assert.Equal("two\nlines", table.Rows[0]["NOTE"].Text);
        Assert.Equal("locks.csv, line 6", table.Place(table.Rows[1]));
    }

    [Fact]
    public void Read_NumbersThatAreNone_KeepTheirText()
    {
        var table = ReadText("SKU,MD\nA,abc\nB,\nC\nD,1e999\nE,NaN\n");
        Assert.Equal(["abc", "", "", "1e999", "NaN"], table.Rows.Select(r => r["MD"].Text));
        Assert.All(table.Rows, r => Assert.True(double.IsNaN(r["MD"].Number)));
        Assert.Equal([false, true, true, false, false], table.Rows.Select(r => r["MD"].IsEmpty));
        Assert.True(table.Rows[0]["NOTE"].IsEmpty);
    }

    [Fact]
    public void Read_LinesThatCannotBeSplit_AreToldAndTheRestGoesOn()
    {
        var table = ReadText("SKU,MD\nA,.1\nB,.2,extra\n\"C,.3\nD,.4\n");
        Assert.Equal([(2L, "A", .1), (5L, "D", .4)], Rows(table));
        Assert.Equal([(3L, "it has 3 cells where the header has 2"), (4L, "the quotes in it do not close")], table.Broken);
    }

    [Fact]
    public void Read_GuardedText_IsRestored() => Assert.Equal(["=A", "-B", "'C"], ReadText("SKU,MD\n'=A,.1\n'-B,.1\n'C,.1\n").Rows.Select(r => r["SKU"].Text));

    [Fact]
    public void Read_AnotherEncoding_IsRead()
    {
        var utf16 = Encoding.Unicode;
        Assert.Equal("Käse", ReadBytes([.. utf16.Preamble], utf16.GetBytes("SKU,MD\nKäse,.1\n")).Rows[0]["SKU"].Text);
        Assert.Equal("Käse", ReadBytes(Encoding.Latin1.GetBytes("SKU,MD\nKäse,.1\n")).Rows[0]["SKU"].Text);
        // beyond what is looked at to tell the encoding
        var late = ReadBytes(Encoding.Latin1.GetBytes("SKU,MD\n" + string.Concat(Enumerable.Repeat("A,.1\n", 100_000)) + "Käse,.1\n"));
        Assert.Equal((100_001, "Käse"), (late.Rows.Count, late.Rows[^1]["SKU"].Text));
    }

    [Fact]
    public void Read_Workbook_TakesTheFirstSheetOrTheNamedOneAndItsContinuation()
    {
        var path = _files["book.xlsx"];
        using (var book = new XLWorkbook())
        {
            foreach (var (name, sku) in new[] { ("Notes", "A"), ("PLAN", "B"), ("PLAN_2", "C") })
            {
                var sheet = book.AddWorksheet(name);
                (sheet.Cell(1, 1).Value, sheet.Cell(1, 2).Value, sheet.Cell(3, 1).Value, sheet.Cell(3, 2).Value) = ("SKU", "MD", sku, .25);
            }
            book.SaveAs(path);
        }
        var first = Read(path);
        Assert.Equal([(3L, "A", .25)], Rows(first));
        Assert.Equal("book.xlsx/Notes, row 3", first.Place(first.Rows[0]));
        Assert.Equal([(3L, "B", .25), (3L, "C", .25)], Rows(Read(path, Locks with { Sheet = "plan" })));
        Refused(() => Read(path, Locks with { Sheet = "LOCKS" }), "book.xlsx has no sheet LOCKS; it has: Notes, PLAN, PLAN_2");
    }

    [Fact]
    public void Read_Archive_TakesTheFileOfTheSheetsName()
    {
        var path = _files["all.zip"];
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            foreach (var (name, text) in new[] { ("RESULT.csv", "SKU,MD\nA,.1\n"), ("PLAN.csv", "SKU,MD\nB,.2\n") })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        Assert.Equal([(2L, "B", .2)], Rows(Read(path, Locks with { Sheet = "PLAN" })));
        Refused(() => Read(path), "2 files", "give the one");
        Refused(() => Read(path, Locks with { Sheet = "LOCKS" }), "no file LOCKS", "RESULT.csv, PLAN.csv");
    }

    [Fact]
    public void Read_HeaderThatCannotServe_IsRefusedWithWhatWasFound()
    {
        Refused(() => ReadText("SKU,Markdown new,Colour\nA,.3,red\n"), "locks.csv has no column MD.", "It needs SKU, MD;", "not known in it: Markdown new, Colour.");
        Refused(() => ReadText("A,.3\nB,.2\n"), "no column SKU and no column MD", "not known in it: A, .3");
        Refused(() => ReadText("SKU,MD,md\nA,.3,.4\n"), "2 columns that can be MD: MD, md");
    }

    [Fact]
    public void Read_FileWithoutRows_IsRefused()
    {
        Refused(() => ReadText(""), "locks.csv is empty");
        Refused(() => ReadText(" \n\n"), "locks.csv is empty");
        Refused(() => ReadText("SKU,MD\n"), "locks.csv has a header and no rows");
        Refused(() => ReadBytes([1, 0, 2, 3, 0, 0, 0, 9]), "locks.csv");
    }

    [Fact]
    public void Read_MoreRowsThanAreHeld_IsRefused() => Refused(
        () => new GivenTables(mostRows: 2).Read(new InputFile(_files.Write("locks.csv", "SKU,MD\nA,.1\nB,.1\nC,.1\n"), "locks.csv", "h"), Locks, TestContext.Current.CancellationToken), "locks.csv: more than 2 rows");
}
