using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

public sealed class ReadinessTests
{
    private static ColumnNeed Need(string table, string column, bool required) => new(table, column, required, $"Give {column}.");

    private static readonly InputSpec Data = new("data", [InputKind.Source], true, "Sales.",
        [Need("sales", "product", true), Need("SALES", "Quantity", true), Need("products", "category", false)]);
    private static readonly InputSpec Clusters = new("clusters", [InputKind.Source], false, "Clusters.", [Need("clusters", "cluster", true)]);

    [Fact]
    public void Of_ColumnsPresentAndMissing_AreTold()
    {
        var registry = new RunRegistry([new Probe("price", Data, Clusters), new Probe("generate")]);
        var row = Assert.Single(Readiness.Of(registry, Tables("product")));
        Assert.Equal("price", row.Analysis.Key);
        Assert.Equal([Presence.Present, Presence.MissingRequired, Presence.MissingOptional, Presence.MissingOptional], row.Columns.Select(c => c.Presence));
        Assert.False(row.IsReady);
        Assert.Equal("Give Quantity.", row.Missing.First().Need.HowToSupply);
        Assert.True(Assert.Single(Readiness.Of(registry, Tables("product", "quantity"))).IsReady);
    }

    [Fact]
    public void Registry_TwoOfOneKey_AreRefused() => Assert.Throws<ArgumentException>(() => new RunRegistry([new Probe(), new Probe()]));

    private static Dictionary<string, TableSchema> Tables(params string[] columns) =>
        new(StringComparer.OrdinalIgnoreCase) { ["sales"] = new("sales", "Sales", [.. columns.Select(c => new Column(c, c, ColumnType.Text))], [], []) };
}
