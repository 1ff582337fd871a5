using RetailOpt.Core.Import;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

/// <summary>The real data sets, whole, held against what is known of them.</summary>
public sealed class RealFilesTests
{
    [Fact]
    public async Task OnlineRetail_Whole_EveryKnownFact()
    {
        using var run = await ImportRun.OfAsync(RealData.Path("online_retail/online_retail.csv"));
        Assert.Equal(["sales", "products", "accounts"], run.Tables);
        Assert.Equal(541_909, run.Count("sales"));
        Assert.Equal(25_900, run.Ask<long>("SELECT count(DISTINCT basket) FROM sales"));
        Assert.Equal(4_070, run.Ask<long>("SELECT count(DISTINCT product) FROM sales"));
        Assert.Equal(4_070, run.Count("products"));
        Assert.Equal(4_372, run.Count("accounts"));
        Assert.Equal("2010-12-01", run.Dataset.Facts["First day"]);
        Assert.Equal("2011-12-09", run.Dataset.Facts["Last day"]);
        Assert.Equal(135_080, run.Count("sales WHERE account IS NULL"));
        Assert.Equal(10_624, run.Count("sales WHERE quantity <= 0"));
        Assert.Equal(2_517, run.Count("sales WHERE unit_price <= 0"));
        Assert.Equal(["-80995.0000", "80995.0000", "-11062.0600", "38970.0000"],
            run.Texts("SELECT unnest([min(quantity), max(quantity), min(unit_price), max(unit_price)]) FROM sales"));
        Assert.True(run.Says("begins with C", 9_288));
        Assert.True(run.Says("repeat an earlier line", 5_268));
        Assert.True(run.Says("without account", 135_080));
        Assert.True(run.Says("unit price of zero or less", 2_517));
        Assert.Empty(run.Rejects);
        Assert.Equal(0, run.Count("sales WHERE amount <> round(quantity * unit_price, 4)"));
        Assert.Equal("WHITE HANGING HEART T-LIGHT HOLDER", run.Ask<string>("SELECT name FROM products WHERE product = '85123A'"));
        Assert.Equal("Dotcomgiftshop Gift Voucher £40.00", run.Ask<string>("SELECT name FROM products WHERE product = 'gift_0001_40'"));
        Assert.Equal("RECORD FRAME 7\" SINGLE SIZE", run.Ask<string>("SELECT name FROM products WHERE product = '22041'"));
        Assert.Equal(541_910, run.Ask<long>("SELECT max(source_line) FROM sales"));
    }

    [Fact]
    public async Task BreakfastAtTheFrat_ThreeFiles_OneDataset()
    {
        string[] files = [.. new[] { "transaction", "store", "product" }.Select(f => RealData.Path($"breakfast_at_the_frat/{f}.csv"))];
        using var run = await ImportRun.OfAsync(files);
        Assert.Equal(["sales", "products", "stores"], run.Tables);
        Assert.Equal(["date", "store", "product", "quantity", "amount", "unit_price", "list_price", "feature", "display", "tpr_only", "source_line"], run.Columns("sales"));
        Assert.Equal((524_950, 77, 58), (run.Count("sales"), run.Count("stores"), run.Count("products")));
        Assert.Equal(23, run.Count("sales WHERE unit_price IS NULL"));
        Assert.Equal(185, run.Count("sales WHERE list_price IS NULL"));
        Assert.Equal(3_909, run.Ask<long>("SELECT count(*) FROM (SELECT DISTINCT store, product FROM sales)"));
        Assert.Equal(["2009-01-14", "2012-01-04"], run.Texts("SELECT unnest([min(date), max(date)]) FROM sales"));
        Assert.Equal(.084, run.Ask<double>("SELECT avg(CAST(feature AS INT)) FROM sales"), .0005);
        Assert.Equal(.257, run.Ask<double>("SELECT avg(CASE WHEN unit_price < list_price THEN 1 ELSE 0 END) FROM sales"), .0005);
        Assert.Empty(run.Rejects);
    }

    [Fact]
    public async Task CompleteJourney_EightFiles_Join()
    {
        string[] files = [.. new[] { "transactions_sample", "products", "demographics", "campaigns", "campaign_descriptions", "coupons", "coupon_redemptions", "promotions_sample" }.Select(f => RealData.Path($"completejourney/{f}.csv"))];
        using var run = await ImportRun.OfAsync(files);
        Assert.Equal(75_000, run.Count("sales"));
        Assert.Equal((92_331, 801, 6_589, 27), (run.Count("products"), run.Count("accounts"), run.Count("campaign_targets"), run.Count("campaigns")));
        Assert.Equal((2_102, 360_535), (run.Count("coupon_redemptions"), run.Count("promotions")));
        Assert.Equal(47_243, run.Ask<long>("SELECT count(DISTINCT basket) FROM sales"));
        Assert.True(run.Says("whose product is not among the products", 222));
        Assert.Equal(222, run.Count("sales WHERE product NOT IN (SELECT product FROM products)"));
        // the three discounts are summed: the first line of the file has .43 + 0 + 0
        Assert.Equal("0.4300", run.Texts("SELECT discount FROM sales WHERE source_line = 2")[0]);
        Assert.Equal(0, run.Count("sales WHERE discount < 0"));
        Assert.Equal("2017-01-28", run.Texts("SELECT date FROM sales WHERE source_line = 2")[0]);
    }

    [Fact]
    public async Task OneThreadOrThree_SameDataset()
    {
        var file = RealData.Path("online_retail/online_retail.csv");
        using var one = await ImportRun.OfAsync(new ImportOptions(), [file], new RetailOpt.Core.Analyses.NoWork(1));
        using var three = await ImportRun.OfAsync(new ImportOptions(), [file], new RetailOpt.Core.Analyses.NoWork(3));
        Assert.Equal(one.Dataset.Hash, three.Dataset.Hash);
    }
}
