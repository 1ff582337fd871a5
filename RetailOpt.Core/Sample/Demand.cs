using RetailOpt.Core.Numerics;
using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

/// <summary>True demand: a curve for each product over all stores, and a season for each category that averages to 1.</summary>
internal sealed class Demand
{
    private static readonly string[] Methods = [DemandCurve.Linear, DemandCurve.Exponential, DemandCurve.Logarithmic];

    public required DemandCurve[] Curves { get; init; }
    /// <summary>By category and week.</summary>
    public required double[][] Season { get; init; }

    /// <summary>Mean units that all stores together would sell of a product in a week at a markdown.</summary>
    public double At(Product product, int index, int week, double markdown) => Curves[index].Sold(markdown) * Season[product.Category][week];

    /// <param name="world">The world.</param>
    /// <param name="visitsPerWeek">Visits that carry the demand.</param>
    public static Demand Make(World world, double visitsPerWeek)
    {
        var popularity = world.Products.Sum(p => p.Popularity);
        var lines = visitsPerWeek * world.Options.BasketLines;
        return new Demand
        {
            Curves = [.. world.Products.Select((p, i) => CurveOf(world.Seed, i, lines * p.UnitsPerLine * p.Popularity / popularity))],
            Season = [.. Groceries.Categories.Select((_, c) => SeasonOf(world.Seed, c, world.Options.Weeks))],
        };
    }

    private static DemandCurve CurveOf(ulong seed, int product, double atList)
    {
        var stream = RandomStream.Of(seed, Streams.Curve, product);
        var method = Methods[stream.Below(Methods.Length)];
        // A slope of 3 means 30% more units at 10% off; the exponential rises faster further out, so it starts lower.
        var slope = method == DemandCurve.Exponential ? stream.Between(1.2, 3.2) : stream.Between(1.5, 5);
        return DemandCurve.Through(method, atList, slope);
    }

    private static double[] SeasonOf(ulong seed, int category, int weeks)
    {
        var stream = RandomStream.Of(seed, Streams.Season, category);
        var (swing, phase) = (stream.Between(.03, .15), stream.Next());
        var season = Enumerable.Range(0, weeks).Select(w => 1 + swing * Math.Sin(2 * Math.PI * (w / 52.0 + phase))).ToArray();
        var mean = season.Average();
        return [.. season.Select(f => Math.Round(f / mean, 6))];
    }
}
