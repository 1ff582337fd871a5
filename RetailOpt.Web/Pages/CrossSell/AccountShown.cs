using System.Globalization;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>What to offer to one account, and why.</summary>
public sealed class AccountShown : CrossSellShown
{
    public AccountShown(Answered answered, CrossSellView view) : base(answered, view, ["recommendations", "best_score", "baskets", "items", "rules"])
    {
        Result = (AccountResult)answered.Answer.Result;
        Offers = [.. Rows("recommendations")];
        Products = Rows("recommended_products").ToLookup(p => (int)(p.Number("rank") ?? 0));
        Bought = new(Table("bought"));
        Top = Rows("bought").FirstOrDefault();
    }

    public AccountResult Result { get; }
    /// <summary>The recommendations, best first.</summary>
    public IReadOnlyList<GridRow> Offers { get; }
    /// <summary>Products to offer, by the rank of their recommendation.</summary>
    public ILookup<int, GridRow> Products { get; }
    /// <summary>What it bought, the most often first.</summary>
    public MemoryTable Bought { get; }
    private GridRow? Top { get; }

    /// <summary>The name of what is recommended.</summary>
    public static string Item(GridRow offer) => Named(offer, "item_name", "item");

    /// <inheritdoc/>
    public override string Sentence
    {
        get
        {
            var who = $"{Result.AccountId}{(Result.Segment is { } segment ? $" ({segment})" : "")}";
            if (Offers.Count == 0) return $"Nothing can be recommended to {who}: no rule leads from what it bought to something new.";
            return string.Create(CultureInfo.CurrentCulture, $"Offer {Item(Offers[0])} to {who} first: {Cells.Full(Offers[0].Number("confidence"), ColumnType.Percent)} of those who bought {Offers[0].Text("trigger")}, as it did, bought it too{(Offers[0].Number("boost") > 1 ? ", and a campaign covers it" : "")}.");
        }
    }
}
