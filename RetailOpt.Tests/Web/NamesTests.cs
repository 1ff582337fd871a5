using RetailOpt.Tests.Core.Pricing;
using RetailOpt.Web.Pages;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Tests.Web;

public sealed class NamesTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static DatasetItem Shop(params string[] columns) => new(FakeDatasets.Of("d1", "Corner shop", columns), "Corner shop", null);

    [Fact]
    public async Task Products_WithNames_AreCalledByThem_TwoOfOneNameAreToldApart()
    {
        using var source = new PricingSource();
        var engine = await source.OfAsync([new("P1", 1, 2, 2)], "", [("P1", "Oat biscuits", "A"), ("P2", "Milk", "B"), ("P3", "Milk", "B")]);
        var names = await Names.ReadAsync(Shop("products.product", "products.name"), () => engine, Ct);
        Assert.Equal(("Oat biscuits", "Oat biscuits"), (names.Of("products", "P1"), names.Label("products", "P1")));
        Assert.Equal(("Milk", "Milk (P3)"), (names.Of("products", "P3"), names.Label("products", "P3")));
        Assert.Equal((null, "P9"), (names.Of("products", "P9"), names.Label("products", "P9")));
        Assert.Equal((true, false), (names.Has("products"), names.Has("stores")));
    }

    [Fact]
    public async Task Dataset_WithoutNames_IsNotOpened()
    {
        var names = await Names.ReadAsync(Shop("sales.product", "products.category"), () => throw new InvalidOperationException("opened"), Ct);
        Assert.Equal("S1", names.Label("stores", "S1"));
    }
}
