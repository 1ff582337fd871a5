using System.Text;
using CsCheck;
using RetailOpt.Core.CrossSell.Baskets;
using RetailOpt.Core.Import;
using RetailOpt.Core.Import.Text;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

/// <summary>Plain basket files as an import format of their own.</summary>
public sealed class BasketImportTests : IDisposable
{
    private static readonly string[] Names = ["a", "bc", "7", "12", "soup hot", "x\"y", "p,q"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1 2 3\n2 3\n\n3 1 \n")]
    [InlineData("1,2,3\r\n2,3\r\n\r\n3,1,3\r\n")]
    [InlineData("1\t2\t3\n2\t3\n\n3\t1")]
    public async Task Baskets_InAnyForm_AreSalesOfOneEach(string text)
    {
        using var run = await ImportRun.OfAsync(await FileAsync("shop.dat", text));
        Assert.Equal(["shop-1|1", "shop-1|2", "shop-1|3", "shop-2|2", "shop-2|3", "shop-4|1", "shop-4|3"], run.Texts("SELECT basket || '|' || product FROM sales ORDER BY 1"));
        Assert.Equal(["1.0000"], run.Texts("SELECT DISTINCT quantity FROM sales"));
        Assert.Contains(run.Report.Notices, n => n.Text.StartsWith("shop.dat was read as baskets", StringComparison.Ordinal));
        Assert.Contains("7 items in 3 baskets", run.Report.Markdown);
    }

    [Fact]
    public async Task Baskets_OfNumbersAllOfOneLength_AreBaskets()
    {
        using var run = await ImportRun.OfAsync(await FileAsync("chess.dat", string.Concat(Enumerable.Range(0, 30).Select(i => $"1 3 {5 + i % 2} {7 + i % 3}\n"))));
        Assert.Equal(120, run.Count("sales"));
    }

    [Fact]
    public async Task Lines_ThatCannotBeRead_AreToldWithTheirNumbers_AndTheRestLoads()
    {
        await File.WriteAllBytesAsync(_folder["g.csv"], [.. "milk,bread\n\"open,milk\nbread,milk,tea\n\"a\"b,milk\ntea,"u8, 0xC3, 0x28, .. "\n\"soup, hot\",milk\n"u8], TestContext.Current.CancellationToken);
        using var run = await ImportRun.OfAsync(new ImportOptions { Encoding = "utf-8", FileFormat = FileFormat.Baskets }, [_folder["g.csv"]]);
        Assert.Equal(["g-1|bread", "g-1|milk", "g-3|bread", "g-3|milk", "g-3|tea", "g-6|milk", "g-6|soup, hot"], run.Texts("SELECT basket || '|' || product FROM sales ORDER BY 1"));
        Assert.Equal([("g.csv", 2L, "the quotes in it do not close"), ("g.csv", 4L, "there is text behind closing quotes"), ("g.csv", 5L, "an item in it is not UTF-8 text")], run.Rejects.Select(r => (r.File, r.Line, r.Reason)));
        Assert.Equal("\"open,milk", run.Rejects[0].Raw);
    }

    [Theory]
    [InlineData("date,product,quantity\n2026-01-01,P1,2\n2026-01-02,P1,2\n2026-01-03,P2,2\n")]
    [InlineData("Sales of the week\n\ndate,product,quantity\n2026-01-01,P1,2\n2026-01-02,P1,2\n2026-01-03,P2,2\n")]
    [InlineData("A title, with a comma\ndate,product,quantity\n2026-01-01,P1,2\n2026-01-02,P1,2,\n")]
    [InlineData("a,b,c\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n")]
    [InlineData("Some words in a line\nthat are no numbers at all\nand are in no table\n")]
    [InlineData("1 2\n3 4\n5 6\n")]
    public void Tables_AndTextOfNoItemTwice_AreNoBaskets(string text) => Assert.False(BasketLines.Look(text, h => h is "date" or "product" or "quantity"));

    [Fact]
    public async Task Tables_ThatAreToBeRead_StayTables_AndBasketsThatAreToBe_AreBaskets()
    {
        var ragged = await FileAsync("r.csv", "1,2,3\n2,3\n3\n");
        Assert.Contains("no table could be recognised", await ImportRun.FailsAsync(new ImportOptions { FileFormat = FileFormat.Table }, ragged));
        using var run = await ImportRun.OfAsync(new ImportOptions { FileFormat = FileFormat.Baskets }, [await FileAsync("s.csv", "product,quantity\nP1,2\n")]);
        Assert.Equal(4, run.Count("sales"));
    }

    [Fact]
    public void Split_RandomLines_AreAsTheMinersReaderHasThem() => Gen.Int[0, Names.Length - 1].Select(i => Names[i]).Array[1, 6].Array[1, 8].Sample(baskets =>
    {
        var text = string.Join('\n', baskets.Select(b => string.Join(',', b.Select(i => i.Any(c => c is ',' or '"') ? $"\"{i.Replace("\"", "\"\"")}\"" : i)))) + "\n,\n";
        var read = BasketFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x", new(), default);
        var lines = BasketLines.Of(text);
        var ours = text.Split('\n').Select(l => lines.Split(l, out _)!).Where(b => b.Count > 0).ToArray();
        Assert.Equal(baskets.Select(b => b.Distinct().Order()), ours.Select(b => b.Order()));
        Assert.Equal(read.Baskets.Count, ours.Length);
        Assert.Equal(read.Baskets.Items, ours.SelectMany(b => b).Distinct().Count());
    }, iter: 300);

    private async Task<string> FileAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_folder[name], text, TestContext.Current.CancellationToken);
        return _folder[name];
    }
}
