namespace RetailOpt.Web.Pages.Help;

/// <summary>A term of the field and what it means here.</summary>
internal sealed record GlossaryEntry(string Key, string Term, string Meaning, string Topic);

/// <summary>The terms that pages use, each defined once; the component Term links to them.</summary>
internal static class Glossary
{
    public static IReadOnlyList<GlossaryEntry> Entries { get; } =
    [
        new("dataset", "Dataset", "Your sales and what describes them (products, stores, accounts, ...), read once and kept unchanged. Every analysis reads from it.", "Data"),
        new("rejected-row", "Rejected row", "A row that could not be read: kept with its line number, its raw text and the reason. The other rows load.", "Data"),
        new("readiness", "Readiness", "Whether a dataset holds the columns that an analysis needs, and how to supply what is missing.", "Data"),
        new("return", "Return", "A sale with a negative quantity: goods that came back.", "Data"),
        new("sku", "SKU", "Stock keeping unit: one product as it is priced and stocked.", "Data"),
        new("run", "Run", "One calculation, kept with its inputs, options, seed and software version, so that it can be repeated exactly.", "Runs"),
        new("live-answer", "Live answer", "A result computed while you move a control. It is not kept until you save it as a run.", "Runs"),
        new("stop", "Stop", "Ends a run early and keeps the best it found, with an honest gap. Cancel keeps nothing.", "Runs"),
        new("interrupted", "Interrupted", "The server ended while the run was going. It can be resumed from its last checkpoint, or repeated.", "Runs"),
        new("gap", "Gap", "How far a result can be from the best possible one. At most 1e-9 is shown as optimal.", "Runs"),
        new("msrp", "MSRP", "Manufacturer's suggested retail price: the list price from which a markdown is taken.", "Pricing"),
        new("md", "Markdown (MD)", "The discount as a share of the list price: 30% means that the customer pays 70%.", "Pricing"),
        new("weighted-md", "Weighted markdown", "The discount over all units sold, weighted by list price: 1 minus net sales divided by what the same units would bring at list price.", "Pricing"),
        new("demand", "Demand", "Net sales in money that a plan is expected to bring: list price, less the markdown, times the units sold at it.", "Pricing"),
        new("inventory-left", "Inventory left", "Units that remain after the plan's sales.", "Pricing"),
        new("demand-curve", "Demand curve", "Units sold as a function of the markdown, fitted to what was observed: linear, exponential or logarithmic, whichever errs least.", "Pricing"),
        new("raw-curve", "The curve says", "What a plan would bring if each SKU's fitted curve were exactly right. It tends to be too much: a plan picks the SKUs whose curves were lucky.", "Pricing"),
        new("believed-demand", "Believed demand", "What we expect a plan to bring: each SKU's curve is drawn towards its category's, the more the less its own observations tell. Plans and targets are on it.", "Pricing"),
        new("at-worst", "At worst", "What a plan brings on the pessimistic side of what is believed: through the lower ends of each SKU's 90% interval.", "Pricing"),
        new("shrinkage", "Shrinkage", "Drawing a SKU's slope towards the mean of its category (empirical Bayes): one SKU's few observations tell little, a hundred like it tell more.", "Pricing"),
        new("interval", "90% interval", "The range in which a figure lies with a chance of 90%, for what the observations tell: one time in twenty it is below, one in twenty above.", "Pricing"),
        new("backtest", "Backtest", "A forecast of weeks that are already known from the weeks before them, to see how far each way of forecasting errs.", "Pricing"),
        new("price-ladder", "Price ladder", "The only markdowns or prices that may be set, such as steps of 5% or prices that end in .99.", "Pricing"),
        new("lock", "Lock", "A SKU's markdown that is decided beforehand: plans are made around it.", "Pricing"),
        new("regret", "Regret", "What the next-best markdown of a SKU would bring less, at the plan's price of markdown.", "Pricing"),
        new("scenario", "Scenario", "A plan that gives every SKU a markdown, made for one goal: most demand, least markdown, a target met exactly, or a balance of several.", "Pricing"),
        new("trade-off", "Trade-off front", "The plans of which none is better in everything: to gain on one goal, another must give.", "Pricing"),
        new("horizon", "Horizon", "How many periods (days or weeks, as in the data) a plan covers.", "Pricing"),
        new("infeasible", "Infeasible", "No plan within the limits reaches the target. The range that can be reached is shown instead.", "Pricing"),
        new("cluster", "Cluster", "A group of stores that sell alike, by the mix of categories and by size.", "Clusters"),
        new("silhouette", "Silhouette", "How well a store fits its cluster against the next nearest: near 1 is a clear fit, near 0 lies between two, below 0 fits another better.", "Clusters"),
        new("category-mix", "Category mix", "The share of a store's sales that each category brings.", "Clusters"),
        new("opportunity", "Opportunity", "A best seller of its peers that a store does not carry: the cluster shows that the product sells.", "Opportunities"),
        new("top-performer", "Top performer", "A product whose sales reach a given percentile within its cluster and category: from 80% on, about the best fifth.", "Opportunities"),
        new("sales-percentile", "Sales percentile", "Where a product stands by its sales among those of its cluster and category; 100% is the best seller.", "Opportunities"),
        new("adoption", "Adoption", "The share of a cluster's stores in a category that carry a product.", "Opportunities"),
        new("opportunity-score", "Opportunity score", "Percentile times adoption: near 1 where a product sells best and nearly every peer carries it.", "Opportunities"),
        new("potential-sales", "Potential sales", "What peers sell on average of each product that a store misses, summed. Nobody promises it; the forward test says how near it comes.", "Opportunities"),
        new("mask-test", "Mask test", "Hides a part of what stores carry, runs the rule on the rest, and counts how much of the hidden its lists name.", "Opportunities"),
        new("forward-test", "Forward test", "Finds opportunities on the first part of the days and looks in the second whether stores took them up, and what these sold.", "Opportunities"),
        new("recall", "Recall", "Of what would have been right, the share that was named.", "Opportunities"),
        new("precision", "Precision", "Of what was named, the share that was right.", "Opportunities"),
        new("sell-through", "Sell-through", "Units sold of units supplied, from 0 to 100%. Of several stores or products it is the ratio of the sums, never the mean of the rates.", "Sell-through"),
        new("modelled-rate", "Modelled sell-through", "The units that an allocation is expected to sell under the demand that is believed, of those it places. Two allocations are compared by it; what was observed is another figure.", "Sell-through"),
        new("censored-demand", "Censored demand", "Where nothing was left on the shelf, sales hide what could have sold besides; it is estimated from the cluster's rate of the product.", "Sell-through"),
        new("marginal-gain", "Marginal gain", "The chance that one more unit in a store sells. It falls with each unit, and a good allocation evens it out between stores.", "Sell-through"),
        new("dual-price", "What one more is worth", "What the plan would gain if a limit let one more unit, slot or category pass (its dual price).", "Sell-through"),
        new("relaxed-limit", "Relaxed limit", "A limit that nothing allowed by the others can keep: the plan goes beyond it as little as it must, and says by how much and at what cost.", "Sell-through"),
        new("potential-estimate", "Potential estimate", "The figure that the old pipeline called optimised: the observed rate times fixed factors for roles, price, capacity and mix, capped. No allocation stands behind it.", "Sell-through"),
        new("simulation", "Simulation", "Demand is drawn many times and sold from the current allocation and from the plan: how often, and by how much, the plan sells more.", "Sell-through"),
        new("product-role", "Product role", "What a product is for: CORE sells most, SEASONAL is fashion that sells, CLEARANCE sells least, FILLER is the rest.", "Sell-through"),
        new("holdback", "Held back", "Units of a product that stay in the warehouse instead of being allocated.", "Sell-through"),
    ];

    public static GlossaryEntry Find(string key) => Entries.FirstOrDefault(e => e.Key == key) ?? throw new KeyNotFoundException($"The glossary does not define '{key}'.");
}
