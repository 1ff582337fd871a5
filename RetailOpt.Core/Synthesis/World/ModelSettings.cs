using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.World;

/// <summary>
/// The numbers of the choice model. The defaults are those that the RetailSynth paper calibrated (Xia, Arian, Narayanamoorthy and Mabry 2023);
/// those that the paper does not have are 0, where they change nothing.
/// </summary>
internal sealed record ModelSettings
{
    /// <summary>Scale of the price term c0 b_u b_i ln P, at most 0. P is relative to the product's usual price, whose own part is in the product's appeal.</summary>
    public double PriceScale { get; init; } = -1.4;
    /// <summary>Mean of a customer's price sensitivity b_u, truncated to below 0.</summary>
    public double CustomerSensitivity { get; init; } = -3;
    /// <summary>Standard deviation of b_u.</summary>
    public double CustomerSensitivitySpread { get; init; } = .8;
    /// <summary>Scale of the Gumbel noise of a utility.</summary>
    public double UtilityNoise { get; init; } = .1;
    /// <summary>Standard deviation of a customer's lasting liking of a product, drawn as a sum of four uniform variables.</summary>
    public double ProductTaste { get; init; }
    /// <summary>Standard deviation of a customer's lasting liking of a brand.</summary>
    public double BrandTaste { get; init; }
    /// <summary>Added to the intercept of each category's logit.</summary>
    public double CategoryLevel { get; init; }
    /// <summary>Standard deviation of a customer's lasting appetite for all categories.</summary>
    public double AppetiteSpread { get; init; }
    /// <summary>Standard deviation of a customer's lasting liking of a category.</summary>
    public double CategoryTaste { get; init; }
    /// <summary>Mean of a customer's visit intercept, of which the spread is Gumbel(0, <see cref="VisitNoise"/>).</summary>
    public double VisitLevel { get; init; }
    /// <summary>Scale of the Gumbel noise of the visit intercept.</summary>
    public double VisitNoise { get; init; } = .1;
    /// <summary>Standard deviation of a further, normal part of the visit intercept.</summary>
    public double VisitSpread { get; init; }
    /// <summary>Mean weight of the last trip's value; a customer's own is truncated to above 0.</summary>
    public double VisitValue { get; init; } = .01;
    /// <summary>Standard deviation of that weight.</summary>
    public double VisitValueSpread { get; init; } = .01;
    /// <summary>Mean of further trips in a week with a visit, Poisson.</summary>
    public double ExtraTrips { get; init; }
    /// <summary>Mean of further products of a category that is bought, Poisson.</summary>
    public double ExtraPicks { get; init; }
    /// <summary>Chance of a customer to leave for good after a week.</summary>
    public double Leaving { get; init; }
    /// <summary>Share of customers who come for the first time later, at any week alike.</summary>
    public double Arriving { get; init; }
    /// <summary>Added to each product's intercept of the quantity.</summary>
    public double QuantityLevel { get; init; }
    /// <summary>Standard deviation of a customer's lasting part of the quantity.</summary>
    public double QuantityTaste { get; init; }
    /// <summary>Standard deviation of a line's own part of the quantity.</summary>
    public double QuantitySpread { get; init; }
    /// <summary>A product is too dear where its price is more than this share above its usual price: then substitution decides.</summary>
    public double TooDear { get; init; } = .25;
    /// <summary>Mean of customers' loyalty to a tier of brands, 0 to 1.</summary>
    public double BrandLoyalty { get; init; } = Substitution.Tastes.UsualLoyalty;
    /// <summary>Whether a product that is not to be had, or too dear, may be replaced.</summary>
    public bool Substitutes { get; init; } = true;

    /// <summary>A draw of TN(mean, spread) below 0, or above it.</summary>
    internal static double Truncated(double mean, double spread, bool below, ref RandomStream stream)
    {
        for (var tries = 0; tries < 10_000; tries++)
            if (mean + spread * stream.Normal() is var draw && (below ? draw < 0 : draw > 0)) return draw;
        throw new InvalidOperationException($"A normal variable of mean {mean} and standard deviation {spread} has hardly any chance to be {(below ? "below" : "above")} 0.");
    }

    /// <summary>A draw of Gumbel(0, scale).</summary>
    internal static double Gumbel(double scale, ref RandomStream stream) => -scale * Math.Log(-Math.Log(1 - stream.Next()));
}
