using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.External;

/// <summary>What another recommender said, as a small table beside the data: shown beside ours.</summary>
public static class GivenExternal
{
    /// <summary>Name of the input.</summary>
    public const string Input = "external-list";

    /// <summary>Name of the table.</summary>
    public const string TableName = "external_recommendations";

    internal static readonly InputSpec Spec = new(Input, [InputKind.File], false, "What another recommender said, to be shown beside ours: ITEM, best first, with ACCOUNT, SCORE and REASON where they are known.", []);

    private static readonly GivenLayout Layout = new(null, new GivenColumn("ITEM", Aliases: ["item_id", "product", "product_id", "sku"]), new GivenColumn("ACCOUNT", ColumnType.Text, false, "account_id", "customer", "customer_id", "household_id"),
        new GivenColumn("SCORE", ColumnType.Number, false), new GivenColumn("REASON", Required: false));

    /// <summary>The items of the file with their accounts, in its order; null where none is given.</summary>
    internal static IReadOnlyList<(string? Account, ExternalItem Item)>? Read(RunInputs inputs, CancellationToken ct) =>
        inputs.Given(Input, Layout, ct) is { } table ? [.. table.Rows.Where(r => !r["ITEM"].IsEmpty).Select(r => (r["ACCOUNT"].Content, new ExternalItem(r["ITEM"].Text, double.IsNaN(r["SCORE"].Number) ? null : r["SCORE"].Number, r["REASON"].Content)))] : null;

    /// <summary>The answer about an account as a file that the input takes.</summary>
    public static string ToCsv(string account, IReadOnlyList<ExternalItem> items) =>
        string.Concat(items.Select(i => Invariant($"{Quoted(account)},{Quoted(i.Item)},{i.Score},{Quoted(i.Reason ?? "")}\n")).Prepend("ACCOUNT,ITEM,SCORE,REASON\n"));

    /// <summary>Its items for an account, each with the rank that it has among ours.</summary>
    internal static IResultTable Table(RecommendationModel model, int account, IReadOnlyList<Recommendation> ours)
    {
        var id = model.Purchases.Accounts[account];
        var ranks = ours.ToDictionary(r => model.Purchases.Items[r.Item], r => r.Rank, StringComparer.Ordinal);
        var names = model.Purchases.Items.Zip(model.Purchases.ItemNames).ToDictionary(i => i.First, i => i.Second, StringComparer.Ordinal);
        return new TableLayout<(int Rank, ExternalItem Of)>(TableName, "Another recommender").Integer("rank", "Rank", e => e.Rank).Text("item", "Item", e => e.Of.Item).Text("item_name", "Name", e => names.GetValueOrDefault(e.Of.Item))
            .Number("score", "Its score", e => e.Of.Score).Text("reason", "Why", e => e.Of.Reason).Integer("our_rank", "Our rank", e => ranks.TryGetValue(e.Of.Item, out var rank) ? rank : null, help: "Empty where it is not among ours.")
            .OrderBy("rank").IdentifiedBy("item").Of([.. (model.External ?? []).Where(e => e.Account is null || e.Account == id).DistinctBy(e => e.Item.Item).Select((e, i) => (i + 1, e.Item))]);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
