using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Reporting;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Affinity;

/// <summary>The tables and text of an affinity matrix.</summary>
internal sealed class AffinityReport(AffinityResult result, AffinityOptions options)
{
    private readonly Purchases _purchases = result.Model.Purchases;

    private readonly record struct Pair(int A, int B);

    public Report Report()
    {
        var n = result.Items.Length;
        var pairs = Enumerable.Range(0, n).SelectMany(a => Enumerable.Range(0, n).Select(b => new Pair(a, b))).ToArray();
        var edges = pairs.Where(p => p.A < p.B && result.Together[p.A][p.B] > 0).ToArray();
        var strongest = edges.Length == 0 ? (Pair?)null : edges.MaxBy(p => result.Affinity[p.A][p.B]);
        return new(Kpis(strongest), [Matrix().Of(pairs), Network().Of([.. edges.OrderByDescending(Lift).ThenBy(p => Key(p.A), StringComparer.Ordinal).ThenBy(p => Key(p.B), StringComparer.Ordinal)]), SegmentTable.Of(_purchases)], Text(strongest), result.Model.Notices);
    }

    private Kpi[] Kpis(Pair? strongest) =>
    [
        new("transactions", options.CountBy == CountBy.Basket ? "Baskets" : "Accounts", result.Total, null, null, ColumnType.Integer, null, Better.Neither),
        new("items", "Items", _purchases.Items.Count, null, null, ColumnType.Integer, null, Better.Neither),
        new("shown", "Items shown", result.Items.Length, null, null, ColumnType.Integer, null, Better.Neither),
        new("strongest", "Strongest affinity", strongest is { } p ? result.Affinity[p.A][p.B] : null, null, null, ColumnType.Number, null, Better.Neither),
    ];

    private TableLayout<Pair> Matrix() => new TableLayout<Pair>("affinity", "Affinity")
        .Integer("row", "Row", p => p.A + 1).Integer("column", "Column", p => p.B + 1).Text("item", "Item", p => Key(p.A)).Text("other", "Other item", p => Key(p.B))
        .Text("item_name", "Name", p => Name(p.A)).Text("other_name", "Other name", p => Name(p.B))
        .Number("affinity", "Affinity", p => result.Affinity[p.A][p.B], help: "0: nothing in common; 1: the same.").Integer("together", "Together", p => result.Together[p.A][p.B], help: "Baskets (or accounts) with both; of an item with itself, those with it.")
        .OrderBy("row", "column").IdentifiedBy("item", "other");

    private TableLayout<Pair> Network() => new TableLayout<Pair>("affinity_network", "Network of items")
        .Text("item", "Item", p => Key(p.A)).Text("other", "Other item", p => Key(p.B)).Text("item_name", "Name", p => Name(p.A)).Text("other_name", "Other name", p => Name(p.B))
        .Number("lift", "Lift", p => Lift(p), help: "How many times as often together as if they had nothing to do with each other.").Percent("support", "Support", p => result.Together[p.A][p.B] / (double)result.Total)
        .Number("affinity", "Affinity", p => result.Affinity[p.A][p.B]).Integer("together", "Together", p => result.Together[p.A][p.B])
        .OrderBy("-lift", "item", "other").IdentifiedBy("item", "other");

    private double Lift(Pair p) => result.Together[p.A][p.B] * (double)result.Total / ((double)result.Support[p.A] * result.Support[p.B]);

    private string Key(int place) => _purchases.Items[result.Items[place]];

    private string? Name(int place) => _purchases.ItemNames[result.Items[place]];

    private string Text(Pair? strongest) =>
        $"""
        # Affinity of {result.Items.Length} items

        {(strongest is { } p ? Invariant($"The strongest affinity is between {Told(p.A)} and {Told(p.B)}: {result.Affinity[p.A][p.B]:0.00}, {result.Together[p.A][p.B]:N0} times together.") : "No two of the items shown were bought together.")}
        {(options.Measure == AffinityMeasure.Rows ? "Affinity is the cosine of the rows of the co-occurrence matrix over all items: alike are items that are bought beside the same others." : "Affinity is the item-item cosine: baskets with both over the geometric mean of the baskets with each.")}
        """;

    private string Told(int place) => Name(place) is { } name ? $"{name} ({Key(place)})" : Key(place);
}
