using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Prices;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.LearnPrices;

/// <summary>How prices are learned.</summary>
public sealed record LearnPricesOptions : IOptionRules
{
    /// <summary>Products whose held-out weeks are read with both models.</summary>
    [Option("held-out-products", "Products compared", Min = 0, Max = 100_000, Help = "For so many products, those with most weeks first, the observed-state chain is compared with a hidden Markov model on weeks held out; each takes a moment.")]
    public int HeldOutProducts { get; init; } = 200;

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check() => [];
}

/// <summary>Weekly prices. Immutable.</summary>
public sealed class LearnPricesModel : IModel
{
    internal LearnPricesModel(IReadOnlyList<PriceSeries> series, IReadOnlyList<Notice> notices) => (Series, Notices) = (series, notices);

    internal IReadOnlyList<PriceSeries> Series { get; }
    internal IReadOnlyList<Notice> Notices { get; }
    /// <inheritdoc/>
    public long Bytes => 40L * Series.Sum(s => s.Weeks.Count);
}

/// <summary>Chains, how like the data they are, and which model explains held-out weeks.</summary>
public sealed class LearnPricesResult
{
    internal LearnPricesResult(PriceBook book, ChainCheck check, IReadOnlyList<HeldOut> held, LearnPricesModel model) => (Book, Check, Held, Model) = (book, check, held, model);

    internal PriceBook Book { get; }
    internal ChainCheck Check { get; }
    internal IReadOnlyList<HeldOut> Held { get; }
    internal LearnPricesModel Model { get; }
}

/// <summary>How do prices and promotions move from week to week? Two chains a product, each held against the data on its own.</summary>
public sealed class LearnPricesAnalysis : Analysis<LearnPricesOptions, LearnPricesModel, LearnPricesResult>
{
    private static readonly TableLayout<ProductChains> Chains = new TableLayout<ProductChains>("CHAINS", "Chains")
        .Text("product", "Product", c => c.Product).Money("usual_price", "Usual price", c => c.UsualPrice)
        .Flag("base", "Base chain learned", c => c.Base is not null).Flag("promotion", "Promotion chain learned", c => c.Promotion is not null)
        .Percent("holds", "Weeks in which the base price's state holds", c => Holds(c.Base?.Rows, c.Base?.Share)).Percent("promoted", "Weeks with promotion", c => 1 - c.Promotion?.Share[0])
        .OrderBy("product").IdentifiedBy("product");

    private static readonly TableLayout<HeldOut> Compared = new TableLayout<HeldOut>("HELD_OUT", "Held-out weeks")
        .Text("product", "Product", h => h.Product).Integer("weeks", "Weeks held out", h => h.Weeks).Number("chain", "Observed states", h => h.Chain, help: "Mean log density of a week.")
        .Number("hidden", "Hidden states", h => h.Hidden, help: "Mean log density of a week.").OrderBy("product").IdentifiedBy("product");

    /// <inheritdoc/>
    public override AnalysisInfo Info { get; } = new("learn-prices", 1, "Synthesis", "Price chains", "How do prices and promotions move from week to week?", false,
    [
        new InputSpec("data", [InputKind.Source], true, "The sales.",
        [
            new("sales", "product", true, "Map the column that names the product."), new("sales", "date", true, "Map the day of the sale."), new("sales", "quantity", true, "Map the units sold."),
            new("sales", "amount", true, "Map what was paid.", Or: "unit_price"), new("sales", "discount", false, "Without discounts or list prices every week is without promotion.", Or: "list_price"),
            new("promotions", "display", false, "Without it display and mailer are unknown, which is not 'none'."),
        ]),
    ]);

    /// <inheritdoc/>
    public override object ModelKey(LearnPricesOptions options) => 0;

    /// <inheritdoc/>
    public override async Task<LearnPricesModel> LoadAsync(RunInputs inputs, LearnPricesOptions options, IWork work, CancellationToken ct)
    {
        var (series, notices) = await new PriceSeriesLoader(inputs.Require("data")).LoadAsync(work, ct);
        return new(series, notices);
    }

