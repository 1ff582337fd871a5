using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>One row of a pricing file.</summary>
internal readonly record struct PricingDataRow(PricingDataResult Result, int Sku, int Observation)
{
    private PricingData Data => Result.Data;

    public string Name => Data.Skus[Sku];
    public double Msrp => Data.Msrp[Sku];
    public DateOnly? Date => Data.Days.Length > 0 ? Data.Days[Observation] : null;
    public string? Category => Data.Categories[Sku];
    public double Quantity => Data.Sold[Observation];

    // The file has one MSRP per SKU: the amount is restated at it, so that the row keeps the markdown that was seen against its own list price.
    public double Amount => Quantity * Msrp * (1 - Data.Md[Observation]);

    public double Lower => Data.Lower[Sku];
    public double Upper => Data.Upper[Sku];
    public double Inventory => Data.StockOver(Sku, Result.Horizon);
    public long Number => Observation - Data.Starts[Sku] + 1;
}

/// <summary>The pricing file as a result.</summary>
internal static class PricingDataReport
{
    private static readonly TableLayout<PricingDataRow> Dated = Layout(dated: true), Undated = Layout(dated: false);

    public static Report Of(PricingDataResult result)
    {
        var data = result.Data;
        var rows = Enumerable.Range(0, data.Count).SelectMany(sku => Enumerable.Range(data.Starts[sku], data.Starts[sku + 1] - data.Starts[sku]).Select(o => new PricingDataRow(result, sku, o)));
        Notice[] notices =
        [
            new(NoticeLevel.Info, "SALES_AMT is restated at the SKU's MSRP, so that each row keeps the markdown seen against its own list price; prices above the list price count as no markdown."),
            .. data.Notes.Notices(),
        ];
        Kpi[] kpis =
        [
            new("skus", "SKUs", data.Count, null, null, ColumnType.Integer, null, Better.Neither),
            new("rows", "Rows", data.Md.Length, null, null, ColumnType.Integer, null, Better.Neither),
        ];
        var text = Invariant($"# Pricing file\n\n{data.Count:N0} SKUs and {data.Md.Length:N0} rows of {data.Notes.Source}.\n\n") + string.Concat(notices.Select(n => $"- {n.Text}\n"));
        return new Report(kpis, [(data.Days.Length > 0 ? Dated : Undated).Of(rows, data.Md.Length), PricingTables.Dropped.Of(data.Notes.Dropped.Listed), PricingTables.Refused.Of(data.Notes.Refused)], text, notices);
    }

    private static TableLayout<PricingDataRow> Layout(bool dated)
    {
        var layout = new TableLayout<PricingDataRow>("PRICING_DATA", "Pricing file").Text("SKU", "SKU", r => r.Name).Money("MSRP", "List price", r => r.Msrp);
        if (dated) layout = layout.Date("DATE", "First day of the period", r => r.Date);
        layout = layout
            .Text("CATEGORY", "Category", r => r.Category)
            .Number("SALES_QTY", "Units", r => r.Quantity)
            .Number("SALES_AMT", "Net amount", r => r.Amount, help: "At the SKU's MSRP and the markdown that was seen")
            .Number("MD_LOWER_BOUND", "Least markdown", r => r.Lower)
            .Number("MD_UPPER_BOUND", "Largest markdown", r => r.Upper)
            .Number("INVENTORY_BOUND", "Inventory", r => r.Inventory);
        return dated ? layout.OrderBy("SKU", "DATE").IdentifiedBy("SKU", "DATE") : layout.Integer("ROW", "Row of the SKU", r => r.Number).OrderBy("SKU", "ROW").IdentifiedBy("SKU", "ROW");
    }
}
