using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Sample;

/// <summary>The price of each product in each week, the same in all stores: list price, broken by markdown episodes of one to three weeks.</summary>
internal sealed class PricePlan
{
    private const double NeverMarkedDown = .02;
    private static readonly double[] Depths = [.10, .15, .20, .25, .30, .40, .50];

    private readonly int[][] _cents;
    private readonly Product[] _products;

    private PricePlan(Product[] products, int[][] cents) => (_products, _cents) = (products, cents);

    public int Cents(int product, int week) => _cents[product][week];

    /// <summary>The markdown as it is after rounding the price to a cent.</summary>
    public double Markdown(int product, int week) => 1 - (double)_cents[product][week] / _products[product].ListCents;

    public static PricePlan Make(World world) =>
        new(world.Products, [.. world.Products.Select((p, i) => Year(RandomStream.Of(world.Seed, Streams.Price, i), p.ListCents, world.Options.Weeks))]);

    private static int[] Year(RandomStream stream, int list, int weeks)
    {
        var cents = new int[weeks];
        Array.Fill(cents, list);
        if (stream.Next() < NeverMarkedDown) return cents;
        var depths = 3 + stream.Below(Depths.Length - 2);
        for (var week = 1 + stream.Below(6); week < weeks; week += 2 + stream.Below(6))
        {
            var price = (int)Math.Round(list * (1 - Depths[stream.Below(depths)]));
            for (var left = 1 + stream.Below(3); left > 0 && week < weeks; left--) cents[week++] = price;
        }
        return cents;
    }
}
