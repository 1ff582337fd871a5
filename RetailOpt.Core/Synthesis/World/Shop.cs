using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.World;

/// <summary>A store.</summary>
/// <param name="id">Its id.</param>
/// <param name="cluster">Place of its cluster.</param>
/// <param name="size">Share of customers who live by it, before normalising.</param>
/// <param name="carried">Whether it carries each product.</param>
internal sealed class Shop(string id, int cluster, double size, bool[] carried)
{
    public string Id => id;
    public int Cluster => cluster;
    public double Size => size;
    public bool[] Carried => carried;
    /// <summary>1 where a product is carried, else 0: weights are multiplied by it.</summary>
    public float[] Mask { get; } = Array.ConvertAll(carried, c => c ? 1f : 0f);
}

/// <summary>
/// Whether a product is on the shelf of a store in a week. Drawn of the catalogue's seed alone: what customers buy never empties a shelf,
/// so customers are independent of each other. An outage lasts one or two weeks.
/// </summary>
/// <param name="Seed">The catalogue's seed.</param>
/// <param name="Outage">Share of store-weeks in which a carried product is missing, 0 to below 1.</param>
internal readonly record struct Availability(ulong Seed, double Outage)
{
    private const long Begin = 1, Long = 2;
    private const double TwoWeeks = .5;

    /// <summary>Whether it is there.</summary>
    public bool Has(int store, int product, int week) => Outage <= 0 || !(Begins(store, product, week) || (week > 0 && Begins(store, product, week - 1) && Lasts(store, product, week - 1)));

    // a week is missing when an outage begins in it, or when one that began before lasts: 1 - (1 - b)(1 - b/2) = outage
    private bool Begins(int store, int product, int week)
    {
        var begin = (1 + TwoWeeks - Math.Sqrt((1 + TwoWeeks) * (1 + TwoWeeks) - 4 * TwoWeeks * Outage)) / (2 * TwoWeeks);
        return RandomStream.Of(Seed, Begin, store, product, week).Next() < begin;
    }

    private bool Lasts(int store, int product, int week) => RandomStream.Of(Seed, Long, store, product, week).Next() < TwoWeeks;
}

/// <summary>Everything that is so before anybody shops; the same for every batch of customers.</summary>
/// <param name="Catalogue">What is sold.</param>
/// <param name="Settings">The numbers of the choice model.</param>
/// <param name="Prices">All prices.</param>
/// <param name="Shops">All stores, at least one.</param>
/// <param name="Shelves">What is on the shelves.</param>
/// <param name="Campaigns">Campaigns; a targeted customer buys their products at a further discount.</param>
/// <param name="FirstDay">The first day of the first week.</param>
/// <param name="Seed">Names every draw.</param>
internal sealed record Market(Catalogue Catalogue, ModelSettings Settings, PriceBoard Prices, IReadOnlyList<Shop> Shops, Availability Shelves,
    IReadOnlyList<Drive> Campaigns, DateOnly FirstDay, ulong Seed)
{
    /// <summary>Weeks.</summary>
    public int Weeks => Prices.Weeks;
}

/// <summary>A campaign.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Category">Place of the category whose products it covers.</param>
/// <param name="From">First week.</param>
/// <param name="To">Last week.</param>
/// <param name="Segment">Segment that is targeted; null for all.</param>
/// <param name="Depth">Further discount, a fraction of the price paid.</param>
internal sealed record Drive(string Id, int Category, int From, int To, string? Segment, double Depth);
