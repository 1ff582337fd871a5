using CsCheck;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Tests.Core.Opportunities;

/// <summary>Sales with their clusters.</summary>
public sealed record RuleInstance(IReadOnlyList<SalesRow> Rows, IReadOnlyDictionary<string, string> Clusters)
{
    internal OpportunitiesModel Model(int threads = 1)
    {
        var builder = new CellBuilder(Clusters);
        foreach (var row in Rows)
            if (builder.Store(row.Store) is var store and >= 0) builder.Add(store, builder.Item(row.Product, new Category(row.CategoryKey, row.CategoryKey, null)), (long)(row.Amount * SalesCells.Minor));
        return new(builder.Build(threads, CancellationToken.None), new("test", "test", [], new Dictionary<string, string>(), new Dictionary<string, string>(), [], []));
    }

    internal OpportunitiesResult Solve(RuleParameters p, int threads = 1) => RuleInstances.Solve(Model(threads), p, threads);
}

/// <summary>Random shops, small enough for the oracle: few amounts, so that ties are common; returns; rows twice; products in two categories; stores without a label and without sales.</summary>
internal static class RuleInstances
{
    private static readonly string[] Ids = ["7", "07", "007", "A 1", "a1", "é", "店", "Z", "10", "9", "B", "b", "C", "D", "E", "F"];

    private static readonly Gen<SalesRow> Row = Gen.Select(Gen.Int[0, Ids.Length - 1], Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 30])
        .Select((store, product, category, odd, amount) => new SalesRow(Ids[store], $"P{product}", odd == 0 ? $"K{category}" : $"K{product % 3}", odd == 1 ? -amount * 10m : amount * 10m));

    private static readonly Gen<IReadOnlyDictionary<string, string>> Clusters = Gen.Int[0, 5].Array[Ids.Length]
        .Select(labels => (IReadOnlyDictionary<string, string>)Ids.Append("empty").Zip(labels.Append(1)).Where(x => x.Second < 5).ToDictionary(x => x.First, x => $"C{x.Second / 3}"));

    public static readonly Gen<RuleInstance> Some = Gen.Select(Row.List[0, 250], Clusters).Select((rows, clusters) => new RuleInstance(rows, clusters));

    public static readonly Gen<RuleParameters> Parameters = Gen.Select(
        Gen.OneOf(Gen.Const(.8), Gen.Int[1, 20].Select(x => x / 20.0)), Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[0, 12].Select(x => x * 10m), Gen.Int[0, 10].Select(x => x / 10.0), Gen.Bool)
        .Select((top, cluster, selling, sales, adoption, enforce) => new RuleParameters(top, cluster, selling, sales, adoption, enforce));

    public static OpportunitiesOptions Options(RuleParameters p) => new()
    {
        TopPerformerThreshold = p.TopPerformer,
        MinClusterStores = p.MinClusterStores,
        MinStoresSelling = p.MinStoresSelling,
        MinProductSales = (double)p.MinProductSales,
        AdoptionThreshold = p.Adoption,
        EnforceAdoption = p.EnforceAdoption,
    };

    public static OpportunitiesResult Solve(OpportunitiesModel model, RuleParameters p, int threads = 1)
    {
        var options = Options(p);
        return new(model, options, model.Find(options.Rule, threads, CancellationToken.None));
    }

    /// <summary>All opportunities in the order of the output, as text.</summary>
    public static IEnumerable<string> Said(OpportunitiesResult r) => Enumerable.Range(0, r.Cells.Stores.Length).SelectMany(s => r.MissedBy(s)).Select(o => Line(r, o));

    public static string Line(OpportunitiesResult r, Opportunity o) => $"{(o.Store < 0 ? "" : r.Cells.Stores[o.Store] + " ")}{r.Cells.Clusters[o.Cluster]} {r.Cells.Categories[r.Cells.CategoryOf[o.Item]].Key} {r.Cells.Products[o.Item]} "
        + $"{o.Total:0.####} {o.Average:0.######} {o.Adoption:R} {o.Percentile:R} {o.StoresSelling}/{o.TotalStores}";

    public static string Line(OracleTop t) => $"{t.Cluster} {t.CategoryKey} {t.Product} {t.TotalSales:0.####} {t.AverageSales:0.######} {t.Adoption:R} {t.Percentile:R} {t.StoresSelling}/{t.TotalStores}";

    public static IEnumerable<string> Said(RuleOracle oracle) => oracle.Opportunities.Select(o => $"{o.Store} {Line(o.Top)}");
}
