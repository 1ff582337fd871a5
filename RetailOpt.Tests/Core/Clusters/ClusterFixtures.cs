using CsCheck;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Tests.Core.Clusters;

internal static class ClusterFixtures
{
    public static ClustersModel Model(IReadOnlyList<(string Id, double[] Sales)> stores, IReadOnlyDictionary<string, string>? labels = null)
    {
        var sorted = stores.OrderBy(s => s.Id, StringComparer.Ordinal).ToArray();
        return new ClustersModel
        {
            Ids = [.. sorted.Select(s => s.Id)],
            Names = new Dictionary<string, string>(),
            Labels = labels,
            Notices = [],
            Categories = [.. Enumerable.Range(0, sorted[0].Sales.Length).Select(c => $"Category {c}")],
            Sales = Rows([.. sorted.Select(s => s.Sales)]),
        };
    }

    public static Points Rows(params double[][] rows)
    {
        var points = new Points(rows.Length, rows[0].Length);
        for (var i = 0; i < rows.Length; i++) rows[i].CopyTo(points[i]);
        return points;
    }

    /// <summary>Uniform rows.</summary>
    public static double[][] Uniform(int rows, int columns)
    {
        var stream = RandomStream.Of(5);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => stream.Between(1, 9)).ToArray())];
    }

    /// <summary>Sales of 2 to 30 stores over 1 to 5 categories, some of them alike, some negative by returns.</summary>
    public static readonly Gen<double[][]> Sales = Gen.Select(Gen.Int[2, 30], Gen.Int[1, 5])
        .SelectMany((stores, categories) => Gen.Select(Gen.Int[-1, 40], x => x * 25.0).Array[categories].Array[stores])
        .Where(rows => rows.Any(r => r.Sum() > 0));

    /// <summary>Hubert and Arabie's adjusted Rand index: 1 for the same partition, about 0 for unrelated ones.</summary>
    public static double AdjustedRand<TA, TB>(IReadOnlyList<TA> a, IReadOnlyList<TB> b) where TA : notnull where TB : notnull
    {
        static double Pairs(int n) => n * (n - 1) / 2.0;
        var both = a.Zip(b).CountBy(x => x).Sum(g => Pairs(g.Value));
        var (first, second) = (a.CountBy(x => x).Sum(g => Pairs(g.Value)), b.CountBy(x => x).Sum(g => Pairs(g.Value)));
        var expected = first * second / Pairs(a.Count);
        return (both - expected) / ((first + second) / 2 - expected);
    }
}
