using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

internal enum Tier { Private, National, Premium }

internal enum Segment { Premium, Standard, Basic }

/// <summary>A product; prices in cents. <paramref name="UnitsPerLine"/> is the mean quantity of a line.</summary>
internal sealed record Product(
    string Id, string Name, Shelf Shelf, int Category, string Brand, Tier Tier, string Size, int ListCents, double Popularity, double UnitsPerLine);

/// <summary>A store; <paramref name="Pull"/> is its share of each category's demand beside other stores, before normalising.</summary>
internal sealed record Store(string Id, string Name, string City, string Region, string Format, int Cluster, double Size, int Area, double[] Pull);

/// <summary>An account; <paramref name="Taste"/> is its liking of each product beside other accounts.</summary>
internal sealed record Account(string Id, string Name, Segment Segment, int Home, double VisitsPerWeek, double Appetite, int FromWeek, int ToWeek, float[] Taste);

/// <summary>A campaign: targeted accounts buy its products at a further discount, and <paramref name="Uplift"/> times as often beyond what the price explains.</summary>
internal sealed record Campaign(
    string Id, string Name, string Type, int Category, int FirstDay, int LastDay, Segment? Target, double Discount, double Uplift,
    int BudgetCents, int SpendCents, int[] Accounts, int[] Products);

/// <summary>Everything that is so before anybody shops.</summary>
internal sealed record World(SampleOptions Options, ulong Seed, Product[] Products, Store[] Stores, Account[] Accounts, Campaign[] Campaigns)
{
    public static World Make(SampleOptions options, ulong seed)
    {
        var products = ProductMaker.Make(options, seed);
        var stores = StoreMaker.Make(options, seed);
        var accounts = AccountMaker.Make(options, seed, products, stores);
        return new World(options, seed, products, stores, accounts, CampaignMaker.Make(options, seed, products, accounts));
    }
}

/// <summary>Names the kinds of entities that have random streams.</summary>
internal static class Streams
{
    public const long Product = 1, Shelf = 2, Store = 3, StoreOrder = 4, Account = 5, Campaign = 6, Price = 7, Curve = 8, Season = 9,
        Assortment = 10, Gaps = 11, Supply = 12, Visits = 13, Basket = 14, Bounds = 15, Affinity = 16;
}
