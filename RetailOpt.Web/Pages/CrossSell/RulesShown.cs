using System.Globalization;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>An item that rules name.</summary>
public sealed record RuleItem(string Key, string Name);

/// <summary>The rules of a segment, and those of one item both ways.</summary>
public sealed class RulesShown : CrossSellShown
{
    /// <summary>Rules of an item that are listed each way; the table has them all.</summary>
    public const int Listed = 12;
    /// <summary>The name of everybody together.</summary>
    public const string Everybody = "ALL";
    private const string And = " + ";
    private readonly Slice rules;
    private readonly Dictionary<string, string> names = [];

    public RulesShown(Answered answered, CrossSellView view) : base(answered, view, ["rules", "segments_with_rules", "max_lift", "survival"])
    {
        Segments = [.. Rows("rule_segments")];
        Segment = Segments.FirstOrDefault(s => s.Text("segment") == view.Of) ?? Segments.FirstOrDefault(s => s.Text("segment") == Everybody) ?? Segments[0];
        var from = Segments.TakeWhile(s => s != Segment).Sum(Count); // the rules come segment by segment in the same order
        var table = (IIndexedTable)Table("rules");
        string[] sides = Count(Segment) > 0 && table.Cell(from, table.Schema.IndexOf("if_name")) is not null ? ["if_name", "then_name"] : ["if", "then"];
        rules = new(table, from, Count(Segment), ["rank", .. sides, "confidence", "lift", "support", "both"]);
        Listing = new(rules);
        var drawn = rules.Read().Take(ChartSeries.MaxPoints).Select(cells => new GridRow(rules.Schema, cells)).ToArray();
        Best = drawn.FirstOrDefault();
        Drawn = drawn.Length;
        Scatter = drawn.Length == 0 ? null : ScatterOf(drawn);
        foreach (var row in drawn) Learn(row);
        Items = [.. names.Select(n => new RuleItem(n.Key, n.Value)).OrderBy(i => i.Name, StringComparer.CurrentCultureIgnoreCase)];
        Item = view.Item ?? Best?.Text("if").Split(And)[0];
        (Leads, Follows) = Item is null ? ([], []) : (Having("if", Item), Having("then", Item));
        foreach (var row in Leads.Concat(Follows)) Learn(row);
        Compared = Segments.Count < 2 ? null : ComparedOf();
        (SegmentTable, Survival) = (new(Table("rule_segments")), Grid("rule_survival", "if", "then"));
    }

    /// <summary>Segments with how their rules came about.</summary>
    public IReadOnlyList<GridRow> Segments { get; }
    /// <summary>The segment on show.</summary>
    public GridRow Segment { get; }
    /// <summary>Its rules, best first.</summary>
    public MemoryTable Listing { get; }
    /// <summary>Support by confidence, shaded by lift; null where there are no rules.</summary>
    public ChartSpec? Scatter { get; }
    /// <summary>Rules in the picture.</summary>
    public int Drawn { get; }
    /// <summary>The best rule, or null.</summary>
    public GridRow? Best { get; }
    /// <summary>Items that the rules in the picture name.</summary>
    public IReadOnlyList<RuleItem> Items { get; }
    /// <summary>The item that is looked into.</summary>
    public string? Item { get; }
    /// <summary>Its best rules that lead from it.</summary>
    public IReadOnlyList<GridRow> Leads { get; }
    /// <summary>Its best rules that lead to it.</summary>
    public IReadOnlyList<GridRow> Follows { get; }
    /// <summary>Rules of the first days, measured in the rest.</summary>
    public NamedGrid Survival { get; }
    /// <summary>Rules by segment; null where there is but one.</summary>
    public ChartSpec? Compared { get; }

    /// <summary>How the rules of each segment came about.</summary>
    public MemoryTable SegmentTable { get; }

    /// <summary>The name of the segment on show.</summary>
    public string SegmentName => Name(Segment);

    /// <summary>A segment as people call it.</summary>
    public static string Name(GridRow segment) => segment.Text("segment") == Everybody ? "Everybody" : segment.Text("segment");

    /// <summary>The name of an item, else its key.</summary>
    public string NameOf(string item) => names.GetValueOrDefault(item) ?? item;

