using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// What pairs have in common: units = rate of the product * lift of the product in the cluster * size of the store in the category * a factor of the
/// pair. Fitted by turns. A store's size in a category of few units is drawn towards its size in all, and a lift towards 1 as far as the noise of the
/// cluster's pairs tells: clusters mostly differ in sizes by category.
/// </summary>
internal sealed class GroupFit(Pairs pairs)
{
    private const double SizeUnits = 20, LeastSize = 1e-3, UsualLift = .05, MostLift = 4;
    private readonly int _categories = pairs.Categories.Length;
    private bool _begun;

    /// <summary>Units of each product in a store of size 1.</summary>
    public double[] Rate { get; } = new double[pairs.Products.Length];

    /// <summary>How many times as much a cluster wants of a product: cluster * products + product.</summary>
    public double[] Lift { get; } = Ones(pairs.Clusters.Length * pairs.Products.Length);

    /// <summary>Relative variance of each lift: what is not known of it.</summary>
    public double[] LiftDoubt { get; } = new double[pairs.Clusters.Length * pairs.Products.Length];

    /// <summary>Size of each store in each category beside its cluster: store * categories + category.</summary>
    public double[] Size { get; } = new double[pairs.Stores.Length * pairs.Categories.Length];

    public int Group(int pair) => pairs.ClusterOf[pairs.Store[pair]] * pairs.Products.Length + pairs.Product[pair];

    public int Place(int pair) => pairs.Store[pair] * _categories + pairs.CategoryOf[pairs.Product[pair]];

    /// <summary>Units of a pair without its factor.</summary>
    public double Usual(int pair) => Rate[pairs.Product[pair]] * Size[Place(pair)] * Lift[Group(pair)];

    /// <summary>One turn: sizes, then rates.</summary>
    public void Turn(double[] units, double[] factor)
    {
        if (_begun) SetSizes(units, factor);
        else Array.Fill(Size, 1);
        _begun = true;
        var sizes = new double[Rate.Length];
        Array.Clear(Rate);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            Rate[pairs.Product[pair]] += units[pair];
            sizes[pairs.Product[pair]] += Size[Place(pair)] * Lift[Group(pair)] * factor[pair];
        }
        for (var p = 0; p < Rate.Length; p++) Rate[p] = sizes[p] > 0 ? Rate[p] / sizes[p] : 0;
    }

    /// <summary>Sets lifts from units, with the relative variance of each pair's units about what is usual.</summary>
    public void SetLifts(double[] units, double[] factor, Func<int, double> variance)
    {
        var (have, usual, spread) = (new double[Lift.Length], new double[Lift.Length], new double[Lift.Length]);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (g, expected) = (Group(pair), Rate[pairs.Product[pair]] * Size[Place(pair)] * factor[pair]);
            have[g] += units[pair];
            usual[g] += expected;
            spread[g] += expected * expected * variance(pair);
        }
        int[] known = [.. Enumerable.Range(0, Lift.Length).Where(g => usual[g] > 0)];
        var clusters = new int[pairs.Products.Length];
        foreach (var g in known)
        {
            clusters[g % pairs.Products.Length]++;
            spread[g] /= usual[g] * usual[g];
        }
        var (excess, weights) = (0.0, 0.0);
        foreach (var g in known)
        {
            var n = clusters[g % pairs.Products.Length];
            if (n < 2) continue;
            var (away, weight) = (have[g] / usual[g] - 1, 1 / ((UsualLift + spread[g]) * (UsualLift + spread[g])));
            excess += weight * (away * away * n / (n - 1) - spread[g]);
            weights += weight;
        }
        var between = weights > 0 ? Math.Clamp(excess / weights, 0, MostLift) : 0;
        foreach (var g in known)
        {
            Lift[g] = Math.Max(LeastSize, 1 + (have[g] / usual[g] - 1) * between / (between + spread[g] + double.Epsilon));
            LiftDoubt[g] = between * spread[g] / (between + spread[g] + double.Epsilon);
        }
    }

    private static double[] Ones(int length)
    {
        var ones = new double[length];
        Array.Fill(ones, 1);
        return ones;
    }

    private void SetSizes(double[] units, double[] factor)
    {
        var (all, usual) = (new double[Size.Length], new double[Size.Length]);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            all[Place(pair)] += units[pair];
            usual[Place(pair)] += Rate[pairs.Product[pair]] * Lift[Group(pair)] * factor[pair];
        }
        for (var s = 0; s < pairs.Stores.Length; s++)
        {
            var (have, expected) = (0.0, 0.0);
            for (var c = s * _categories; c < (s + 1) * _categories; c++) (have, expected) = (have + all[c], expected + usual[c]);
            var size = expected > 0 ? have / expected : 1;
            for (var c = s * _categories; c < (s + 1) * _categories; c++) Size[c] = Math.Max((all[c] + SizeUnits * size) / (usual[c] + SizeUnits), LeastSize);
        }
    }
}
