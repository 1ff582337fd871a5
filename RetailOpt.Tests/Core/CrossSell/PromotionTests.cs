using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Loading;
using RetailOpt.Core.CrossSell.Promotions;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Numerics;
using static RetailOpt.Tests.Core.CrossSell.ShopData;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class PromotionTests : IDisposable
{
    private const int Items = 4;
    private readonly ShopData _shop = new();

    public void Dispose() => _shop.Dispose();

    private sealed record Basket(int Account, (int Item, int Campaign, int Net, int Discount)[] Lines);

    private static readonly Gen<Basket[]> Baskets = Gen.Select(Gen.Int[0, 4],
        Gen.Select(Gen.Int[0, Items - 1], Gen.Int[-1, 1], Gen.Int[1, 9], Gen.Int[0, 3]).Array[1, 4].Select(lines => lines.DistinctBy(l => l.Item1).ToArray()))
        .Select((account, lines) => new Basket(account, lines)).Array[1, 20];

    private static readonly int[] SegmentOf = [0, 0, 1, 2, -1];

    [Fact]
    public void Solve_RandomShops_EqualsTheDefinitions() => Baskets.Sample(baskets =>
    {
        var result = Solve(baskets, new() { MinAccounts = 2 });
        var expected = Expected(baskets).Where(e => e.Accounts >= 2).ToArray();
        Assert.Equal(expected.Select(e => e.Key).Order(), result.Combinations.Select(c => (c.Campaign, c.Primary, c.Other, c.Segment)).Order());
        foreach (var e in expected)
        {
            var c = result.Combinations.Single(x => (x.Campaign, x.Primary, x.Other, x.Segment) == e.Key);
            Assert.Equal((e.Pairs, e.Base, e.Accounts), (c.Pairs, c.Base, c.Accounts));
            Assert.Equal(e.Pairs / (double)e.Base, c.Rate, 1e-12);
            Assert.Equal(e.Effectiveness, c.Effectiveness, 1e-9);
            Assert.Equal(e.Cost, c.Cost, 1e-9);
            Assert.Equal(e.Impact, c.Impact?.Value, (x, y) => x is null ? y is null : Math.Abs(x.Value - y!.Value) < 1e-9);
            Assert.Equal(e.Confidence, c.Confidence, 1e-12);
            Assert.Equal(e.Lift, c.Lift, 1e-9);
            Assert.Equal(e.Cost == 0 || e.Impact is null, c.Roi is null);
        }
    }, iter: 400);

    [Fact]
    public void Solve_SameSeed_SameIntervals_AroundTheValueInGeneral() => Baskets.Sample(baskets =>
    {
        var (one, two) = (Solve(baskets, new()), Solve(baskets, new()));
        Assert.Equal(one.Combinations.Select(c => c.Impact), two.Combinations.Select(c => c.Impact));
        Assert.All(one.Combinations.Where(c => c.Impact is { } i && !double.IsNaN(i.Low)), c => Assert.True(c.Impact!.Value.Low <= c.Impact.Value.High));
    }, iter: 50);

    [Fact]
    public void Interval_OfWideSamples_CoversTheTrueDifferenceAboutAsOftenAsItSays()
    {
        var covered = 0;
        for (var draw = 0; draw < 300; draw++)
        {
            var stream = RandomStream.Of(7, draw);
            double[] Values(double mean) => [.. Enumerable.Range(0, 40).Select(_ => mean + 3 * stream.Normal())];
            var impact = Comparison.Impact(new(Values(12), 200, RandomStream.Of(8, draw)), new(Values(10), 200, RandomStream.Of(9, draw)))!.Value;
            if (impact.Low <= 80 && 80 <= impact.High) covered++;
        }
        Assert.InRange(covered, 250, 290); // of 300, at 90%
    }

    [Theory]
    [InlineData("new_product_launch", true, false, false, false)]
    [InlineData("Seasonal Promotion", false, true, false, false)]
    [InlineData("customer-retention", false, false, true, false)]
    [InlineData("inventory_clearance", false, false, false, true)]
    [InlineData("seasonal", false, true, false, false)]
    public void Filter_OfAType_LooksAtItsOwnMeasureAlone(string type, bool lift, bool confidence, bool basket, bool support)
    {
        var parsed = CampaignTypes.Find(type)!.Value;
        Combination Of(double l, double c, double b, double s) => new(0, 0, 1, -1, 1, 1, 2, 1, 0, b, null, null, 0, s, c, l);
        Assert.Equal(lift, PromotionChoice.Passes(parsed, Of(1.5, 0, 0, 0), 10));
        Assert.Equal(confidence, PromotionChoice.Passes(parsed, Of(0, .3, 0, 0), 10));
        Assert.Equal(basket, PromotionChoice.Passes(parsed, Of(0, 0, 10, 0), 10));
        Assert.Equal(support, PromotionChoice.Passes(parsed, Of(0, 0, 0, .02), 10));
        Assert.True(PromotionChoice.Passes(CampaignType.General, Of(0, 0, 0, 0), 10));
    }

    [Fact]
    public async Task Load_NoIdsOnLines_AttributesByTargetWindowAndProducts()
    {
        var model = await LoadAsync(
            Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(5), 2m], ["B1", "A1", "P2", Day(5), 3m], ["B2", "A2", "P1", Day(5), 2m], ["B3", "A1", "P1", Day(20), 2m]),
            Table("campaigns", "campaign type start end", ["K1", "Type A", Day(0), Day(9)]), Table("campaign_targets", "campaign account", ["K1", "A1"], ["K1", "A9"]),
            Table("campaign_products", "campaign product coupon", ["K1", "P1", "C1"], ["K1", "P1", "C2"]));
        Assert.False(model.Attribution.ById);
        var line = Assert.Single(model.Attribution.Lines[0]);
        Assert.Equal(("B1", "P1", 20_000L), (model.Purchases.Ids[line.Basket], model.Purchases.Items[line.Item], line.Net));
        var campaign = Assert.Single(Solve(model, new()).Campaigns);
        Assert.Equal(.5, campaign.Conversion);
        Assert.Equal(CampaignType.General, model.Campaigns[0].Type);
    }

    [Fact]
    public async Task Load_CampaignWithoutSales_IsShownWithZerosAndTold()
    {
        var options = new PromotionOptions();
        var model = await LoadAsync(Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(5), 2m]),
            Table("campaigns", "campaign type start end", ["K1", "seasonal", Day(0), Day(9)]), Table("campaign_targets", "campaign account", ["K1", "A7"]));
        var result = Solve(model, options);
        var campaign = Assert.Single(result.Campaigns);
        Assert.Equal((0, 0d, null), (campaign.Baskets, campaign.Conversion, campaign.Impact));
        Assert.Contains(new PromotionReport(result, options).Report().Notices, n => n.Text.Contains("1 of 1 campaigns have no sale in the window (K1)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_DiscountBeyondAHundredPercent_IsToldAndMeasuredInstead()
    {
        var model = await LoadAsync(Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(5), 2m]),
            Table("campaigns", "campaign start end discount_percent", ["K1", Day(0), Day(9), 120.0], ["K2", Day(0), Day(9), 20.0], ["K3", Day(0), Day(9), 15.0]));
        Assert.Equal([null, 20.0, 15.0], model.Campaigns.Select(c => c.DiscountPercent));
        Assert.Contains(model.Notices, n => n.Level == NoticeLevel.Error && n.Text.Contains("K1 has a discount of 120%", StringComparison.Ordinal));
        var fractions = await LoadAsync(Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(5), 2m]),
            Table("campaigns", "campaign start end discount_percent", ["K1", Day(0), Day(9), .2], ["K2", Day(0), Day(9), 1.2]));
        Assert.Equal([20.0, null], fractions.Campaigns.Select(c => c.DiscountPercent));
    }

    [Fact]
    public async Task Load_LineOfAnUnknownCampaign_IsGeneralAndTold()
    {
        var model = await LoadAsync(Table("sales", "basket account product date amount campaign", ["B1", "A1", "P1", Day(5), 2m, "K9"], ["B1", "A1", "P2", Day(5), 2m, null]));
        Assert.True(model.Attribution.ById);
        Assert.Equal("K9", Assert.Single(model.Campaigns).Id);
        Assert.Contains(model.Notices, n => n.Text.Contains("K9, which is not among the campaigns", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_NoCampaigns_IsRefusedWithWhatToImport()
    {
        var data = await _shop.OpenAsync(Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(5), 2m]));
        var refused = await Assert.ThrowsAsync<InputException>(() => new PromotionAnalysis().LoadAsync(new(new Dictionary<string, IQueryEngine> { ["data"] = data }), new(), new NoWork(), TestContext.Current.CancellationToken));
        Assert.Contains("has no campaigns", refused.Message);
    }

    private async Task<PromotionModel> LoadAsync(params RetailOpt.Core.Tables.IResultTable[] tables) =>
        await PromotionModel.LoadAsync(new(new Dictionary<string, IQueryEngine> { ["data"] = await _shop.OpenAsync(tables) }), new PromotionOptions().Reading, new NoWork(), TestContext.Current.CancellationToken);

    private static PromotionResult Solve(PromotionModel model, PromotionOptions options) => new PromotionSolver(model, options with { Resamples = 20 }, 1, TestContext.Current.CancellationToken).Solve();

    private static PromotionResult Solve(Basket[] baskets, PromotionOptions options)
    {
        var accounts = baskets.Max(b => b.Account) + 1;
        var purchases = Purchases(Items, [.. baskets.Select(b => (b.Account, b.Lines.Select(l => l.Item).ToArray()))], SegmentOf[..accounts]);
        for (var b = 0; b < baskets.Length; b++)
            foreach (var l in baskets[b].Lines)
            {
                var at = purchases.Starts[b] + purchases.Basket(b).BinarySearch(l.Item);
                (purchases.Net[at], purchases.Discount[at]) = (l.Net * 10_000L, l.Discount * 10_000L);
            }
        SalesLine[] lines = [.. baskets.SelectMany((b, i) => b.Lines.Select(l => new SalesLine(i, l.Item, l.Campaign, l.Net * 10_000L, l.Discount * 10_000L)))];
        var loaded = new Loaded(purchases, purchases.Items, [.. Enumerable.Range(0, Items)], ["K0", "K1"], lines);
        var campaigns = new[] { "K0", "K1" }.Select(k => new Campaign(k, null, CampaignType.General, null, null, Day(0), Day(99), null, null, null, null, null, null)).ToArray();
        var catalog = new ItemCatalog(RetailOpt.Core.CrossSell.ItemLevel.Product, new Dictionary<string, CatalogProduct>());
        return Solve(new PromotionModel(purchases, Day(99), campaigns, Attribution.Of(loaded, catalog, campaigns, default), []), options);
    }

    private sealed record Row((int, int, int, int) Key, int Pairs, int Base, int Accounts, double Effectiveness, double Cost, double? Impact, double Confidence, double Lift);

    /// <summary>Every measure by its definition, combination by combination.</summary>
    private static IEnumerable<Row> Expected(Basket[] all) =>
        from c in new[] { 0, 1 }
        from p in Enumerable.Range(0, Items)
        from q in Enumerable.Range(0, Items)
        where p != q
        from s in new[] { -1, 0, 1, 2 }
        let baskets = all.Where(b => s < 0 || SegmentOf[b.Account] == s).ToArray()
        let campaign = baskets.Where(b => b.Lines.Any(l => l.Item == p && l.Campaign == c)).ToArray()
        let pairs = campaign.Where(b => Has(b, q)).ToArray()
        where pairs.Length > 0
        let others = baskets.Where(b => Has(b, p) && b.Lines.All(l => l.Campaign < 0)).ToArray()
        let pairLines = pairs.SelectMany(b => b.Lines.Where(l => l.Item == p || l.Item == q)).ToArray()
        let discount = 100.0 * pairLines.Sum(l => l.Discount) / pairLines.Sum(l => l.Net + l.Discount)
        let confidence = baskets.Count(b => Has(b, p) && Has(b, q)) / (double)baskets.Count(b => Has(b, p))
        select new Row((c, p, q, s), pairs.Length, campaign.Length, pairs.Select(b => b.Account).Distinct().Count(), pairs.Length * (pairLines.Sum(l => l.Net) / (double)pairs.Length) / (discount + 1),
            campaign.Sum(b => b.Lines.Where(l => l.Campaign == c).Sum(l => l.Discount)), others.Length == 0 ? null : (campaign.Average(Gross) - others.Average(Gross)) * campaign.Length,
            confidence, confidence / (baskets.Count(b => Has(b, q)) / (double)baskets.Length));

    private static bool Has(Basket basket, int item) => basket.Lines.Any(l => l.Item == item);

    private static double Gross(Basket basket) => basket.Lines.Sum(l => l.Net + l.Discount);
}
