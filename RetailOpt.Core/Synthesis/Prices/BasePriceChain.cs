using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>
/// How the price of a product moves when it is not promoted: four states, cut at the quartiles of its own weekly prices without promotion.
/// The price holds while the state holds; a state that is entered draws one of the prices that were seen in it.
/// </summary>
/// <param name="Cuts">First, second and third quartile.</param>
/// <param name="Prices">For each state prices seen in it, rising, evenly spread; at least one each.</param>
/// <param name="Rows">Chances of the next state.</param>
/// <param name="Share">Share of the weeks in each state.</param>
internal sealed record BasePriceChain(double[] Cuts, double[][] Prices, double[][] Rows, double[] Share)
{
    /// <summary>States.</summary>
    public const int Count = 4;
    /// <summary>Weeks without promotion below which nothing is learned of a product.</summary>
    public const int FewestWeeks = 10;
    private const int PricesKept = 9;

    /// <summary>Learns the chain of a product from its series; null with fewer than 10 weeks without promotion.</summary>
    public static BasePriceChain? Learn(IReadOnlyList<PriceSeries> series)
    {
        var plain = series.SelectMany(s => s.Weeks).Where(w => w.Promotion == Promotion.None).Select(w => w.Base).Order().ToArray();
        if (plain.Length < FewestWeeks) return null;
        double[] cuts = [Quantile(plain, .25), Quantile(plain, .5), Quantile(plain, .75)];
        var counts = Counts();
        foreach (var (from, to) in series.SelectMany(s => s.Steps))
            if (from.Promotion == Promotion.None && to.Promotion == Promotion.None) counts[StateOf(cuts, from.Base)][StateOf(cuts, to.Base)]++;
        var seen = Enumerable.Range(0, Count).Select(state => plain.Where(p => StateOf(cuts, p) == state).ToArray()).ToArray();
        return new(cuts, [.. seen.Select((prices, state) => Spread(prices.Length > 0 ? prices : [cuts[Math.Min(state, 2)]]))],
            Transitions.Of(counts, Unseen), [.. seen.Select(prices => (double)prices.Length / plain.Length)]);
    }

    /// <summary>The state of a price: how many quartiles lie below it.</summary>
    public static int StateOf(double[] cuts, double price) => cuts.Count(cut => price > cut);

    /// <summary>A path of states and prices; a price is drawn when its state is entered, and holds.</summary>
    public (int State, double Price)[] Draw(int weeks, ref RandomStream stream)
    {
        var path = new (int State, double Price)[weeks];
        for (var week = 0; week < weeks; week++)
        {
            var state = week == 0 ? Transitions.Draw(Share, ref stream) : Transitions.Next(Rows, path[week - 1].State, ref stream);
            path[week] = week > 0 && state == path[week - 1].State ? path[week - 1] : (state, Prices[state][stream.Below(Prices[state].Length)]);
        }
        return path;
    }

    /// <summary>A row without data: stays with .90 and goes to its neighbours otherwise; .95 and .05 at the ends.</summary>
    private static double[] Unseen(int from)
    {
        var row = new double[Count];
        if (from is 0 or Count - 1) (row[from], row[from == 0 ? 1 : from - 1]) = (.95, .05);
        else (row[from - 1], row[from], row[from + 1]) = (.05, .90, .05);
        return row;
    }

    internal static double[][] Counts() => [.. Enumerable.Range(0, Count).Select(_ => new double[Count])];

    /// <summary>Linear interpolation between order statistics.</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    internal static double[] Spread(double[] sorted) =>
        sorted.Length <= PricesKept ? sorted : [.. Enumerable.Range(0, PricesKept).Select(i => sorted[(int)((i + .5) * sorted.Length / PricesKept)])];
}
