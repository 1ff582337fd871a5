using RetailOpt.Core.Analyses;
using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>Makes a synthetic retailer whose customers choose: who comes, what they take, and what they take instead, week by week.</summary>
public sealed class GenerateAnalysis : IDatasetProducer
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = new("generate", 1, "Synthesis", "Synthetic retailer",
        "Makes a retailer whose customers choose by a model, with every planted truth beside the tables.", false, []);

    /// <inheritdoc/>
    public OptionSchema Options => OptionSchema.Of<GenerateOptions>();

    /// <inheritdoc/>
    public async Task<Report> ProduceAsync(RunInputs inputs, object options, IDatasetWriter target, IWork work, CancellationToken ct)
    {
        var wish = (GenerateOptions)options;
        work.Report(null, "Drawing the market");
        var market = MarketMaker.Make(CatalogueMaker.Make(wish.Products, wish.Affinities, work.Seed), wish.Settings, wish.Plan, work.Seed);
        var supply = new Replenishment(market, wish.Customers);
        var tally = new Tally(supply);
        var batches = new Batches(market, wish.Customers, wish.BatchSize, work.Threads);
        var sales = SalesRows.Layout().Of(SalesRows.Of(market, tally.Count(batches, work, ct)), null);
        await target.WriteAsync(sales, ct);
        foreach (var table in MarketTables.Of(market, wish.Customers).Append(supply.Table()).Concat(SyntheticTruth.Of(market, wish.Plan, Prove.Recipe.Of(wish, work.Seed).ToJson())))
        {
            work.Report(.95, "Writing", table.Schema.Title);
            await target.WriteAsync(table, ct);
        }
        var facts = Facts(wish, tally);
        target.Describe("Synthetic retailer", "EUR", facts);
        return new Report(
            [
                new("lines", "Sales lines", tally.Lines, null, null, ColumnType.Integer, null, Better.Neither),
                new("trips", "Trips", tally.Trips, null, null, ColumnType.Integer, null, Better.Neither),
                new("net", "Net sales", tally.Cents / 100.0, null, null, ColumnType.Money, "EUR", Better.Neither),
            ],
            [], $"# Synthetic retailer\n\n{string.Join("\n", facts.Select(f => $"- {f.Key}: {f.Value}"))}\n", [new(NoticeLevel.Info, "Made data: no real shop.")]);
    }

    private static Dictionary<string, string> Facts(GenerateOptions options, Tally tally) => new()
    {
        ["Sales lines"] = Text(tally.Lines),
        ["First day"] = OptionSchema.Format(options.FirstDay),
        ["Last day"] = OptionSchema.Format(options.LastDay),
        ["Stores"] = Text(options.Stores),
        ["Products"] = Text(options.Products),
        ["Accounts"] = Text(options.Customers),
    };

    private static string Text(long value) => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

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