    /// <summary>The key that a person means by a key or a name; null where no rule names it.</summary>
    public string? Find(string text) => names.ContainsKey(text) ? text : names.FirstOrDefault(n => n.Value.Equals(text, StringComparison.CurrentCultureIgnoreCase)).Key
        ?? names.Keys.FirstOrDefault(k => k.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string Sentence
    {
        get
        {
            if (Best is null) return $"No rule was found for {SegmentName.ToLowerInvariant()} under these thresholds.";
            var (confidence, lift) = (Cells.Full(Best.Number("confidence"), ColumnType.Percent), Best.Number("lift") ?? 0);
            return string.Create(CultureInfo.CurrentCulture, $"{confidence} of the baskets with {Side(Best, "if")} hold {Side(Best, "then")} too, {lift:0.0} times as often as all baskets: the best of {Count(Segment):N0} {(Count(Segment) == 1 ? "rule" : "rules")}{(Segments.Count > 1 ? $" for {SegmentName.ToLower(CultureInfo.CurrentCulture)}" : "")}.");
        }
    }

    /// <summary>A side of a rule by names where it has them.</summary>
    public static string Side(GridRow row, string side) => Named(row, side + "_name", side);

    /// <summary>The items of the rule that a point of the picture stands for.</summary>
    public string ItemAt(int point) => ((string)rules.Cell(point, rules.Schema.IndexOf("if"))!).Split(And)[0];

    private static int Count(GridRow segment) => (int)(segment.Number("rules") ?? 0);

    private List<GridRow> Having(string side, string item)
    {
        var (found, column) = (new List<GridRow>(), rules.Schema.IndexOf(side));
        for (var r = 0; r < rules.Count && found.Count < Listed; r++)
            if (((string)rules.Cell(r, column)!).Split(And).Contains(item))
                found.Add(new(rules.Schema, [.. Enumerable.Range(0, rules.Schema.Columns.Count).Select(c => rules.Cell(r, c))]));
        return found;
    }

    // names stand beside keys in the same order; a name that holds the sign between them cannot be told apart and is left out
    private void Learn(GridRow row)
    {
        foreach (var side in new[] { "if", "then" })
        {
            var (keys, told) = (row.Text(side).Split(And), Side(row, side).Split(And));
            for (var i = 0; i < keys.Length; i++) names.TryAdd(keys[i], keys.Length == told.Length ? told[i] : keys[i]);
        }
    }

    private static ChartSpec ScatterOf(GridRow[] drawn) => new()
    {
        X = new("Support", ColumnType.Percent),
        Y = new("Confidence", ColumnType.Percent),
        Shade = new("log₂ lift"),
        Legend = false,
        Series =
        [
            new()
            {
                Name = "Rules", Kind = SeriesKind.Points, Entity = 0, Size = 8, X = [.. drawn.Select(r => (object?)r.Number("support"))], Y = [.. drawn.Select(r => r.Number("confidence"))], Shade = [.. drawn.Select(r => r.Number("lift") is { } lift ? (double?)Math.Log2(lift) : null)], // a few lifts of eighty would leave one colour to the others
                Hover = [.. drawn.Select(r => string.Create(CultureInfo.CurrentCulture, $"{Side(r, "if")}\n→ {Side(r, "then")}\nsupport {r.Number("support"):P1}, confidence {r.Number("confidence"):P1}, lift {r.Number("lift"):0.0}"))],
            },
        ],
    };

    private ChartSpec ComparedOf() => new()
    {
        X = new("", ColumnType.Text),
        Y = new("Rules", ColumnType.Integer),
        Series =
        [
            new() { Name = "Rules", Kind = SeriesKind.Bars, Entity = 0, X = [.. Segments.Select(s => (object?)Name(s))], Y = [.. Segments.Select(s => s.Number("rules"))],
                Hover = [.. Segments.Select(s => string.Create(CultureInfo.CurrentCulture, $"{Name(s)}: {s.Number("rules"):N0} rules of {s.Number("transactions"):N0}, from a confidence of {s.Number("floor"):P0}"))] },
        ],
    };
}
