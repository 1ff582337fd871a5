using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.CrossSell.Affinity;
using RetailOpt.Core.CrossSell.MarketBasket;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Opportunities.Proof;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Loading;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Runs;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Synthesis.Calibration;
using RetailOpt.Core.Synthesis.Generate;
using RetailOpt.Core.Synthesis.LearnPrices;
using RetailOpt.Core.Synthesis.Score;
using RetailOpt.Tests.Core.Clusters;
using RetailOpt.Tests.Core.CrossSell;
using RetailOpt.Tests.Core.Opportunities;
using RetailOpt.Tests.Core.SellThrough;
using RetailOpt.Tests.Support;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Endpoints;
using RetailOpt.Web.Pages;

namespace RetailOpt.Tests.Web.Pages;

/// <summary>A page of an analysis over fakes: real analyses on small models, no files, no worker.</summary>
public abstract class PageTest : WebTest
{
    private protected FakeDatasets Datasets { get; } = new();
    private protected FakeQueue Queue { get; } = new();
    private protected FakeAnswers Answers { get; }
    private protected FakeRunStore Store { get; } = new();
    private protected UploadStore Uploads { get; }
    /// <summary>What comes with the prices.</summary>
    private protected GivenRules? Given { get; set; }
    /// <summary>Whether the supply of sell-through is an estimate.</summary>
    private protected bool Estimated { get; set; }
    private readonly TempFolder home = new();

    protected PageTest()
    {
        var registry = new RunRegistry([new PricingAnalysis(), new ClustersAnalysis(), new OpportunitiesAnalysis(new NoGroups()), new OpportunitiesProofAnalysis(new NoGroups()), new SellThroughAnalysis(new NoGroups()),
            new MarketBasketAnalysis(), new AffinityAnalysis(), new AccountAnalysis(), new CallListAnalysis(),
            new GenerateAnalysis(), new LearnPricesAnalysis(), new CalibrateAnalysis(), new ScoreAnalysis()]);
        Answers = new(registry, key => key switch { "price" => Prices(Given), "opportunities" => Shelves(), "sell-through" => Shops.Model(Estimated), "cross-sell-account-recommendations" => RecommenderTests.Learned(CrossSellPageTests.Baskets()), "cross-sell-market-basket" or "cross-sell-affinity" => ShopData.Model(CrossSellPageTests.Baskets()), _ => Stores() });
        Datasets.All.Add(FakeDatasets.Of("d1", "Corner shop", "sales.product", "sales.quantity", "sales.amount", "sales.store", "products.category"));
        Uploads = new UploadStore(new Home(home.Path), TimeProvider.System);
        Services.AddSingleton(registry).AddSingleton(Uploads).AddSingleton<Library>().AddSingleton<INotes, FakeNotes>();
        Services.AddSingleton<IDatasetStore>(Datasets).AddSingleton<IInputs>(new FakeInputs(Datasets)).AddSingleton<IAnswers>(Answers).AddSingleton<IRunQueue>(Queue).AddSingleton<IRunStore>(Store);
    }

    /// <summary>A file as the browser would have sent it.</summary>
    private protected GivenFile Upload(string name, string content) =>
        new(Uploads.SaveAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), name, 1 << 20, default).GetAwaiter().GetResult().Hash, name);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) home.Dispose();
    }

    private protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private protected string? Asks(string key) => Services.GetRequiredService<QueryState>()[key];

    private protected void Open(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    /// <summary>Four SKUs whose curves rise with the markdown, a fifth that was seen at one markdown only; the third has a name.</summary>
    private protected static PricingModel Prices(GivenRules? given = null)
    {
        const int skus = 5, each = 6;
        double[] md = [.. Enumerable.Range(0, skus * each).Select(i => i < (skus - 1) * each ? .08 * (i % each) : .1)];
        double[] sold = [.. md.Select((m, i) => i < (skus - 1) * each ? 20 + 10 * (i / each) + (30 + 20 * (i / each)) * m : 15)];
        var shape = new SalesShape(PricingPeriod.Week, false, false, ListSource.Row, false, false, true, false, false, false);
        var notes = new RetailOpt.Core.Pricing.Loading.LoadNotes("Corner shop", shape, new DroppedRows(new Dictionary<string, long>(), new Dictionary<string, long>(), []), [new RefusedSku("BAD", .6, .5, "markdown bounds are crossed: lower .6 is above upper .5")], new Assumed(false, 0, 0, 0, 0, 0, 1));
        var data = new PricingData(notes)
        {
            Skus = [.. Enumerable.Range(0, skus).Select(i => $"SKU{i}")],
            Names = [null, null, "Oat biscuits", null, null],
            Categories = ["A", "A", "B", "B", "B"],
            Msrp = [10, 8, 6, 4, 2],
            Lower = [0, 0, 0, 0, 0],
            Upper = [.5, .5, .5, .5, .5],
            Stock = [60, 80, 90, 100, 30],
            StockPerPeriod = new bool[skus],
            Starts = [.. Enumerable.Range(0, skus + 1).Select(i => i * each)],
            Md = md,
            Sold = sold,
            Days = [],
            Period = PricingPeriod.Week,
        };
        var fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold);
        return new PricingModel(data, fits, BeliefBuilder.Build(data, fits, shrink: true), given);
    }

    /// <summary>
    /// Ten stores S0 to S9 in C1 and five T0 to T4 in C2 sell the teas P1 to P5, but the best, P5, is missing in S8, S9 and T4. Those of C1 sell the milks
    /// Q1 to Q5 too: Q5 is missing in S9, and Q4 in five of them.
    /// </summary>
    private protected static OpportunitiesModel Shelves()
    {
        var stores = Enumerable.Range(0, 10).Select(i => (Id: $"S{i}", Cluster: "C1")).Concat(Enumerable.Range(0, 5).Select(i => (Id: $"T{i}", Cluster: "C2"))).ToArray();
        bool Sells(string store, int p) => p < 5 || store is not ("S8" or "S9" or "T4");
        bool Milks(string store, int q) => store[0] == 'S' && (q < 4 || (q == 5 ? store != "S9" : store[1] < '5'));
        var rows = stores.SelectMany(s => Enumerable.Range(1, 5).Where(p => Sells(s.Id, p)).Select(p => new SalesRow(s.Id, $"P{p}", "Tea|Green", 100 * p))
            .Concat(Enumerable.Range(1, 5).Where(q => Milks(s.Id, q)).Select(q => new SalesRow(s.Id, $"Q{q}", "Milk|Oat", q == 4 ? 1500 : 200 * q))));
        return new RuleInstance([.. rows], stores.ToDictionary(s => s.Id, s => s.Cluster)).Model();
    }

    /// <summary>Nobody asks for groups of given models.</summary>
    private sealed class NoGroups : IStoreGroups
    {
        public Task<StoreGroups> FindAsync(IQueryEngine data, GroupWish wish, IWork work, CancellationToken ct) => throw new NotSupportedException();
    }

    /// <summary>Nine stores in three plain groups.</summary>
    private static ClustersModel Stores() => ClusterFixtures.Model(
        [.. Enumerable.Range(0, 9).Select(i => ($"S{i}", (i % 3) switch { 0 => new double[] { 100 + i, 10, 10 }, 1 => [10, 50 + i, 5], _ => [3, 3, 20 + i] }))]);
}
