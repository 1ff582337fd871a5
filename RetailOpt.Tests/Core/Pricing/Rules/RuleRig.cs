using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Import.Given;
using RetailOpt.Core.Pricing;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Pricing.Rules;

/// <summary>Four SKUs in two categories (and BAD, whose bounds are crossed) with rule files beside them, through the analysis itself.</summary>
internal sealed class RuleRig : IDisposable
{
    private static readonly PricingAnalysis Analysis = new();
    private readonly PricingSource _source = new();
    private readonly TempFolder _files = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _source.Dispose();
        _files.Dispose();
    }

    public async Task<PricingModel> LoadAsync(params (string Input, string Text)[] files)
    {
        var given = files.Select(f => (f.Input, new InputFile(_files.Write(f.Input + ".csv", f.Text), f.Input + ".csv", "h"))).ToArray();
        var inputs = new RunInputs(new Dictionary<string, IQueryEngine> { ["data"] = await DataAsync() }, given, new GivenTables());
        return await Analysis.LoadAsync(inputs, new(), new NoWork(), Ct);
    }

    public static PricingResult Solve(PricingModel model, PricingOptions options) => Analysis.Solve(model, options, new NoWork(), Ct);

    public static Report Report(PricingModel model, PricingOptions options) => Analysis.Report(Solve(model, options), options);

    private Task<IQueryEngine> DataAsync()
    {
        string[] skus = ["A", "B", "C", "D", "BAD"];
        var sales = skus.SelectMany((sku, i) => Enumerable.Range(0, 6).Select(week =>
        {
            var (md, list) = (.1m * ((week * 2 + i) % 5), 10m + i);
            var units = 20 + i + Math.Round(30 * md) * (1 + i % 3) + week % 2;
            return new Sale(sku, units, units * list * (1 - md), list);
        }));
        var bounds = skus.Select((sku, i) => new Bounds(sku, 10 + i, sku == "BAD" ? .6 : 0, .5, 1000)).ToArray();
        return _source.OfAsync(sales, "amount list_price", [("A", "Apples", "Food"), ("B", "Bread", "Food"), ("C", "Cars", "Toys"), ("D", "Dolls", "Toys"), ("BAD", "Bad", "Toys")], bounds);
    }
}
