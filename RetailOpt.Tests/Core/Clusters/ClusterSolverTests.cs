using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Clusters;
using static RetailOpt.Tests.Core.Clusters.ClusterFixtures;

namespace RetailOpt.Tests.Core.Clusters;

public sealed class ClusterSolverTests
{
    private static readonly ClustersOptions Options = new() { MaxK = 4, Restarts = 3 };

    [Fact]
    public void Solve_StoresRenamed_LabelsGoAlong() => Gen.Select(Sales, Gen.Int).Sample((rows, shift) =>
    {
        var names = rows.Index().Select(x => $"{(x.Index * 7919 + Math.Abs((long)shift)) % 104_729:D6}").ToArray();
        var (plain, renamed) = (Solve(rows, i => $"{i:D3}"), Solve(rows, i => names[i]));
        // Stores with the same sales are interchangeable, so they are compared by what they sold.
        return Seen(plain, i => $"{i:D3}", rows).SequenceEqual(Seen(renamed, i => names[i], rows));
    }, iter: 200);

    [Fact]
    public void Solve_AnyThreads_SameAnswer() => Sales.Sample(rows =>
        Key(ClusterSolver.Solve(Of(rows), Options, new NoWork(1), CancellationToken.None)) == Key(ClusterSolver.Solve(Of(rows), Options, new NoWork(3), CancellationToken.None)), iter: 50);

    [Fact]
    public void Solve_Always_AddsUp() => Sales.Sample(rows =>
    {
        var result = Solve(rows, i => $"{i:D3}");
        var sold = rows.Where(r => r.Sum() > 0).Sum(r => r.Sum());
        return result.Members.Count + result.LeftOut.Count == rows.Length
            && Math.Abs(result.Groups.Sum(g => g.Sales) - sold) < 1e-6 && Math.Abs(result.Profiles.Sum(p => p.Sales) - sold) < 1e-6
            && result.Groups.Sum(g => g.Members) == result.Members.Count && Math.Abs(result.Groups.Sum(g => g.SalesShare) - 1) < 1e-9
            && result.Groups.Zip(result.Groups.Skip(1)).All(p => p.First.MeanSales >= p.Second.MeanSales)
            && result.Explained is >= -1e-9 and <= 1 + 1e-9 && result.Members.All(m => m.Silhouette is null or (>= -1 and <= 1));
    }, iter: 200);

    [Fact]
    public void Solve_AllPricesScaled_SameClusters()
    {
        var rows = Uniform(40, 5);
        Assert.Equal(Solve(rows, i => $"{i:D3}").Members.Select(m => m.Cluster), Solve([.. rows.Select(r => r.Select(x => x * 1.37).ToArray())], i => $"{i:D3}").Members.Select(m => m.Cluster));
    }

    [Fact]
    public void Solve_AllStoresAlike_IsOneClusterAndSaysSo()
    {
        var result = Solve([[10, 20], [10, 20], [10, 20]], i => $"{i}");
        Assert.Single(result.Groups);
        Assert.Null(result.Silhouette);
        Assert.Contains(result.Notices, n => n.Text.StartsWith("Only 1 clusters", StringComparison.Ordinal));
    }

    [Fact]
    public void Solve_NobodySold_SaysWhatToDo()
    {
        var error = Assert.Throws<InputException>(() => ClusterSolver.Solve(Of([[10, 20]]), Options with { MinSales = 30 }, new NoWork(), CancellationToken.None));
        Assert.Contains("Lower the least sales", error.Message);
    }

    [Fact]
    public void Solve_LabelsGiven_DescribesThemAndListsTheRest()
    {
        var labels = new Dictionary<string, string> { ["000"] = "north", ["001"] = "south", ["002"] = "north", ["009"] = "south" };
        var model = Model([("000", [60, 40]), ("001", [5, 5]), ("002", [70, 30]), ("003", [1, 1])], labels);
        var result = ClusterSolver.Solve(model, Options, new NoWork(), CancellationToken.None);
        Assert.Equal(["north", "south"], result.Groups.Select(g => g.Name));
        Assert.Equal([("000", 0), ("001", 1), ("002", 0)], result.Members.Select(m => (m.Id, m.Cluster)));
        Assert.Equal([("003", "has no label"), ("009", "has a label but no sales")], result.LeftOut.Select(l => (l.Id, l.Reason)));
        Assert.StartsWith("Large stores", result.Groups[0].Reason);
    }

    [Fact]
    public void Solve_MoreThanTheSample_JudgesASampleAndSaysSo()
    {
        var rows = Uniform(Silhouette.Sample + 500, 3);
        var result = ClusterSolver.Solve(Of(rows), Options with { K = 3 }, new NoWork(2), TestContext.Current.CancellationToken);
        Assert.Equal(Silhouette.Sample, result.Members.Count(m => m.Silhouette is not null));
        Assert.Contains(result.Notices, n => n.Text.Contains("seeded sample", StringComparison.Ordinal));
    }

    private static ClustersResult Solve(double[][] rows, Func<int, string> name) =>
        ClusterSolver.Solve(Model([.. rows.Select((r, i) => (name(i), r))]), Options, new NoWork(), CancellationToken.None);

    private static ClustersModel Of(double[][] rows) => Model([.. rows.Select((r, i) => ($"{i:D4}", r))]);

    private static string Key(ClustersResult result) => string.Join(';', result.Members.Select(m => $"{m.Id} {m.Cluster} {m.Distance:R} {m.Silhouette:R} {m.X:R}"));

    private static IEnumerable<string> Seen(ClustersResult result, Func<int, string> name, double[][] rows)
    {
        var members = result.Members.ToDictionary(m => m.Id);
        return rows.Select((r, i) => $"{string.Join(',', r)} {(members.TryGetValue(name(i), out var m) ? $"{result.Groups[m.Cluster].Name} {m.Distance:R} {m.Silhouette:R}" : "out")}");
    }
}
