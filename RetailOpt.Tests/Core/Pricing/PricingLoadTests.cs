using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Core.Pricing;

public sealed class PricingLoadTests : IDisposable
{
    private const string File = "amount list_price";
    private readonly PricingSource _source = new();

    public void Dispose() => _source.Dispose();

    private static Sale[] Good(string product) => [new(product, 10, 90, 10), new(product, 20, 140, 10)];

    [Fact]
    public async Task LoadAsync_PricingFile_ReadsEachRowAgainstTheFirstMsrp()
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync(
            [new("A", 10, 90, 10, new(2024, 1, 1)), new("A", 20, 140, 12, new(2024, 1, 2))], File + " date", new Bounds("A", 10, .1, .4, 50)));
        Assert.Equal(PricingPeriod.Row, data.Period);
        Assert.Equal([10, 20], data.Sold);
        Assert.Equal([.1, .3], data.Md.Select(m => Math.Round(m, 12)));
        Assert.Equal((10.0, .1, .4, 50.0), (data.Msrp[0], data.Lower[0], data.Upper[0], data.StockOver(0, 7)));
        Assert.Contains(data.Notes.Notices(), n => n.Text.Contains("several MSRPs", StringComparison.Ordinal) && n.Count == 1);
    }

    [Fact]
    public async Task LoadAsync_PricingFileWithDates_TakesRowsInTheirOrder()
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync(
            [new("A", 30, 240, 10, new(2024, 1, 15)), new("A", 10, 100, 10, new(2024, 1, 1)), new("A", 20, 180, 10, new(2024, 1, 8)), new("A", 5, 50, 10)], File + " date", new Bounds("A", 10, .1, .4, 50)));
        Assert.Equal([5, 10, 20, 30], data.Sold); // a row without a date comes first
        Assert.Equal(.2, data.CurrentMd(0), 1e-12);
        Assert.Equal(PricingPeriod.Row, data.Period);
    }

    [Theory]
    [InlineData(null, 5, 10, "quantity-missing")]
    [InlineData(0, 5, 10, "quantity")]
    [InlineData(-3, 5, 10, "quantity")]
    [InlineData(3, null, 10, "amount-missing")]
    [InlineData(3, -5, 10, "amount")]
    [InlineData(3, 5, null, "msrp-missing")]
    [InlineData(3, 5, 0, "msrp")]
    [InlineData(3, 5, -1, "msrp")]
    public async Task LoadAsync_RowThatCannotServe_IsDroppedAndListedByLine(int? quantity, int? amount, int? list, string reason)
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync([.. Good("A"), new("A", quantity, amount, list), .. Good("B")], File));
        var row = Assert.Single(data.Notes.Dropped.Listed);
        Assert.Equal((4L, "A", reason), (row.Line, row.Sku, row.Reason));
        Assert.Equal(["A", "B"], data.Skus);
        Assert.Equal(4, data.Md.Length);
        Assert.Contains(data.Notes.Notices(), n => n.Count == 1 && n.Table == "DROPPED_ROWS");
    }

    [Fact]
    public async Task LoadAsync_MissingSku_IsDroppedAndNotASku()
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync([.. Good("A"), new(null, 1, 1, 1)], File));
        Assert.Equal(["A"], data.Skus);
        Assert.Equal("sku-missing", Assert.Single(data.Notes.Dropped.Listed).Reason);
        Assert.Empty(data.Notes.Refused);
    }

    [Theory]
    [InlineData(.5, .2, "crossed")]
    [InlineData(-.1, .2, "at least 0")]
    [InlineData(.1, 1.0, "below 1")]
    [InlineData(.1, 30.0, "below 1")]
    public async Task LoadAsync_BoundsThatCannotBe_RefuseTheSkuAlone(double lower, double upper, string why)
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync([.. Good("A"), .. Good("B")], File, new Bounds("A", 10, lower, upper), new Bounds("B", 10, 0, .5)));
        Assert.Equal(["B"], data.Skus);
        var refused = Assert.Single(data.Notes.Refused);
        Assert.Equal("A", refused.Sku);
        Assert.Contains(why, refused.Reason, StringComparison.Ordinal);
        Assert.Contains(data.Notes.Notices(), n => n.Level == NoticeLevel.Error && n.Table == "REFUSED_SKUS");
    }

    [Fact]
    public async Task LoadAsync_NegativeInventory_RefusesTheSku() =>
        Assert.Contains("inventory", (await PricingSource.LoadAsync(await _source.OfAsync([.. Good("A"), .. Good("B")], File, new Bounds("A", 10, Inventory: -1)))).Notes.Refused.Single().Reason, StringComparison.Ordinal);

    [Fact]
    public async Task LoadAsync_AllRowsOfASkuDropped_IsListed()
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync([.. Good("A"), new("B", 0, 1, 1), new("B", 1, -1, 1)], File));
        Assert.Equal(["A"], data.Skus);
        var refused = Assert.Single(data.Notes.Refused);
        Assert.Equal("B", refused.Sku);
        Assert.Contains("every row was dropped: 2", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_NothingLeft_NamesTheReasonAndTheFirstLine()
    {
        var engine = await _source.OfAsync([new("A", 0, 1, 1), new("A", 1, -1, 1)], File);
        var error = await Assert.ThrowsAsync<InputException>(() => PricingSource.LoadAsync(engine));
        Assert.Contains("no SKU that can be priced", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_NoRows_Says() =>
        Assert.Contains("no rows", (await Assert.ThrowsAsync<InputException>(async () => await PricingSource.LoadAsync(await _source.OfAsync([], File)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task LoadAsync_WrongColumns_NamesWhatIsMissing()
    {
        var engine = await _source.OfAsync(Good("A"), "list_price");
        var error = await Assert.ThrowsAsync<InputException>(() => PricingSource.LoadAsync(engine));
        Assert.Contains("amount (SALES_AMT", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("quantity (", error.Message, StringComparison.Ordinal);
        var stores = await Assert.ThrowsAsync<InputException>(() => PricingSource.LoadAsync(engine, by: PricingLevel.ProductAndStore));
        Assert.Contains("store", stores.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_PaidShare_TurnsBoundsRound()
    {
        var engine = await _source.OfAsync(Good("A"), File, new Bounds("A", 10, .6, .9));
        var data = await PricingSource.LoadAsync(engine, convention: MdConvention.PaidShare);
        Assert.Equal((.1, .4), (Math.Round(data.Lower[0], 12), Math.Round(data.Upper[0], 12)));
    }

    [Fact]
    public async Task LoadAsync_ByStore_SharesTheProductsInventory()
    {
        Sale[] sales = [new("A", 30, 90, 10, Store: "1"), new("A", 10, 70, 10, Store: "2")];
        var data = await PricingSource.LoadAsync(await _source.OfAsync(sales, File + " store", new Bounds("A", 10, Inventory: 100)), by: PricingLevel.ProductAndStore);
        Assert.Equal(["1|A", "2|A"], data.Skus);
        Assert.Equal([75, 25], [data.StockOver(0, 1), data.StockOver(1, 1)]);
    }

    [Fact]
    public async Task LoadAsync_NoListPrice_TakesTheDearTenthOfThePricesPaid_AndSays()
    {
        var sales = Enumerable.Range(0, 10).Select(week => new Sale("A", 10, null, null, new DateOnly(2024, 1, 1).AddDays(7 * week), UnitPrice: week + 1)).Append(new("A", 1, null, null, new(2024, 1, 1), UnitPrice: 0));
        var data = await PricingSource.LoadAsync(await _source.OfAsync(sales, "unit_price date"));
        Assert.Equal(9, data.Msrp[0]);
        Assert.Equal(0, data.Md[9]); // dearer than the list price: no markdown
        Assert.Equal(1 - 1 / 9.0, data.Md[0], 1e-12);
        Assert.Equal("price", Assert.Single(data.Notes.Dropped.Listed).Reason);
        Assert.Contains(data.Notes.Notices(), n => n.Level == NoticeLevel.Warning && n.Text.Contains("90%", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoadAsync_Discount_IsAddedToTheAmount()
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync([new("A", 2, 15, null, Discount: 5), new("A", 4, 40, null, Discount: 0)], "amount discount"));
        Assert.Equal(10, data.Msrp[0]);
        Assert.Equal([.25, 0], data.Md);
    }

    [Fact]
    public async Task LoadAsync_AmountAbsent_IsQuantityTimesUnitPrice()
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync([new("A", 2, null, 10, UnitPrice: 9), new("A", 2, 10, 10, UnitPrice: 9)], "amount unit_price list_price"));
        Assert.Equal([.1, .5], data.Md.Select(m => Math.Round(m, 12)));
    }

    [Fact]
    public async Task LoadAsync_WeeksWithoutASale_AreTold()
    {
        var sales = Enumerable.Range(0, 10).SelectMany(week => new[] { "A", "B" }.Where(p => p == "A" || week % 5 == 0).Select(p => new Sale(p, 5, 40, 10, new DateOnly(2024, 1, 1).AddDays(7 * week))));
        Assert.Contains((await PricingSource.LoadAsync(await _source.OfAsync(sales, File + " date"))).Notes.Notices(), n => n.Text.StartsWith("A SKU sold in 60% of the periods", StringComparison.Ordinal));
        Assert.DoesNotContain((await PricingSource.LoadAsync(await _source.OfAsync(sales.Where(s => s.Product == "A"), File + " date"))).Notes.Notices(), n => n.Text.StartsWith("A SKU sold", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoadAsync_CategoriesAndNames_ComeFromProducts()
    {
        var data = await PricingSource.LoadAsync(await _source.OfAsync(Good("A"), File, [("A", "Milk", "Dairy")]));
        Assert.Equal(("Milk", "Dairy"), (data.Names[0], data.Categories[0]));
        Assert.Contains((await PricingSource.LoadAsync(await _source.OfAsync(Good("A"), File))).Notes.Notices(), n => n.Text.Contains("no categories", StringComparison.Ordinal));
    }

    [Fact]
    public void ModelKey_ChangesExactlyWithTheOptionsThatLoadingReads()
    {
        var (analysis, start) = (new PricingAnalysis(), new PricingOptions());
        var schema = OptionSchema.Of<PricingOptions>();
        var changes = new Dictionary<string, object?>
        {
            ["target-md"] = .3,
            ["target-demand"] = 5.0,
            ["target-inventory"] = 6.0,
            ["target-mode"] = TargetReading.AtMost,
            ["horizon"] = 4,
            ["ladder"] = .05,
            ["endings"] = ".99",
            ["weeks"] = 4,
            ["max-changes"] = 3,
            ["locks"] = "A=.3",
            ["plan"] = PlanScenario.MinWMd,
            ["front-points"] = 7,
            ["prove"] = true,
            ["prove-seconds"] = 5,
            ["shrink"] = false,
            ["robust"] = true,
            ["period"] = PricingPeriod.Day,
            ["by"] = PricingLevel.ProductAndStore,
            ["md-convention"] = MdConvention.PaidShare,
        };
        Assert.Equal(schema.Fields.Select(f => f.Key).Order(), changes.Keys.Order());
        foreach (var (key, value) in changes)
            Assert.Equal(key is "period" or "by" or "md-convention", !analysis.ModelKey(start).Equals(analysis.ModelKey((PricingOptions)schema.With(start, key, value))));
    }
}