    /// <inheritdoc/>
    public override LearnPricesResult Solve(LearnPricesModel model, LearnPricesOptions options, IWork work, CancellationToken ct)
    {
        work.Report(.1, "Learning chains");
        var book = PriceBook.Learn(model.Series);
        var most = model.Series.GroupBy(s => s.Product).OrderByDescending(p => p.Sum(s => s.Weeks.Count)).ThenBy(p => p.Key, StringComparer.Ordinal).Take(options.HeldOutProducts).OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();
        var (held, done) = (new HeldOut?[most.Length], 0);
        Parallel.For(0, most.Length, new() { MaxDegreeOfParallelism = Math.Max(1, work.Threads), CancellationToken = ct }, i =>
        {
            held[i] = HeldOut.Of(most[i].Key, [.. most[i]], RandomStream.Of(work.Seed, i).NextBits());
            work.Report(.1 + .8 * Interlocked.Increment(ref done) / most.Length, "Comparing on held-out weeks");
        });
        return new(book, ChainCheck.Of(book, model.Series, work.Seed), [.. held.OfType<HeldOut>()], model);
    }

    /// <inheritdoc/>
    public override Report Report(LearnPricesResult result, LearnPricesOptions options)
    {
        var (check, held) = (result.Check, result.Held);
        double? Mean(Func<HeldOut, double> of) => held.Count == 0 ? null : held.Sum(h => h.Weeks * of(h)) / held.Sum(h => h.Weeks);
        List<Notice> notices = [.. result.Model.Notices];
        var (noBase, noPromotion) = (result.Book.Products.Count(p => p.Base is null), result.Book.Products.Count(p => p.Promotion is null));
        if (noBase > 0) notices.Add(new(NoticeLevel.Info, $"Of {noBase:N0} products there are fewer than {BasePriceChain.FewestWeeks} weeks without promotion: their price holds.", noBase, "CHAINS"));
        if (noPromotion > 0) notices.Add(new(NoticeLevel.Info, $"Of {noPromotion:N0} products there are fewer than {PromotionChain.FewestWeeks} weeks: they take the promotion chain of all products together.", noPromotion, "CHAINS"));
        if (result.Book.Products.Count > held.Count) notices.Add(new(NoticeLevel.Info, $"Observed and hidden states are compared for {held.Count:N0} of {result.Book.Products.Count:N0} products: those with most weeks, as far as there is enough to learn from."));
        var better = held.Count(h => h.Hidden > h.Chain);
        Kpi Figure(string key, string label, double? value, Better which = Better.Higher) => new(key, label, value, null, null, ColumnType.Number, null, which);
        return new(
            [
                Figure("base_price", "Base price, 1 - KS", check.BasePrice), Figure("depth", "Discount depth, 1 - KS", check.Depth),
                new("frequency_difference", "Promotion share, drawn less seen", check.DrawnShare - check.SeenShare, null, null, ColumnType.Percent, null, Better.Neither),
                Figure("chain", "Held-out log density, observed states", Mean(h => h.Chain)), Figure("hidden", "Held-out log density, hidden states", Mean(h => h.Hidden)),
                new("hidden_better", "Products that hidden states explain better", held.Count == 0 ? null : (double)better / held.Count, null, null, ColumnType.Percent, null, Better.Neither),
            ],
            [Chains.Of(result.Book.Products), Compared.Of(held)],
            string.Create(CultureInfo.InvariantCulture, $"""
                # Price chains

                {result.Book.Products.Count} products. Base price {check.BasePrice:0.000}, discount depth {check.Depth:0.000} (1 - KS of drawn against observed weeks); promoted weeks {check.DrawnShare:0.0%} drawn, {check.SeenShare:0.0%} observed.
                On weeks held out the {(Mean(h => h.Hidden) > Mean(h => h.Chain) ? "hidden" : "observed")} states explain base prices better ({Mean(h => h.Chain):0.00} observed, {Mean(h => h.Hidden):0.00} hidden, mean log density of a week).
                """), notices)
        { Documents = [new("price_chains.json", "application/json", _ => result.Book.ToJson())] };
    }

    private static double? Holds(double[][]? rows, double[]? share) => rows is null || share is null ? null : rows.Select((row, s) => row[s] * share[s]).Sum();
}
