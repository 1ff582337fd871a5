using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// What pairs have in common: mean = factor of the product * of the store * of the cluster in the category * of the store in the category * of the
/// product in the cluster. Fitted by turns until each is what the others leave (a mixed model with crossed effects, by backfitting).
/// </summary>
internal sealed class Effects
{
    private readonly Pairs _pairs;
    private readonly Effect[] _all;

    /// <param name="pairs">The pairs.</param>
    /// <param name="supply">The same effects of what was supplied; null where supply tells nothing.</param>
    public Effects(Pairs pairs, Effects? supply)
    {
        _pairs = pairs;
        var (categories, products) = (pairs.Categories.Length, pairs.Products.Length);
        _all = new Effect[Kinds];
        for (var kind = 0; kind < Kinds; kind++)
        {
            var of = new int[pairs.Count];
            for (var pair = 0; pair < of.Length; pair++) of[pair] = Group(kind, pairs.Store[pair], pairs.Product[pair]);
            var groups = kind switch { 0 => products, 1 => pairs.Stores.Length, 2 => pairs.Clusters.Length * categories, 3 => pairs.Stores.Length * categories, _ => pairs.Clusters.Length * products };
            _all[kind] = new(of, groups, supply is null ? null : Array.ConvertAll(supply._all[kind].Value, Math.Log), kind == 0);
        }
        Mean = new double[pairs.Count];
        for (var pair = 0; pair < Mean.Length; pair++) Mean[pair] = Usual(pairs.Store[pair], pairs.Product[pair]);
    }

    /// <summary>Number of effects.</summary>
    public const int Kinds = 5;

    public IReadOnlyList<Effect> All => _all;

    /// <summary>Mean of each pair by its groups, times its own factor.</summary>
    public double[] Mean { get; }

    public long Bytes => _pairs.Count * (8L + 4 * Kinds) + 24L * _all.Sum(e => e.Value.Length);

    /// <summary>Mean of a store and product by their groups alone.</summary>
    public double Usual(int store, int product)
    {
        var mean = 1.0;
        for (var kind = 0; kind < Kinds; kind++) mean *= _all[kind].Value[Group(kind, store, product)];
        return mean;
    }

    /// <summary>Relative variance of that mean.</summary>
    public double Doubt(int store, int product)
    {
        var doubt = 0.0;
        for (var kind = 0; kind < Kinds; kind++) doubt += _all[kind].Doubt[Group(kind, store, product)];
        return doubt;
    }

    /// <summary>Relative variance of a pair's mean by its groups.</summary>
    public double Doubt(int pair)
    {
        var doubt = 0.0;
        foreach (var effect in _all) doubt += effect.Doubt[effect.Group(pair)];
        return doubt;
    }

    /// <summary>Group of a store and product in an effect.</summary>
    public int Group(int kind, int store, int product) => kind switch
    {
        0 => product,
        1 => store,
        2 => _pairs.ClusterOf[store] * _pairs.Categories.Length + _pairs.CategoryOf[product],
        3 => store * _pairs.Categories.Length + _pairs.CategoryOf[product],
        _ => _pairs.ClusterOf[store] * _pairs.Products.Length + product,
    };

    /// <summary>One turn of every effect, or of the first kinds; see <see cref="Effect.Turn"/>.</summary>
    public void Turn(double[] seen, Func<int, double, double> variance, int kinds = Kinds)
    {
        for (var kind = 0; kind < kinds; kind++) _all[kind].Turn(Mean, seen, variance);
    }
}
