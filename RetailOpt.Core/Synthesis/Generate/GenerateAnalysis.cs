using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Synthesis.Learning;
using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>Makes a synthetic retailer whose customers choose: who comes, what they take, and what they take instead, week by week.</summary>
public sealed class GenerateAnalysis : IDatasetProducer
{
    private const string Like = "like", Settings = "settings";

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = new("generate", 1, "Synthesis", "Synthetic retailer",
        "Makes a retailer whose customers choose by a model, with every planted truth beside the tables.", false,
        [
            new InputSpec(Like, [InputKind.Source], false, "A dataset whose products, prices and shares it is made like; else it sells made groceries.", []),
            new InputSpec(Settings, [InputKind.File], false, "The settings.json of a calibration; they take the place of the options on choice.", []),
        ]);

    /// <inheritdoc/>
    public OptionSchema Options => OptionSchema.Of<GenerateOptions>();

    /// <inheritdoc/>
    public async Task<Report> ProduceAsync(RunInputs inputs, object options, IDatasetWriter target, IWork work, CancellationToken ct)
    {
        var wish = (GenerateOptions)options;
        var settings = inputs.File(Settings) is { } file ? SettingsFile.Read(file) : wish.Settings;
        var like = inputs.Find(Like) is { } data ? await new LogLoader(data, new(wish.LikeLevel, wish.LikeProducts, wish.LikeSkipBaskets)).LoadAsync(work, ct) : null;
        work.Report(null, "Drawing the market");
        var catalogue = like is null ? CatalogueMaker.Make(wish.Products, wish.Affinities, work.Seed) : CatalogueLearner.Learn(like.Log, like.Products, new(), work.Seed).Catalogue;
        var market = MarketMaker.Make(catalogue, settings, wish.Plan, work.Seed);
        var supply = new Replenishment(market, wish.Customers);
        var tally = new Tally(supply);
        var batches = new Batches(market, wish.Customers, wish.BatchSize, work.Threads);
        var sales = SalesRows.Layout().Of(SalesRows.Of(market, tally.Count(batches, work, ct)), null);
        await target.WriteAsync(sales, ct);
        foreach (var table in MarketTables.Of(market, wish.Customers).Append(supply.Table()).Concat(SyntheticTruth.Of(market, wish.Plan, Prove.Recipe.Of(wish, work.Seed, inputs.Find(Like)?.Name, settings).ToJson())))
        {
            work.Report(.95, "Writing", table.Schema.Title);
            await target.WriteAsync(table, ct);
        }
        var facts = Facts(wish, catalogue.Items.Count, tally);
        target.Describe("Synthetic retailer", "EUR", facts);
        return new Report(
            [
                new("lines", "Sales lines", tally.Lines, null, null, ColumnType.Integer, null, Better.Neither),
                new("trips", "Trips", tally.Trips, null, null, ColumnType.Integer, null, Better.Neither),
                new("net", "Net sales", tally.Cents / 100.0, null, null, ColumnType.Money, "EUR", Better.Neither),
            ],
            [], $"# Synthetic retailer\n\n{string.Join("\n", facts.Select(f => $"- {f.Key}: {f.Value}"))}\n", [new(NoticeLevel.Info, "Made data: no real shop."), .. Learned(like, catalogue)]);
    }

    private static IEnumerable<Notice> Learned(LoadedLog? like, Catalogue catalogue) => like is null ? []
        : like.Notices.Prepend(new(NoticeLevel.Info, string.Create(CultureInfo.InvariantCulture, $"{catalogue.Items.Count:N0} products in {catalogue.Categories.Count:N0} categories are learned; affinities between categories are not, so none are planted.")));

    private static Dictionary<string, string> Facts(GenerateOptions options, int products, Tally tally) => new()
    {
        ["Sales lines"] = Text(tally.Lines),
        ["First day"] = OptionSchema.Format(options.FirstDay),
        ["Last day"] = OptionSchema.Format(options.LastDay),
        ["Stores"] = Text(options.Stores),
        ["Products"] = Text(products),
        ["Accounts"] = Text(options.Customers),
    };

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Counts what passes by, and tells progress.</summary>
    private sealed class Tally(Replenishment supply)
    {
        private (int Customer, int Week, int Trip) _last = (-1, -1, -1);

        public long Lines { get; private set; }
        public long Trips { get; private set; }
        public long Cents { get; private set; }

        public IEnumerable<IReadOnlyList<Purchase>> Count(Batches batches, IWork work, CancellationToken ct)
        {
            var done = 0;
            foreach (var batch in batches.From(0, ct))
            {
                foreach (var p in batch)
                {
                    Lines++;
                    supply.Sell(p);
                    Cents += (long)p.Quantity * p.Cents;
                    if ((p.Customer, p.Week, p.Trip) == _last) continue;
                    _last = (p.Customer, p.Week, p.Trip);
                    Trips++;
                }
                work.Report(.95 * ++done / batches.Count, "Shopping", $"{Text(Lines)} lines");
                yield return batch;
            }
        }
    }
}
