using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Import;
using RetailOpt.Core.Import.Mapping;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

public sealed class MappingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("Pricing_Data.xlsx", "SKU,MSRP,DATE,CATEGORY,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND",
        "sales: sales.product price_bounds.product products.product | sales.list_price price_bounds.msrp | sales.date | products.category sales.category | sales.quantity | sales.amount | price_bounds.md_lower | price_bounds.md_upper | price_bounds.inventory")]
    [InlineData("x.csv", "SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INV",
        "sales: sales.product price_bounds.product | sales.list_price price_bounds.msrp | sales.quantity | sales.amount | price_bounds.md_lower | price_bounds.md_upper | price_bounds.inventory")]
    [InlineData("complete_spu_sales_2025Q2_combined.csv", "str_code,spu_code,cate_name,sub_cate_name,spu_sales_amt,quantity",
        "sales: sales.store | sales.product products.product | products.category sales.category | products.subcategory sales.subcategory | sales.amount | sales.quantity")]
    [InlineData("a.csv", "str_code,spu_code,cate_name,sub_cate_name,spu_sales_amt,quantity,total_inventory_qty,Cluster",
        "sales: sales.store supply.store clusters.store | sales.product products.product supply.product | products.category sales.category | products.subcategory sales.subcategory | sales.amount | sales.quantity | supply.units | clusters.cluster")]
    [InlineData("a.csv", "str_code,Cluster", "clusters: clusters.store | clusters.cluster")]
    [InlineData("a.csv", "Store ID,Store Name,City", "stores: stores.store | stores.name | stores.city")]
    [InlineData("campaigns.csv", "campaign_id,household_id", "campaign_targets: campaign_targets.campaign | campaign_targets.account")]
    [InlineData("inventory.csv", "store,product,units", "supply: supply.store | supply.product | supply.units")]
    [InlineData("x.csv", "store,product,units", "sales: sales.store | sales.product | sales.quantity")]
    [InlineData("x.csv", "Order Date;Customer-ID;ITEM ID;Qty;Customer Segment;brand", "sales: sales.date | sales.account accounts.account | sales.product products.product | sales.quantity | accounts.segment | products.brand")]
    [InlineData("x.csv", "colour,weight", "")]
    public void Proposal_KnownFiles_MapWithoutHandWork(string leaf, string headers, string expected)
    {
        var proposal = Proposal.Make(leaf, leaf, headers.Split(',', ';'), null);
        Assert.Equal(expected, proposal.Table is null ? "" : $"{proposal.Table}: {string.Join(" | ", proposal.Targets.Select(t => string.Join(' ', t.Select(x => $"{x.Table}.{x.Column}"))))}");
    }

    [Fact]
    public async Task PricingData_FillsSalesBoundsAndProducts()
    {
        using var run = await ImportRun.OfAsync(_folder.Write("Pricing_Data.csv",
            "SKU,MSRP,DATE,CATEGORY,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INV\nA,10,2024-01-01,x,5,45,0,.5,100\nA,10,2024-01-08,,6,50,0,.6,100\nB,20,2024-01-01,y,1,20,10%,40%,50\n"));
        Assert.Equal(["A|10.0000|0.0|0.5|100.0000", "B|20.0000|0.1|0.4|50.0000"], run.Texts("SELECT concat_ws('|', product, msrp, md_lower, md_upper, inventory) FROM price_bounds"));
        Assert.Equal(["A|x", "B|y"], run.Texts("SELECT product || '|' || category FROM products"));
        Assert.Equal(3, run.Count("sales"));
        Assert.True(run.Says("price_bounds with more than one md_upper (such as A)", 1));
    }

    [Fact]
    public async Task Correction_OverridesTheProposal()
    {
        var options = new ImportOptions { Mapping = """{"a.csv": {"columns": {"code": "product", "n": "quantity", "amount": "", "value": "sales.amount"}}}""" };
        using var run = await ImportRun.OfAsync(options, [_folder.Write("a.csv", "code,n,amount,value\nA,1,2,3\n")]);
        Assert.Equal(["A|1.0000|3.0000"], run.Texts("SELECT concat_ws('|', product, quantity, amount) FROM sales"));
        Assert.True(run.Says("left out: amount"));
    }

    [Theory]
    [InlineData("""{"a.csv": {"columns": {"nope": "product"}}}""", "has no column 'nope'")]
    [InlineData("""{"a.csv": {"columns": {"sku": "product", "id": "product"}}}""", "sku and id are both mapped to sales.product")]
    public async Task Correction_Impossible_SaysWhy(string mapping, string expected) =>
        Assert.Contains(expected, await ImportRun.FailsAsync(new ImportOptions { Mapping = mapping }, _folder.Write("a.csv", "sku,id,quantity\nA,B,1\n")));

    [Theory]
    [InlineData("{", "no valid JSON")]
    [InlineData("""{"a": {"table": "nope"}}""", "there is no table 'nope'")]
    [InlineData("""{"a": {"table": "sales", "columns": {"x": "colour"}}}""", "table sales has no column 'colour'")]
    [InlineData("""{"a": {"columns": {"x": "sales.colour"}}}""", "table sales has no column 'colour'")]
    public void Options_BrokenMapping_SaysWhy(string mapping, string expected) =>
        Assert.Contains(expected, Assert.Single(new ImportAnalysis().Options.Check(new ImportOptions { Mapping = mapping })).Message);

    [Fact]
    public async Task ValueThatVariesInAKey_FirstIsTaken_AndSaid()
    {
        using var run = await ImportRun.OfAsync(_folder.Write("a.csv", "product,name,quantity\nA,,1\nA,first,1\nA,second,1\nB,b,1\n"));
        Assert.Equal(["A|first", "B|b"], run.Texts("SELECT product || '|' || name FROM products"));
        Assert.True(run.Says("products with more than one name (such as A)", 1));
    }

    [Fact]
    public async Task Preview_ThenImportWithItsMapping_DoesWhatWasShown()
    {
        var file = _folder.Write("a.csv", "code;description;units;spend\nA;x;1;2,5\nB;y;2;3,5\n");
        var memory = new Memory();
        var previewer = new ImportPreviewer(memory);
        InputFile[] files = [new(file, "a.csv", "h")];
        var first = await previewer.LookAsync(files, new ImportOptions { Mapping = """{"a.csv": {"table": "sales", "columns": {"code": "product"}}}""" }, TestContext.Current.CancellationToken);
        Assert.True(first.Ready);
        Assert.Equal((";", "sales", 1), (first.Files[0].Delimiter, first.Files[0].Table, first.Files[0].HeaderRecord));
        Assert.Equal([["A", "x", "1", "2,5"], ["B", "y", "2", "3,5"]], first.Files[0].Rows);
        await previewer.RememberAsync(first, TestContext.Current.CancellationToken);
        var second = await previewer.LookAsync(files, new ImportOptions(), TestContext.Current.CancellationToken);
        Assert.True(second.Files[0].Remembered);
        Assert.Equal(first.Mapping, second.Mapping);
        using var run = await ImportRun.OfAsync(new ImportOptions { Mapping = second.Mapping }, [file]);
        Assert.Equal(["A|2.5000", "B|3.5000"], run.Texts("SELECT product || '|' || amount FROM sales"));
        Assert.Equal(["sales", "products"], run.Tables);
    }

    [Fact]
    public async Task Preview_OfBadFiles_ShowsEachError()
    {
        InputFile[] files = [new(_folder.Write("a.csv", ""), "a.csv", "h"), new(_folder.Write("b.csv", "x,y\n1,2\n"), "b.csv", "h"), new(_folder.Write("c.csv", "sku,qty\n1,2\n"), "c.csv", "h")];
        var preview = await new ImportPreviewer(new Memory()).LookAsync(files, new ImportOptions(), TestContext.Current.CancellationToken);
        Assert.False(preview.Ready);
        Assert.Equal("a.csv is empty.", preview.Files[0].Error);
        Assert.StartsWith("No table could be recognised", preview.Files[1].Error);
        Assert.Null(preview.Files[2].Error);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Memory : IMappingMemory
    {
        private readonly Dictionary<string, string> _kept = [];
        public Task<string?> FindAsync(IEnumerable<string> headers, CancellationToken ct = default) => Task.FromResult(_kept.GetValueOrDefault(string.Join('|', headers)));
        public Task KeepAsync(IEnumerable<string> headers, string mapping, CancellationToken ct = default)
        {
            _kept[string.Join('|', headers)] = mapping;
            return Task.CompletedTask;
        }
    }
}
