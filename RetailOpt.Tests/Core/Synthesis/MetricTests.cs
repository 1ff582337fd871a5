using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Scoring;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>Each metric's sample of a log that is small enough to count by hand.</summary>
public sealed class MetricTests
{
    // products 0 and 1 are of category 0 with brands 0 and 1, product 2 of category 1
    private static readonly Shelves Shelves = new([0, 0, 1], [0, 1, 0]);

    private static readonly ShoppingLog Log = new(
    [
        new(0, 0, 0, 0, 2, 4, 0), new(0, 0, 0, 2, 1, 5, 1), new(0, 4, 1, 1, 1, 3, 0),
        new(1, 1, 2, 0, 1, 2, 0), new(1, 3, 3, 0, 3, 5, 1), new(1, 5, 4, 0, 1, 2, 0), new(1, 5, 4, 2, 1, 6, 0),
        new(2, 4, 5, 2, 2, 12, 0),
    ], 4, 6, Shelves, Known.All);

    public static TheoryData<string, double[]> Expected => new()
    {
        { "visit_probability", [1 / 4.0, 1 / 4.0, 2 / 4.0] }, // weeks 3, 4 and 5: one, two and one of four buy
        { "basket_size", [1, 1, 2, 2, 3, 3] },
        { "quantity", [1, 1, 1, 1, 1, 2, 2, 3] },
        { "revenue", [2, 3, 5, 8, 9, 12] },
        { "category_purchase", [3 / 24.0, 5 / 24.0] },
        { "recency", [0, 0, 0, 1, 1, 3] }, // customer 0: 3, 0, 1; customer 1: 0, 1, 0; customer 2 is not known from the first weeks
        { "sales_volume", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3] },
        { "price_distribution", [13 / 7.0, 3, 23 / 4.0] },
        { "product_purchase", [1 / 24.0, 3 / 24.0, 4 / 24.0] },
        { "category_penetration", [1, 1, 1, 1, 2, 2] },
        { "marketing_signal", [0, 0, 0, 0, 1, 1] },
        { "promo_response", [] },
        { "loyalty", [0, 2 / 3.0] }, // customer 1 bought 0; then 0 again; then 0 again and 2
        { "brand_switching", [0, 1] },
        { "category_size", [1, 2] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Sample_OfASmallLog_IsAsCounted(string metric, double[] expected)
    {
        var sample = MetricList.All.Single(m => m.Key == metric).Sample(Log);
        double[] seen = [.. sample.Values.SelectMany((v, i) => Enumerable.Repeat(v, (int)sample.Counts[i]))];
        Assert.Equal(expected.Length, seen.Length);
        foreach (var (one, other) in expected.Order().Zip(seen)) Assert.Equal(one, other, 12);
    }

    [Fact]
    public void Every_Metric_IsCounted() => Assert.Equal(MetricList.All.Select(m => m.Key).Order(), Expected.Select(e => e.Data.Item1).Order());

    [Fact]
    public void Response_NeedsTwoWeeksOfEitherKind()
    {
        ShoppingLog Of(params (int Week, double Units, double Discount)[] weeks) =>
            new([.. weeks.Select((w, i) => new LogLine(0, w.Week, i, 0, w.Units, 1, w.Discount))], 1, 8, new([0], [0]), Known.All);
        Assert.Equal(0, Products.Responses(Of((0, 1, 0), (1, 2, 0), (2, 9, 1))).Count);
        Assert.Equal([3], Products.Responses(Of((0, 1, 0), (1, 2, 0), (2, 4, 1), (3, 5, 1))).Values);
    }

    [Fact]
    public void Score_OfALogAgainstItself_IsPerfect()
    {
        var card = Scorecard.Of(Log, Log);
        Assert.All(card.Metrics.Where(m => m.Metric.Key != "promo_response"), m => Assert.Equal(1, m.Value));
        Assert.Equal("in the target there is nothing to observe", card.Metrics.Single(m => m.Metric.Key == "promo_response").Missing);
        Assert.True(card.Tiered.IsPartial);
    }

    [Theory]
    [InlineData(Known.All & ~Known.Customers, "visit_probability", "in the target the sales name no accounts")]
    [InlineData(Known.All & ~Known.Prices, "revenue", "in the target the sales have no prices")]
    [InlineData(Known.All & ~Known.Discounts, "marketing_signal", "in the target the sales have no discounts")]
    [InlineData(Known.All & ~Known.Brands, "brand_switching", "in the target the products have no brands")]
    internal void Score_AgainstATargetThatLacksSomething_NamesIt(Known knows, string metric, string reason)
    {
        var card = Scorecard.Of(Log, new(([.. Log.Lines]), 4, 6, Shelves, knows));
        Assert.Equal(reason, card.Metrics.Single(m => m.Metric.Key == metric).Missing);
        Assert.Contains(metric, card.Tiered.Tiers.SelectMany(t => t.Missing));
    }
}
