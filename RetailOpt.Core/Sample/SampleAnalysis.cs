using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Sample;

/// <summary>Makes the sample retailer: a grocery chain with a year of sales, and beside its tables everything that was planted in them.</summary>
public sealed class SampleAnalysis : IDatasetProducer
{
    /// <summary>Name of the dataset that it makes.</summary>
    public const string DatasetName = "Sample retailer";

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = new("sample", 1, "Data", "Sample retailer",
        "Makes a grocery chain with a year of sales, and saves every planted truth beside the tables.", false, []);

    /// <inheritdoc/>
    public OptionSchema Options => OptionSchema.Of<SampleOptions>();

    /// <inheritdoc/>
    public async Task<Report> ProduceAsync(RunInputs inputs, object options, IDatasetWriter target, IWork work, CancellationToken ct)
    {
        var retailer = Retailer.Make((SampleOptions)options, work.Seed, work.Threads, done => work.Report(.5 * done, "Shopping"), ct);
        target.Describe(DatasetName, "EUR", Facts(retailer));
        var tables = ShopTables.Of(retailer).Prepend(SalesTable.Of(retailer)).Concat(TruthTables.Of(retailer)).ToArray();
        for (var i = 0; i < tables.Length; i++)
        {
            work.Report(.5 + .5 * i / tables.Length, "Writing", tables[i].Schema.Title);
            await target.WriteAsync(tables[i], ct);
        }
        return ReportOf(retailer);
    }

    private static Dictionary<string, string> Facts(Retailer retailer)
    {
        var options = retailer.World.Options;
        return new()
        {
            ["Sales lines"] = Count(retailer.Lines),
            ["First day"] = OptionSchema.Format(options.FirstDay),
            ["Last day"] = OptionSchema.Format(options.LastDay),
            ["Stores"] = Count(options.Stores),
            ["Products"] = Count(options.Products),
            ["Accounts"] = Count(options.Accounts),
            ["Campaigns"] = Count(retailer.World.Campaigns.Length),
        };
    }

    private static Report ReportOf(Retailer retailer)
    {
        var net = retailer.Trades.Sum(t => t.Lines.Sum(l => (long)l.Quantity * l.Cents)) / 100.0;
        double wanted = retailer.Trades.Sum(t => t.Wanted.Sum(w => (long)w)), lost = retailer.Trades.Sum(t => t.Lost.Sum(l => (long)l));
        return new Report(
            [
                new("lines", "Sales lines", retailer.Lines, null, null, ColumnType.Integer, null, Better.Neither),
                new("net", "Net sales", net, null, null, ColumnType.Money, "EUR", Better.Higher),
                new("lost", "Demand lost to empty shelves", lost / wanted, null, null, ColumnType.Percent, null, Better.Lower),
                new("gaps", "Planted gaps", retailer.Assortment.Gaps.Count, null, null, ColumnType.Integer, null, Better.Neither),
            ],
            [],
            $"""
            # {DatasetName}

            {string.Join("\n", Facts(retailer).Select(f => $"- {f.Key}: {f.Value}"))}

            Made by a generator; nothing in it is a real shop. The tables whose names begin with truth_ hold what was planted:
            demand curves, seasons, demand per store and product, gaps, affinities, clusters and campaign effects.
            """,
            [new(NoticeLevel.Info, "Made data: no real shop.")]);
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
