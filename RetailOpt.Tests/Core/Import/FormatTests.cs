using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using DuckDB.NET.Data;
using RetailOpt.Core.Import;
using RetailOpt.Core.Import.Files;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

/// <summary>The same sales in every format give the same dataset.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly string[] Rows = ["date,store,product,name,quantity,amount", "2024-01-31,001,P1,Café au lait,2,1234.5", "2024-02-01,002,P2,Ünïcode £5,1,-0.25", "2024-02-01,002,P2,,3,7"];
    private static readonly string Text = string.Join('\n', Rows) + "\n";
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("plain")]
    [InlineData("crlf")]
    [InlineData("tab")]
    [InlineData("semicolon")]
    [InlineData("pipe")]
    [InlineData("comma decimals")]
    [InlineData("bom")]
    [InlineData("utf-16")]
    [InlineData("utf-16 without mark")]
    [InlineData("utf-16be")]
    [InlineData("windows-1252")]
    [InlineData("gz")]
    [InlineData("zip")]
    [InlineData("quoted")]
    [InlineData("title above")]
    [InlineData("day first")]
    [InlineData("month names")]
    [InlineData("trailing cells")]
    [InlineData("xlsx")]
    [InlineData("parquet")]
    public async Task AnyFormat_SameRows(string kind)
    {
        using var run = await ImportRun.OfAsync(Write(kind));
        Assert.Equal(["2024-01-31|001|P1|2.0000|1234.5000", "2024-02-01|002|P2|1.0000|-0.2500", "2024-02-01|002|P2|3.0000|7.0000"],
            run.Texts("SELECT concat_ws('|', date, store, product, quantity, amount) FROM sales"));
        Assert.Equal(["P1|Café au lait", "P2|Ünïcode £5"], run.Texts("SELECT product || '|' || name FROM products"));
        Assert.Empty(run.Rejects);
    }

    [Fact]
    public async Task Gbk_IsFound()
    {
        File.WriteAllBytes(_folder["a.csv"], Encodings.Find("gbk")!.GetBytes("str_code,spu_code,cate_name,sub_cate_name,spu_sales_amt,quantity\n11003,15T1078,休闲裤,束脚裤,172991.5,320\n11003,15T1079,T恤,圆领T恤,91.5,3\n"));
        using var run = await ImportRun.OfAsync(_folder["a.csv"]);
        Assert.Equal(["15T1078|休闲裤|束脚裤", "15T1079|T恤|圆领T恤"], run.Texts("SELECT concat_ws('|', product, category, subcategory) FROM products"));
    }

    [Fact]
    public async Task Windows1252_FirstSeenAfterMegabytes_IsFound()
    {
        var ascii = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"2024-01-01,1,P{i},plain name,1,2\n"));
        File.WriteAllBytes(_folder["a.csv"], Encodings.Find("windows-1252")!.GetBytes($"{Rows[0]}\n{ascii}2024-01-01,1,last,Café £5,1,2\n"));
        using var run = await ImportRun.OfAsync(_folder["a.csv"]);
        Assert.Equal("Café £5", run.Ask<string>("SELECT name FROM products WHERE product = 'last'"));
        Assert.Equal(200_001, run.Count("sales"));
    }

    [Fact]
    public async Task SaidUtf8ButIsNot_Refused()
    {
        File.WriteAllBytes(_folder["a.csv"], [0xEF, 0xBB, 0xBF, .. Encoding.Latin1.GetBytes(Text)]);
        Assert.Contains("says that it is UTF-8", await ImportRun.FailsAsync(_folder["a.csv"]));
    }

    [Fact]
    public async Task DatesThatFitBothOrders_AreAsked()
    {
        var file = _folder.Write("a.csv", "date,product,quantity\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"0{i % 9 + 1}/05/2024,A,1\n")));
        Assert.Contains("date-order dmy or date-order mdy", await ImportRun.FailsAsync(file));
        using var dmy = await ImportRun.OfAsync(new ImportOptions { DateOrder = DateOrder.Dmy }, [file]);
        Assert.Equal("2024-05-09", dmy.Dataset.Facts["Last day"]);
        using var mdy = await ImportRun.OfAsync(new ImportOptions { DateOrder = DateOrder.Mdy }, [file]);
        Assert.Equal("2024-09-05", mdy.Dataset.Facts["Last day"]);
    }

    [Theory]
    [InlineData("25/05/2024", "2024-05-25")]
    [InlineData("05/25/2024", "2024-05-25")]
    public async Task DatesDecidedFarDownTheFile_DecideAll(string telling, string last)
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", "date,product,quantity\n" + string.Concat(Enumerable.Repeat("05/05/2024,A,1\n04/05/2024,A,1\n", 3000)) + telling + ",A,1\n"));
        Assert.Equal(last, run.Dataset.Facts["Last day"]);
        Assert.Equal(telling[0] == '2' ? "2024-05-04" : "2024-04-05", run.Dataset.Facts["First day"]);
        Assert.Empty(run.Rejects);
    }

    [Fact]
    public async Task DatesOfBothOrders_AreAsked() => Assert.Contains("dates are day/month and", await ImportRun.FailsAsync(
        _folder.Write("a.csv", "date,product,quantity\n" + string.Concat(Enumerable.Repeat("25/05/2024,A,1\n05/25/2024,A,1\n", 50)))));

    [Fact]
    public async Task NumbersThatTellNothing_TakeThePointAndSaySo()
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", "product;amount\nA;1,234\nB;12\n"));
        Assert.Equal("1246.0000", run.Texts("SELECT sum(amount) FROM sales")[0]);
        Assert.True(run.Says("1,234 has thousands or decimals"));
        using var comma = await ImportRun.OfAsync(new ImportOptions { Decimal = DecimalMark.Comma }, [_folder["a.csv"]]);
        Assert.Equal("13.2340", comma.Texts("SELECT sum(amount) FROM sales")[0]);
    }

    [Fact]
    public async Task Workbook_FirstSheetWithAHeader_OrTheOneSaid()
    {
        using (var book = new XLWorkbook())
        {
            book.AddWorksheet("Notes").Cell(1, 1).Value = "made by hand";
            foreach (var (name, product) in new[] { ("Sales", "A"), ("More", "B") })
            {
                var sheet = book.AddWorksheet(name);
                (sheet.Cell(1, 1).Value, sheet.Cell(1, 2).Value, sheet.Cell(2, 1).Value, sheet.Cell(2, 2).Value) = ("SKU", "SALES_QTY", product, 3);
            }
            book.SaveAs(_folder["b.xlsx"]);
        }
        using var first = await ImportRun.OfAsync(_folder["b.xlsx"]);
        Assert.Equal(["A"], first.Texts("SELECT product FROM sales"));
        using var said = await ImportRun.OfAsync(new ImportOptions { Mapping = """{"b.xlsx/More": {}}""" }, [_folder["b.xlsx"]]);
        Assert.Equal(["B"], said.Texts("SELECT product FROM sales"));
    }

    [Fact]
    public async Task ArchiveOfSeveralFiles_IsOneDataset()
    {
        using (var zip = ZipFile.Open(_folder["a.zip"], ZipArchiveMode.Create))
            foreach (var (name, text) in new[] { ("sales_1.csv", "product,quantity,discount\nA,1,.5\n"), ("sales_2.csv", "product,quantity\nA,2\nB,3\n"), ("products.csv", "product,category\nA,x\n"), ("__MACOSX/._a", "junk") })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        using var run = await ImportRun.OfAsync(_folder["a.zip"]);
        Assert.Equal(["1|2|1.0000|0.5000", "2|2|2.0000", "2|3|3.0000"], run.Texts("SELECT concat_ws('|', source_file, source_line, quantity, discount) FROM sales"));
        Assert.True(run.Says("whose product is not among the products (such as B)", 1));
    }

    [Fact]
    public async Task HashMadeWhileWriting_IsTheOneReadFromTheFile()
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv",
            "date,store,product,quantity,unit_price,feature,campaign\n2024-01-01,1,A,1,2,1,x\n,2,B,,2,,\n2023-01-01,3,,1,2,0,\n1999-12-31,,Ünï,-3,2.25,0,yy\n"));
        Assert.Equal(run.Dataset.Tables[0].Hash, await run.HashAsync("sales"));
        Assert.Equal(3 - 1, run.Count("sales"));
    }

    private string Write(string kind)
    {
        string Save(string text, Encoding? encoding = null, bool mark = false)
        {
            File.WriteAllBytes(_folder["sales.csv"], [.. mark ? encoding!.GetPreamble() : [], .. (encoding ?? new UTF8Encoding(false)).GetBytes(text)]);
            return _folder["sales.csv"];
        }
        string Each(Func<string, string> row) => string.Concat(Rows.Select(r => row(r) + "\n"));
        switch (kind)
        {
            case "crlf": return Save(Text.ReplaceLineEndings("\r\n"));
            case "tab": return Save(Text.Replace(',', '\t'));
            case "semicolon": return Save(Text.Replace(',', ';'));
            case "pipe": return Save(Text.Replace(',', '|'));
            case "comma decimals": return Save(Text.Replace(',', ';').Replace("1234.5", "1.234,50").Replace("-0.25", "-0,25"));
            case "bom": return Save(Text, Encoding.UTF8, mark: true);
            case "utf-16": return Save(Text, Encoding.Unicode, mark: true);
            case "utf-16 without mark": return Save(Text, Encoding.Unicode);
            case "utf-16be": return Save(Text, Encoding.BigEndianUnicode, mark: true);
            case "windows-1252": return Save(Text, Encodings.Find("windows-1252"));
            case "quoted": return Save(Each(r => string.Join(',', r.Split(',').Select(c => $"\"{c}\""))));
            case "title above": return Save("Sales of the year\n\n" + Text);
            case "day first": return Save(Text.Replace("2024-01-31", "31.01.2024").Replace("2024-02-01", "01.02.24 09:30"));
            case "month names": return Save(Text.Replace("2024-01-31", "31-JAN-24").Replace("2024-02-01", "1 Feb 2024"));
            case "trailing cells": return Save(Each(r => r + ",,"));
            case "gz":
                using (var zip = new GZipStream(File.Create(_folder["sales.gz"]), CompressionLevel.Fastest)) zip.Write(Encoding.UTF8.GetBytes(Text));
                return _folder["sales.gz"];
            case "zip":
                using (var zip = ZipFile.Open(_folder["sales.zip"], ZipArchiveMode.Create))
                using (var writer = new StreamWriter(zip.CreateEntry("in/a/folder.csv").Open())) writer.Write(Text);
                return _folder["sales.zip"];
            case "xlsx": return Workbook();
            case "parquet":
                using (var duck = new DuckDBConnection("DataSource=:memory:"))
                {
                    duck.Open();
                    using var command = duck.CreateCommand();
                    command.CommandText = $"COPY (SELECT * FROM read_csv('{Save(Text)}', types = {{'store': 'VARCHAR', 'amount': 'DECIMAL(12,2)'}})) TO '{_folder["sales.parquet"]}' (FORMAT parquet)";
                    command.ExecuteNonQuery();
                }
                return _folder["sales.parquet"];
            default: return Save(Text);
        }
    }

    private string Workbook()
    {
        using var book = new XLWorkbook();
        var sheet = book.AddWorksheet("Sales");
        for (var r = 0; r < Rows.Length; r++)
        {
            var cells = Rows[r].Split(',');
            for (var c = 0; c < cells.Length; c++)
            {
                var cell = sheet.Cell(r + 1, c + 1);
                if (r > 0 && c == 0) cell.Value = DateTime.Parse(cells[c]);
                else if (r > 0 && c > 3) cell.Value = double.Parse(cells[c], System.Globalization.CultureInfo.InvariantCulture);
                else cell.SetValue(cells[c]).DataType = XLDataType.Text;
            }
        }
        book.SaveAs(_folder["sales.xlsx"]);
        return _folder["sales.xlsx"];
    }

    public void Dispose() => _folder.Dispose();
}
