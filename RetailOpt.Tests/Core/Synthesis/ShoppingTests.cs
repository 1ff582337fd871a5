using RetailOpt.Core.Synthesis.Generate;
using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>What customers buy.</summary>
public sealed class ShoppingTests
{
    private static Market MarketOf(GenerateOptions options, ulong seed = 1) => MarketMaker.Make(CatalogueMaker.Make(options.Products, options.Affinities, seed), options.Settings, options.Plan, seed);

    private static readonly GenerateOptions Small = new() { Customers = 101, Weeks = 12, Products = 96, Stores = 3 };

    private static Purchase[] Shop(Market market, int customers, int batchSize, int threads) =>
        [.. new Batches(market, customers, batchSize, threads).From(0, TestContext.Current.CancellationToken).SelectMany(b => b)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(1_000, 2)]
    public void Purchases_AreTheSame_WhateverTheBatchesAndThreads(int batchSize, int threads)
    {
        var market = MarketOf(Small);
        Assert.Equal(Shop(market, 101, 101, 1), Shop(market, 101, batchSize, threads));
    }

    [Fact]
    public void Purchases_AreOfCarriedProductsOnTheShelf_OnePerCategoryOfATrip()
    {
        var market = MarketOf(Small with { Outage = .2 });
        var purchases = Shop(market, 101, 50, 2);
        Assert.True(purchases.Length > 1_000);
        Assert.All(purchases, p => Assert.True(market.Shops[p.Store].Carried[p.Item] && market.Shelves.Has(p.Store, p.Item, p.Week) && p.Quantity > 0));
        Assert.All(purchases.CountBy(p => (p.Customer, p.Week, p.Trip, market.Catalogue.Attributes[p.Item].Category)), p => Assert.Equal(1, p.Value));
    }

    [Fact]
    public void WithoutSubstitution_EmptyShelvesLoseSales()
    {
        var (with, without) = (Shop(MarketOf(Small with { Outage = .3 }), 101, 50, 2).Length, Shop(MarketOf(Small with { Outage = .3, Substitution = false }), 101, 50, 2).Length);
        var full = Shop(MarketOf(Small with { Outage = 0 }), 101, 50, 2).Length;
        Assert.True(without < .8 * full && without < with && with < full, $"{without} {with} {full}");
    }

    [Fact]
    public void Outage_HasItsShare()
    {
        var shelves = new Availability(5, .12);
        Assert.Equal(.12, Enumerable.Range(0, 40_000).Count(i => !shelves.Has(i % 7, i % 101, 1 + i % 50 + i / 50)) / 40_000.0, .01);
    }

    [Fact]
    public void CheaperProduct_SellsMore()
    {
        var market = MarketOf(Small with { PriceScale = -.4 });
        var item = Enumerable.Range(0, 96).MaxBy(i => Shop(market, 101, 50, 2).Count(p => p.Item == i));
        int Sold(double markdown) => Shop(market with { Prices = market.Prices.With(market.Catalogue, market.Settings, new Dictionary<int, double> { [item] = markdown }) }, 101, 50, 2).Count(p => p.Item == item);
        var (list, ten, thirty) = (Sold(0), Sold(.1), Sold(.3));
        Assert.True(list < ten && ten < thirty, $"{list} {ten} {thirty}");
    }

    [Fact]
    public void PlantedAffinity_ShowsInTrips()
    {
        var market = MarketOf(Small with { Customers = 400, Gaps = 0 });
        var affinity = market.Catalogue.Affinities.MaxBy(a => a.Kappa)!;
        var trips = Shop(market, 400, 50, 2).GroupBy(p => (p.Customer, p.Week, p.Trip)).Select(t => t.Select(p => market.Catalogue.Attributes[p.Item].Category).ToHashSet()).ToArray();
        double Share(bool with) => trips.Where(t => t.Contains(affinity.Trigger) == with).Average(t => t.Contains(affinity.Target) ? 1.0 : 0);
        Assert.True(Share(true) > 1.5 * Share(false), $"{Share(true)} {Share(false)}");
    }

    [Fact]
    public void Weights_AreThoseOfTheFormula_InAnyPlace()
    {
        float[] utility = [.. Enumerable.Range(0, 21).Select(i => i * .1f - 1)], slope = [.. utility.Select(u => -u)], mask = [.. utility.Select((_, i) => i % 5 == 4 ? 0f : 1f)];
        var (with, without) = (Enumerable.Repeat(.3f, 21).ToArray(), new float[21]);
        Weights.Fill(utility, slope, mask, -2, .1f, with);
        Weights.Fill(utility, slope, mask, -2, 0, without);
        for (var i = 0; i < 21; i++)
        {
            Assert.Equal(mask[i] * Math.Exp(3 * utility[i]), without[i], 1e-4);
            Assert.Equal(mask[i] * Math.Exp(3 * utility[i] - .1 * Math.Log(-Math.Log(.3))), with[i], 1e-4);
            var one = new float[1];
            Weights.Fill(utility.AsSpan(i, 1), slope.AsSpan(i, 1), mask.AsSpan(i, 1), -2, 0, one);
            Assert.Equal(without[i], one[0]);
        }
    }
}
