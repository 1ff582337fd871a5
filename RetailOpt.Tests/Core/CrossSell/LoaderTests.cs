using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.Affinity;
using RetailOpt.Core.CrossSell.Loading;
using static RetailOpt.Tests.Core.CrossSell.ShopData;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class LoaderTests : IDisposable
{
    private readonly ShopData _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Load_WindowIsClosed_LaterAndEarlierRowsAreCounted()
    {
        var data = await _shop.LoadAsync(new AffinityOptions { AsOf = Day(10), LookbackDays = 5 }, Table("sales", "basket product date amount",
            ["B1", "P1", Day(4), 1m], ["B2", "P1", Day(5), 1m], ["B3", "P2", Day(10), 1m], ["B4", "P2", Day(11), 1m], ["B5", "P2", null, 1m]));
        Assert.Equal(["B2", "B3"], data.Loaded.Purchases.Ids);
        Assert.Contains(data.Notices, n => n.Count == 1 && n.Text.Contains("dated after 2026-03-11", StringComparison.Ordinal));
        Assert.Contains(data.Notices, n => n.Count == 1 && n.Text.Contains("before 2026-03-06", StringComparison.Ordinal));
        Assert.Contains(data.Notices, n => n.Count == 1 && n.Text.Contains("have no date", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_FutureDates_AsOfIsTheNewestDayBeforeTheImport()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var data = await _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket product date amount", ["B1", "P1", today.AddDays(-9), 1m], ["B2", "P1", today.AddDays(40), 1m]));
        Assert.Equal(today.AddDays(-9), data.Window.AsOf);
        Assert.Contains(data.Notices, n => n.Text.StartsWith("1 rows of the sales are dated after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_OnlyFutureDates_IsRefusedWithWhatToDo()
    {
        var refused = await Assert.ThrowsAsync<InputException>(() => _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket product date amount", ["B1", "P1", new DateOnly(2999, 1, 1), 1m])));
        Assert.Contains("as-of", refused.Message);
    }

    [Fact]
    public async Task Load_ReturnsAndDuplicates_AreNoPurchasesAndCountOnce()
    {
        var data = await _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket product date quantity amount",
            ["B1", "P1", Day(0), 2m, 4m], ["B1", "P1", Day(0), 2m, 4m], ["B1", "P2", Day(0), -1m, -3m], ["B2", "P3", Day(1), 1m, 5m]));
        var purchases = data.Loaded.Purchases;
        Assert.Equal(["P1", "P3"], purchases.Items);
        Assert.Equal([0, 1], purchases.Lines);
        Assert.Equal(80_000, purchases.NetOf(0));
        Assert.Contains(data.Notices, n => n.Count == 1 && n.Text.Contains("are returns", StringComparison.Ordinal));
        Assert.Contains(data.Notices, n => n.Count == 1 && n.Text.Contains("repeat an item", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_NoBasketIds_AccountAndDayAreOne()
    {
        var data = await _shop.LoadAsync(new AffinityOptions(), Table("sales", "account product date amount",
            ["A1", "P1", Day(0), 1m], ["A1", "P2", Day(0), 1m], ["A1", "P1", Day(1), 1m], ["A2", "P1", Day(0), 1m], [null, "P1", Day(0), 1m]));
        Assert.Equal(["A1/2026-03-01", "A2/2026-03-01", "A1/2026-03-02"], data.Loaded.Purchases.Ids);
        Assert.Contains(data.Notices, n => n.Count == 1 && n.Text.Contains("neither a basket nor an account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_NothingThatMakesBaskets_IsRefused() => Assert.Contains("Map a column to basket",
        (await Assert.ThrowsAsync<InputException>(() => _shop.LoadAsync(new AffinityOptions(), Table("sales", "product date amount", ["P1", Day(0), 1m])))).Message);

    [Fact]
    public async Task Load_NoBasketsAtAll_SaysWhereTheRowsWent() => Assert.Contains("of 1 rows 1 are returns",
        (await Assert.ThrowsAsync<InputException>(() => _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket product date quantity amount", ["B1", "P1", Day(0), -1m, -1m])))).Message);

    [Theory]
    [InlineData(BigBaskets.Keep, 2, 5)]
    [InlineData(BigBaskets.Cap, 2, 3)]
    [InlineData(BigBaskets.Drop, 1, 1)]
    public async Task Load_BasketOfManyItems_IsToldAndCappedOrDroppedOnlyByTheSetting(BigBaskets does, int baskets, int lines)
    {
        var data = await _shop.LoadAsync(new AffinityOptions { BigBaskets = does, BigBasketItems = 2 }, Table("sales", "basket product date amount",
            ["B1", "P1", Day(0), 1m], ["B1", "P2", Day(0), 1m], ["B1", "P3", Day(0), 1m], ["B1", "P4", Day(0), 1m], ["B2", "P3", Day(1), 1m]));
        Assert.Equal((baskets, lines), (data.Loaded.Purchases.Count, data.Loaded.Purchases.Lines.Length));
        Assert.Contains(data.Notices, n => n.Level == NoticeLevel.Warning && n.Text.Contains("'B1' holds 4", StringComparison.Ordinal));
        if (does == BigBaskets.Cap) Assert.Equal(["P1", "P3"], data.Loaded.Purchases.Basket(0).ToArray().Select(i => data.Loaded.Purchases.Items[i]));
    }

    [Fact]
    public async Task Load_BasketOfTenThousandItems_IsToldByDefaultAndStaysWhole()
    {
        var rows = Enumerable.Range(0, 10_000).Select(i => new object?[] { "B1", $"P{i}", Day(0), 1m }).ToArray();
        var data = await _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket product date amount", rows));
        Assert.Equal(10_000, data.Loaded.Purchases.Lines.Length);
        Assert.Contains(data.Notices, n => n.Text.StartsWith("1 basket holds 10,000 items or more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_CancelledInvoicesAndFees_AreLeftOutWhereToldAndElseDoubted()
    {
        object?[][] rows = [["1", "85123A", Day(0), 1m], ["1", "85123a", Day(0), 1m], ["C2", "84406", Day(0), 1m], ["3", "POST", Day(0), 1m], .. Enumerable.Range(0, 40).Select(i => new object?[] { "4", $"{i + 10000}", Day(1), 1m })];
        var plain = await _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket product date amount", rows));
        Assert.Equal(4, plain.Loaded.Purchases.Count);
        Assert.Contains(plain.Notices, n => n.Text.Contains("look like no products (POST)", StringComparison.Ordinal));
        Assert.Contains(plain.Notices, n => n.Text.Contains("differ from another only in case", StringComparison.Ordinal));
        var clean = await _shop.LoadAsync(new AffinityOptions { SkipBaskets = "C, A", ProductPattern = "^[0-9]{5}", UpperCaseProducts = true }, Table("sales", "basket product date amount", rows));
        Assert.Equal(["1", "4"], clean.Loaded.Purchases.Ids);
        Assert.Equal(41, clean.Loaded.Purchases.Items.Count);
        Assert.Contains(clean.Notices, n => n.Text.Contains("(POST)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_Level_GroupsProductsAndCountsThoseWithoutOne()
    {
        var data = await _shop.LoadAsync(new AffinityOptions { ItemLevel = ItemLevel.CategoryBrand },
            Table("sales", "basket product date amount", ["B1", "P1", Day(0), 1m], ["B1", "P2", Day(0), 1m], ["B1", "P3", Day(0), 1m]),
            Table("products", "product category brand", ["P1", "Tea", "Own"], ["P2", "Tea", "Own"], ["P3", null, "Own"]));
        Assert.Equal(["Tea | Own"], data.Loaded.Purchases.Items);
        Assert.Contains(data.Notices, n => n.Count == 1 && n.Text.Contains("without category or brand", StringComparison.Ordinal));
        Assert.Contains("item-level", (await Assert.ThrowsAsync<InputException>(() => _shop.LoadAsync(new AffinityOptions { ItemLevel = ItemLevel.Brand }, Table("sales", "basket product amount", ["B1", "P1", 1m])))).Message);
    }

    [Fact]
    public async Task Segments_AccountsWithoutOne_AreTold_AndGivenOrComputedBySetting()
    {
        var sales = Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(0), 9m], ["B2", "A2", "P1", Day(1), 1m], ["B3", "A3", "P1", Day(2), 5m]);
        var accounts = Table("accounts", "account segment", ["A1", "Gold"], ["A2", null], ["A9", "Iron"]);
        var given = await _shop.LoadAsync(new AffinityOptions(), sales, accounts);
        Assert.Equal(["Gold", "Iron"], given.Loaded.Purchases.Segments.Names);
        Assert.Equal([0, -1, -1], given.Loaded.Purchases.Segments.Of);
        Assert.Contains(given.Notices, n => n.Count == 2 && n.Text.Contains("have no segment", StringComparison.Ordinal));
        var computed = (await _shop.LoadAsync(new AffinityOptions { Segments = SegmentSource.Computed }, sales, accounts)).Loaded.Purchases.Segments;
        Assert.Equal(SegmentMethod.Thirds, computed.Method);
        Assert.Equal(["Standard", "Basic", "Premium"], computed.Of.Select(s => computed.Names[s]));
        Assert.Contains("segments computed", (await Assert.ThrowsAsync<InputException>(() => _shop.LoadAsync(new AffinityOptions { Segments = SegmentSource.Given }, sales))).Message);
    }

    [Fact]
    public async Task Load_RowsInAnotherOrder_IsTheSame()
    {
        object?[][] rows = [["B2", "A2", "P2", Day(1), 1m], ["B1", "A1", "P3", Day(1), 2m], ["B1", "A1", "P1", Day(1), 3m], ["B0", "A3", "P1", Day(2), 4m]];
        var (one, two) = (await _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket account product date amount", rows)),
            await _shop.LoadAsync(new AffinityOptions(), Table("sales", "basket account product date amount", [.. rows.Reverse()])));
        Assert.Equal(one.Loaded.Purchases.Ids, two.Loaded.Purchases.Ids);
        Assert.Equal(one.Loaded.Purchases.Lines, two.Loaded.Purchases.Lines);
        Assert.Equal(one.Loaded.Purchases.Net, two.Loaded.Purchases.Net);
        Assert.Equal(one.Loaded.Purchases.AccountOf, two.Loaded.Purchases.AccountOf);
    }

    [Fact]
    public void Rfm_SingleAccount_HasASegment() => Assert.Equal([1], ComputedSegments.Thirds([5], [1], [10]));

    [Fact]
    public void Clusters_OfThreeKindsOfAccounts_AreTheKinds_ThatOfTheGreatestValuePremium()
    {
        (double Last, double Baskets, double Net)[] kinds = [(100, 30, 9e8), (90, 8, 1e7), (10, 1, 1e5)];
        var accounts = Enumerable.Range(0, 60).Select(a => (Kind: a % 3, Of: kinds[a % 3], Part: 1 + a / 100.0)).ToArray();
        var found = ComputedSegments.Clusters([.. accounts.Select(a => a.Of.Last)], [.. accounts.Select(a => a.Of.Baskets * a.Part)], [.. accounts.Select(a => a.Of.Net * a.Part)], TestContext.Current.CancellationToken);
        Assert.Equal(accounts.Select(a => new[] { "Premium", "Standard", "Basic" }[a.Kind]), found.Select(s => ComputedSegments.Names[s]));
        Assert.Equal([1], ComputedSegments.Clusters([5], [1], [10], TestContext.Current.CancellationToken));
        Assert.Empty(ComputedSegments.Clusters([], [], [], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Pattern_ThatIsNone_IsRefused() => Assert.Equal("product-pattern", Assert.Single(new AffinityOptions { ProductPattern = "(" }.Check()).Key);
}
