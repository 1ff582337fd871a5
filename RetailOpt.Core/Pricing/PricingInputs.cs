using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Pricing;

/// <summary>What pricing reads.</summary>
internal static class PricingInputs
{
    public const string Name = "data";

    public static readonly InputSpec Data = new(Name, [InputKind.Source], true, "Sales history or a pricing file (Pricing_Data.xlsx).",
    [
        new("sales", "product", true, "A column such as SKU, UPC or product_id."),
        new("sales", "quantity", true, "A column such as SALES_QTY, units or qty."),
        new("sales", "amount", false, "A column such as SALES_AMT, spend or revenue; else quantity times unit_price."),
        new("sales", "unit_price", false, "Needed only where there is no amount."),
        new("sales", "list_price", false, "MSRP or base price; else the discount column, the product's list price, or the dearest prices paid stand for it."),
        new("sales", "date", false, "Without dates each row is one observation."),
        new("sales", "store", false, "Needed for prices by product and store."),
        new("products", "category", false, "Without it all SKUs are one category."),
        new("products", "name", false, "Names beside the SKUs."),
        new("price_bounds", "md_lower", false, "MD_LOWER_BOUND; 0 is assumed."),
        new("price_bounds", "md_upper", false, "MD_UPPER_BOUND; .5 or the largest markdown seen is assumed."),
        new("price_bounds", "inventory", false, "INVENTORY_BOUND; 1.2 times the largest period's units times the horizon is assumed."),
    ]);

    public static readonly InputSpec Groups = File("groups", "SKUs that share one markdown: a table (CSV, TSV, workbook) with the columns SKU and GROUP.");

    public static readonly InputSpec Lock = File("lock", "Markdowns decided beforehand: a table with the columns SKU and MD (.3 or 30%); an empty MD keeps the SKU at its newest markdown.");

    public static readonly InputSpec Budget = File("budget", "Markdown money that categories may spend (sales at list price less net sales, over the horizon): a table with the columns CATEGORY and BUDGET.");

    public static readonly InputSpec Edited = File("edited", "A workbook of an earlier plan (or its PLAN.csv) whose PLAN sheet was edited: changed markdowns and rows with an x under LOCK are kept, the rest is planned around them, and DIFFERENCES tells what changed.");

    private static InputSpec File(string name, string help) => new(name, [InputKind.File], false, help, []);
}
