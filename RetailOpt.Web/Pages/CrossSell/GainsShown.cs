using System.Globalization;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>Rules scored as opportunities, with what campaigns and open accounts add.</summary>
public sealed class GainsShown : CrossSellShown
{
    public GainsShown(Answered answered, CrossSellView view) : base(answered, view, ["opportunities", "best_potential", "rules", "combinations"])
    {
        var table = (IIndexedTable)Table("cross_sell_opportunities");
        Opportunities = new(new Slice(table, 0, (int)table.Count!, ["score", "segment", "if_name", "then_name", "revenue_potential", "accounts", "confidence", "lift", "why"]));
        Best = Rows("cross_sell_opportunities").FirstOrDefault();
    }

    /// <summary>The opportunities, the best score first.</summary>
    public MemoryTable Opportunities { get; }
    private GridRow? Best { get; }

    /// <inheritdoc/>
    public override string Sentence => Best is null ? "There are no rules, so there is nothing to score: lower the least support or the least confidence."
        : string.Create(CultureInfo.CurrentCulture, $"{Named(Best, "then_name", "then")} beside {Named(Best, "if_name", "if")} scores best: {Best.Number("accounts"):N0} accounts buy the one and never the other, worth up to {Cells.Headline(Best.Number("revenue_potential"), ColumnType.Money)} {Currency} if they do as others.");
}
