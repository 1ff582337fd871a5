using System.IO.Compression;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

/// <summary>Files that are wrong: a clear error, or the bad rows listed and the others loaded.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Header = "date,store,product,quantity,amount\n";
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task EmptyFile_Refused() => Assert.Equal("a.csv is empty.", await ImportRun.FailsAsync(_folder.Write("a.csv", "")));

    [Fact]
    public async Task OnlyBlanks_Refused() => Assert.Equal("a.csv is empty.", await ImportRun.FailsAsync(_folder.Write("a.csv", " \n\n\t\n")));

    [Fact]
    public async Task HeaderOnly_Refused() => Assert.Equal("a.csv: a header and no rows.", await ImportRun.FailsAsync(_folder.Write("a.csv", Header)));

    [Fact]
    public async Task WrongColumns_SaysWhatIsNeededAndWhatWasFound()
    {
        var message = await ImportRun.FailsAsync(_folder.Write("a.csv", "colour,weight\nred,3\n"));
        Assert.Contains("Found the columns colour, weight", message);
        Assert.Contains("product_id", message);
        Assert.Contains("quantity", message);
    }

    [Fact]
    public async Task SaidTableLacksColumn_SaysWhich()
    {
        var options = new ImportOptions { Mapping = """{"a.csv": {"table": "sales"}}""" };
        Assert.StartsWith("a.csv as sales lacks quantity or amount.", await ImportRun.FailsAsync(options, _folder.Write("a.csv", "product,weight\nred,3\n")));
    }

    [Theory]
    [InlineData("2024-01-02,1,A,two,3.5", "quantity", "'two' is not a number")]
    [InlineData("2024-01-02,1,A,2,inf", "amount", "'inf' is not a finite number")]
    [InlineData("2024-01-02,1,A,NaN,3.5", "quantity", "'NaN' is not a finite number")]
    [InlineData("2024-01-02,1,A,2,-Infinity", "amount", "'-Infinity' is not a finite number")]
    [InlineData("2024-01-02,1,A,1e300,3", "quantity", "'1e300' is outside the range of 14 digits before the decimal mark")]
    [InlineData("2024-01-02,1,A,123456789012345,3", "quantity", "'123456789012345' is outside the range of 14 digits before the decimal mark")]
    [InlineData("2024-02-30,1,A,2,3", "date", "'2024-02-30' is not a date")]
    [InlineData("yesterday,1,A,2,3", "date", "'yesterday' is not a date")]
    [InlineData("2024-01-02,1,,2,3", "product", "has no product")]
    [InlineData("2024-01-02,1,A,,", "quantity or amount", "has no quantity or amount")]
    [InlineData("2024-01-02,1,A,2", null, "has 4 cells where the header has 5")]
    [InlineData("2024-01-02,1,A,2,3,4", null, "has 6 cells where the header has 5")]
    [InlineData("2024-01-02,1,\"A\"B,2,3", null, "the quotes in this line do not close")]
    public async Task BadRow_IsListedWithLineAndReason_OthersLoad(string row, string? column, string reason)
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", $"{Header}2024-01-01,1,A,1,2\n\n{row}\n2024-01-03,1,B,1,2\n"));
        Assert.Equal(("a.csv", 4L, column, reason, row), Assert.Single(run.Rejects));
        Assert.Equal(["2", "5"], run.Texts("SELECT source_line FROM sales"));
        Assert.True(run.Says("Rows were not loaded", 1));
    }

    [Fact]
    public async Task EveryRowBad_Refused()
    {
        var message = await ImportRun.FailsAsync(_folder.Write("a.csv", Header + "2024-01-01,1,A,x,2\n2024-01-01,1,A,y,2\n"));
        Assert.Equal("None of 2 rows could be loaded. The first: a.csv, line 2, column quantity: 'x' is not a number.", message);
    }

    [Fact]
    public async Task TenThousandColumns_Refused()
    {
        var header = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}"));
        Assert.StartsWith("a.csv has 10,000 columns. At most 2,000", await ImportRun.FailsAsync(_folder.Write("a.csv", $"{header}\n")));
    }

    [Fact]
    public async Task UnterminatedQuote_LosesItsLineAlone()
    {
        var rows = string.Concat(Enumerable.Range(1, 1000).Select(i => i == 400 ? "2024-01-01,1,\"A,1,2\n" : $"2024-01-01,1,P{i},1,2\n"));
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", Header + rows));
        var reject = Assert.Single(run.Rejects);
        Assert.Equal((401L, "the quotes in this line do not close"), (reject.Line, reject.Reason));
        Assert.Equal(999, run.Count("sales"));
    }

    [Fact]
    public async Task UnterminatedQuoteBeforeAnother_LosesItsLineAlone()
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", Header + "2024-01-01,1,\"A,1,2\n2024-01-02,1,\"B\",1,2\n2024-01-03,1,C,1,2\n"));
        Assert.Equal(2L, Assert.Single(run.Rejects).Line);
        Assert.Equal(["B", "C"], run.Texts("SELECT product FROM sales"));
    }

    [Fact]
    public async Task CutInTheMiddleOfALine_IsTold()
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", Header + "2024-01-01,1,A,1,2\n2024-01-02,1,B"));
        Assert.Equal((3L, "the file ends in the middle of this line"), (run.Rejects[0].Line, run.Rejects[0].Reason));
        Assert.True(run.Says("ends without a line end"));
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.999)]
    public async Task CutGzip_Refused(double kept)
    {
        var whole = new MemoryStream();
        using (var zip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
        using (var text = new StreamWriter(zip))
        {
            text.Write(Header);
            var random = new Random(3);
            for (var i = 0; i < 100_000; i++) text.Write($"2024-01-01,1,P{random.Next()},1,2\n");
        }
        File.WriteAllBytes(_folder["a.csv.gz"], whole.ToArray()[..(int)(whole.Length * kept)]);
        Assert.StartsWith("a.csv.gz: the archive is damaged or cut off", await ImportRun.FailsAsync(_folder["a.csv.gz"]));
    }

    [Fact]
    public async Task CutZip_Refused()
    {
        Zip("a.zip", ("sales.csv", Header + "2024-01-01,1,A,1,2\n"));
        File.WriteAllBytes(_folder["b.zip"], File.ReadAllBytes(_folder["a.zip"])[..100]);
        Assert.StartsWith("b.zip: the archive is damaged or cut off", await ImportRun.FailsAsync(_folder["b.zip"]));
    }

    [Theory]
    [InlineData("bomb.xlsx", "xl/workbook.xml")]
    [InlineData("bomb.xlsx", "sales.csv")]
    [InlineData("bomb.zip", "sales.csv")]
    public async Task Bomb_RefusedBeforeItsReaderTouchesIt(string name, string member)
    {
        using (var zip = ZipFile.Open(_folder[name], ZipArchiveMode.Create))
        using (var content = zip.CreateEntry(member, CompressionLevel.SmallestSize).Open())
        {
            content.Write("product,quantity\n"u8);
            var line = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("A,1\n", 1 << 18)));
            for (var i = 0; i < 200; i++) content.Write(line);
        }
        Assert.True(new FileInfo(_folder[name]).Length < 1 << 20);
        Assert.Contains("times its size, as an archive made to harm does", await ImportRun.FailsAsync(_folder[name]));
    }

    [Theory]
    [InlineData("../../etc/sales.csv", "a.zip/sales.csv")]
    [InlineData("..\\..\\sales.csv", "a.zip/sales.csv")]
    [InlineData("/absolute/sales.csv", "a.zip/sales.csv")]
    [InlineData("folder/..", "a.zip/file")]
    public async Task MemberNames_AreNamesAlone(string member, string shown)
    {
        Zip("a.zip", (member, Header + "2024-01-01,1,A,1,2\n2024-01-01,1,A,x,2\n"));
        using var run = await ImportRun.OfAsync(_folder["a.zip"]);
        Assert.Equal(shown, Assert.Single(run.Rejects).File);
        Assert.Equal(["a.zip"], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../../x.csv", "x.csv")]
    [InlineData("a\\b.csv", "b.csv")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData("a\nb.csv", "a_b.csv")]
    [InlineData("C:secret.csv", "C_secret.csv")]
    public void SafeName_NeverLeadsElsewhere(string name, string expected) => Assert.Equal(expected, RetailOpt.Core.Import.Files.SourceFinder.SafeName(name));

    [Fact]
    public async Task FormulaLikeCells_StayText()
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", "product,name,quantity\n=1+1,=HYPERLINK(\"x\"),1\n+A,@SUM(A1),1\n-B,-2+3,1\n"));
        Assert.Equal(["+A", "-B", "=1+1"], run.Texts("SELECT product FROM products ORDER BY 1"));
        Assert.Equal(["=HYPERLINK(\"x\")", "@SUM(A1)", "-2+3"], run.Texts("SELECT name FROM products JOIN sales USING (product) ORDER BY source_line"));
    }

    [Fact]
    public async Task NoText_Refused()
    {
        File.WriteAllBytes(_folder["a.csv"], [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7 % 256)), 0, 0, 0]);
        Assert.StartsWith("a.csv", await ImportRun.FailsAsync(_folder["a.csv"]));
    }

    [Theory]
    [InlineData("PAR1 and then nothing", "no readable Parquet file")]
    [InlineData("PK\u0003\u0004 and then nothing", "damaged or cut off")]
    public async Task OnlyTheMagicOfItsKind_Refused(string text, string expected) => Assert.Contains(expected, await ImportRun.FailsAsync(_folder.Write("a.bin", text)));

    [Fact]
    public async Task Cancelled_LeavesNothing()
    {
        var file = _folder.Write("a.csv", Header + string.Concat(Enumerable.Repeat("2024-01-01,1,A,1,2\n", 500_000)));
        using var home = new TempHome();
        var draft = new RetailOpt.Core.Storage.DatasetDraft(home.Datasets, home.Parquet, home.Host, TimeProvider.System, Path.Combine(home.Home.Work, "x"), "run", "source");
        using var cancel = new CancellationTokenSource();
        var inputs = new RunInputs(new Dictionary<string, RetailOpt.Core.Engines.IQueryEngine>(), [("file1", new InputFile(file, "a.csv", "h"))]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ImportAnalysis().ProduceAsync(inputs, new ImportOptions(), draft, new CancellingWork(cancel), cancel.Token));
        Assert.Empty(home.Datasets.List());
        Directory.Delete(home.Home.Work, recursive: true); // no file is held open
    }

    /// <summary>Cancels while the file is read.</summary>
    private sealed class CancellingWork(CancellationTokenSource cancel) : IWork
    {
        public int Threads => 2;
        public ulong Seed => 0;
        public bool StopRequested => false;
        public void Report(double? fraction, string phase, string? detail = null)
        {
            if (phase.StartsWith("Reading", StringComparison.Ordinal)) cancel.Cancel();
        }
        public void Log<T>(string series, T row) { }
        public T? Checkpoint<T>() where T : class => null;
        public void Save<T>(T checkpoint) where T : class { }
    }

    private void Zip(string name, params (string Member, string Text)[] members)
    {
        using var zip = ZipFile.Open(_folder[name], ZipArchiveMode.Create);
        foreach (var (member, text) in members)
        {
            using var writer = new StreamWriter(zip.CreateEntry(member).Open());
            writer.Write(text);
        }
    }

    public void Dispose() => _folder.Dispose();
}
