using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Derive;

/// <summary>What a product is for.</summary>
public enum ProductRole
{
    /// <summary>Among the best sellers.</summary>
    Core,
    /// <summary>Fashion that sells.</summary>
    Seasonal,
    /// <summary>The rest.</summary>
    Filler,
    /// <summary>Among the slowest.</summary>
    Clearance,
}

/// <summary>A quarter of the prices.</summary>
public enum PriceBand
{
    /// <summary>The lowest quarter.</summary>
    Economy,
    /// <summary>The second.</summary>
    Value,
    /// <summary>The third.</summary>
    Premium,
    /// <summary>The highest.</summary>
    Luxury,
}

/// <summary>What the pairs tell of each product.</summary>
/// <param name="Amount">Net sales.</param>
/// <param name="Stores">Stores that sold some of it.</param>
/// <param name="Price">Mean over those stores of the unit price; NaN where nothing was sold.</param>
/// <param name="Consistency">1 less the relative deviation of the stores' sales, from 0 to 1.</param>
/// <param name="Fashion">Share of its sales that is fashion, 0 to 1.</param>
internal readonly record struct ProductFacts(double Amount, int Stores, double Price, double Consistency, double Fashion);

/// <summary>A product with its role and band, and how they came about.</summary>
internal sealed record ProductLine(int Product, ProductFacts Facts, ProductRole Role, bool RoleGiven, string Rationale, PriceBand Band, bool BandGiven)
{
    /// <summary>How sure a derived role is, as its rule states; 1 where it was given.</summary>
    public double Confidence => RoleGiven ? 1 : Role switch { ProductRole.Core => .95, ProductRole.Seasonal => .90, ProductRole.Clearance => .85, _ => .80 };
}

/// <summary>Derives what is told of products.</summary>
internal static class Products
{
    private const double FashionOf = .6;

    /// <summary>Facts of each product; <paramref name="fashion"/> is the fashion share of each where the sales do not tell it.</summary>
    public static ProductFacts[] Facts(Pairs pairs, double[] fashion)
    {
        var facts = new ProductFacts[pairs.Products.Length];
        for (int from = 0, to; from < pairs.Count; from = to)
        {
            to = from;
            while (to < pairs.Count && pairs.Product[to] == pairs.Product[from]) to++;
            facts[pairs.Product[from]] = Of(pairs, from, to, fashion[pairs.Product[from]]);
        }
        return facts;
    }

    private static ProductFacts Of(Pairs pairs, int from, int to, double fashion)
    {
        var (amount, prices, priced, selling) = (0.0, 0.0, 0, new List<double>());
        for (var pair = from; pair < to; pair++)
        {
            var units = pairs.TotalSold(pair);
            amount += pairs.Amount[pair];
            if (units <= 0 && pairs.Amount[pair] <= 0) continue;
            selling.Add(pairs.Amount[pair]);
            if (units <= 0 || pairs.Amount[pair] <= 0) continue;
            prices += pairs.Amount[pair] / units;
            priced++;
        }
        var mean = selling.Count > 0 ? selling.Sum() / selling.Count : 0;
        var deviation = selling.Count > 0 ? Math.Sqrt(selling.Sum(a => (a - mean) * (a - mean)) / selling.Count) : 0;
        return new(amount, selling.Count, priced > 0 ? prices / priced : double.NaN, mean > 0 ? Math.Clamp(1 - deviation / mean, 0, 1) : 0, fashion);
    }

    /// <summary>Role and band of each product: given, else derived by the rule.</summary>
    public static ProductLine[] Lines(Pairs pairs, ProductFacts[] facts, GivenFiles given, bool absolute)
    {
        double[] sales = [.. facts.Select(f => f.Amount).Order()], prices = [.. facts.Select(f => f.Price).Where(double.IsFinite).Order()];
        var limits = absolute ? new RoleLimits(14_000, 10_000, 5_000) : new RoleLimits(Quantiles.Of(sales, .75), Quantiles.Of(sales, .5), Quantiles.Of(sales, .25));
        double[] cuts = [Quantiles.Of(prices, .25), Quantiles.Of(prices, .5), Quantiles.Of(prices, .75)];
        return [.. facts.Select((f, p) =>
        {
            var (role, why) = limits.RoleOf(f);
            var (hasRole, hasBand) = (given.Roles.TryGetValue(pairs.Products[p], out var givenRole), given.Bands.TryGetValue(pairs.Products[p], out var givenBand));
            return new ProductLine(p, f, hasRole ? givenRole : role, hasRole, hasRole ? "given" : why, hasBand ? givenBand : BandOf(f.Price, cuts), hasBand);
        })];
    }

    // a product that nobody bought has no price and stands with the cheapest
    private static PriceBand BandOf(double price, double[] cuts) => !(price > cuts[0]) ? PriceBand.Economy : price <= cuts[1] ? PriceBand.Value : price <= cuts[2] ? PriceBand.Premium : PriceBand.Luxury;

    private sealed record RoleLimits(double Core, double Seasonal, double Clearance)
    {
        public (ProductRole, string) RoleOf(ProductFacts f) =>
            f.Amount >= Core ? (ProductRole.Core, FormattableString.Invariant($"sales {f.Amount:N2} reach {Core:N2}"))
            : f.Fashion >= FashionOf && f.Amount >= Seasonal ? (ProductRole.Seasonal, FormattableString.Invariant($"fashion share {f.Fashion:0.##} and sales {f.Amount:N2} reach {FashionOf:0.##} and {Seasonal:N2}"))
            : f.Amount < Clearance ? (ProductRole.Clearance, FormattableString.Invariant($"sales {f.Amount:N2} are below {Clearance:N2}"))
            : (ProductRole.Filler, FormattableString.Invariant($"sales {f.Amount:N2} lie between"));
    }
}
