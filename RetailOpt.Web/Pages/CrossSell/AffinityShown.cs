using System.Globalization;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>An edge of the network between two items, by their places.</summary>
/// <param name="A">Place of the one.</param>
/// <param name="B">Place of the other.</param>
/// <param name="Lift">How many times as often together as by chance.</param>
/// <param name="Support">Share of the transactions with both.</param>
/// <param name="Words">What it says.</param>
public sealed record ItemEdge(int A, int B, double Lift, double Support, string Words);

/// <summary>The affinity matrix as a heat map, and the network of its items.</summary>
public sealed class AffinityShown : CrossSellShown
{
    /// <summary>Edges drawn at most: the strongest by lift.</summary>
    public const int MostEdges = 120;
    private const int LongestLabel = 22;

    public AffinityShown(Answered answered, CrossSellView view) : base(answered, view, ["transactions", "items", "shown", "strongest"])
    {
        var cells = Rows("affinity").ToArray();
        Items = [.. cells.Where(c => c.Number("row") == c.Number("column")).Select(c => new RuleItem(c.Text("item"), Named(c, "item_name", "item")))];
        var place = Items.Select((item, i) => (item.Key, i)).ToDictionary(p => p.Key, p => p.i);
        var labels = Labels();
        Heat = Items.Count == 0 ? null : new()
        {
            X = new("", ColumnType.Text),
            Y = new("", ColumnType.Text),
            Heat = new(labels, labels, [.. cells.Chunk(Items.Count).Select(row => row.Select(c => c.Number("affinity")).ToArray())], ColumnType.Number),
        };
        var edges = Rows("affinity_network").ToArray();
        (Edges, EdgeCount, Best) = ([.. edges.Take(MostEdges).Select(e => Edge(e, place))], edges.Length, edges.MaxBy(e => e.Number("affinity")));
        Network = Grid("affinity_network", "item", "other");
    }

    /// <summary>The items in the order shown.</summary>
    public IReadOnlyList<RuleItem> Items { get; }
    /// <summary>The ordered matrix; null where nothing was bought.</summary>
    public ChartSpec? Heat { get; }
    /// <summary>The strongest edges, by lift.</summary>
    public IReadOnlyList<ItemEdge> Edges { get; }
    /// <summary>Pairs that were bought together.</summary>
    public int EdgeCount { get; }
    /// <summary>The pair of the strongest affinity, or null.</summary>
    public GridRow? Best { get; }
    /// <summary>All edges.</summary>
    public NamedGrid Network { get; }

    /// <inheritdoc/>
    public override string Sentence => Best is null ? "No two of the items shown were bought together."
        : string.Create(CultureInfo.CurrentCulture, $"{Named(Best, "item_name", "item")} and {Named(Best, "other_name", "other")} are the most alike of the {Items.Count:N0} most frequent items: affinity {Best.Number("affinity"):0.00}, bought together {Best.Number("together"):N0} times, {Best.Number("lift"):0.0} times as often as by chance.");

    // long names would leave no room for the map; two items of one label would be taken for one
    private string[] Labels()
    {
        var names = Items.Select(i => i.Name.Length <= LongestLabel ? i.Name : i.Name[..(LongestLabel - 1)] + "…").ToArray();
        var twice = names.CountBy(n => n).Where(n => n.Value > 1).Select(n => n.Key).ToHashSet();
        return [.. names.Select((name, i) => twice.Contains(name) ? $"{name} ({Items[i].Key})" : name)];
    }

    private static ItemEdge Edge(GridRow e, Dictionary<string, int> place)
    {
        var (lift, support) = (e.Number("lift") ?? 0, e.Number("support") ?? 0);
        return new(place[e.Text("item")], place[e.Text("other")], lift, support,
            string.Create(CultureInfo.CurrentCulture, $"{Named(e, "item_name", "item")} and {Named(e, "other_name", "other")}: lift {lift:0.0}, support {support:P1}"));
    }
}
