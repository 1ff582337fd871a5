using RetailOpt.Core.Analyses;
using RetailOpt.Core.Synthesis.Learning;
using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Scoring;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>The log to learn from. Immutable.</summary>
public sealed class CalibrateModel : IModel
{
    internal CalibrateModel(LoadedLog log) => Log = log;

    internal LoadedLog Log { get; }
    /// <inheritdoc/>
    public long Bytes => Log.Bytes;
}

/// <summary>What was found, read on weeks that nothing was learned from.</summary>
public sealed class CalibrateResult
{
    internal CalibrateResult(ModelSettings settings, Readings readings, Readings before, IReadOnlyList<(string Name, Scorecard Card)> without, IReadOnlyList<Trial> trials, IReadOnlyList<Notice> notices) =>
        (Settings, Readings, Before, Without, Trials, Notices) = (settings, readings, before, without, trials, notices);

    internal ModelSettings Settings { get; }
    internal Readings Readings { get; }
    internal Readings Before { get; }
    internal IReadOnlyList<(string Name, Scorecard Card)> Without { get; }
    internal IReadOnlyList<Trial> Trials { get; }
    internal IReadOnlyList<Notice> Notices { get; }
}

/// <summary>Which settings make a synthetic retailer like this one? Learned on the first half of the weeks, scored on the second.</summary>
public sealed class CalibrateAnalysis : Analysis<CalibrateOptions, CalibrateModel, CalibrateResult>
{
    private const int FewestWeeks = 8;

    /// <inheritdoc/>
    public override AnalysisInfo Info { get; } = new("calibrate", 1, "Synthesis", "Calibration", "Which settings make a synthetic retailer like this one?", false,
    [
        new InputSpec("data", [InputKind.Source], true, "The real dataset.",
        [
            new("sales", "product", true, "Map the column that names the product."), new("sales", "date", true, "Map the day of the sale."),
            new("sales", "account", true, "Map the account: who bought. Without it nothing is known of customers."),
            new("sales", "amount", false, "Without it nothing is said of prices."), new("products", "category", false, "Without it take the level Name."),
        ]),
    ]);

    /// <inheritdoc/>
    public override object ModelKey(CalibrateOptions options) => options.Reading;

    /// <inheritdoc/>
    public override async Task<CalibrateModel> LoadAsync(RunInputs inputs, CalibrateOptions options, IWork work, CancellationToken ct)
    {
        var log = await new LogLoader(inputs.Require("data"), options.Reading).LoadAsync(work, ct);
        if (log.Log.Weeks < FewestWeeks) throw new InputException($"The sales cover {log.Log.Weeks:N0} weeks; half of them is learned from and half is scored on, so {FewestWeeks} are needed.");
        return new(log);
    }

    /// <inheritdoc/>
    public override CalibrateResult Solve(CalibrateModel model, CalibrateOptions options, IWork work, CancellationToken ct)
    {
        var log = model.Log;
        var half = log.Log.Weeks / 2;
        var (first, second) = (Named(log.Weeks(0, half - 1)), Named(log.Weeks(half, log.Log.Weeks - 1)));
        if (first.Lines.Count == 0 || second.Lines.Count == 0) throw new InputException("One half of the weeks has no purchase of a known account: there is nothing to learn from, or nothing to score on.");
        Simulator Simulate(LearnWhat what) => new(CatalogueLearner.Learn(first, log.Products, what, work.Seed).Catalogue, first.Customers, first.Knows, options.TargetSampleRate, work.Seed);
        var simulator = Simulate(new());
        var calibrator = new Calibrator(simulator, first, options.Trials, options.GiveUp, work);
        var (settings, _) = calibrator.Search(Population.Of(first, options.TargetSampleRate), ct);
        Scorecard Held(Simulator made, ModelSettings with)
        {
            // the second half goes on from the first: the customers are the same
            var all = made.Log(with, log.Log.Weeks, work.Threads, ct);
            return Scorecard.Of(new ShoppingLog([.. all.Lines.Where(l => l.Week >= half).Select(l => l with { Week = l.Week - half })], all.Customers, second.Weeks, all.Shelves, all.Knows), second);
        }
        work.Report(null, "Scoring on the weeks held back");
        var bounds = Bounds.Of(second, work.Seed, work.Threads, ct);
        (string, Scorecard)[] without = !options.Ablation ? [] :
        [
            ("separated price chains", Held(Simulate(new(Chains: false)), settings)), ("product attributes", Held(Simulate(new(Attributes: false)), settings)),
            ("customers' lasting tastes", Held(simulator, settings with { ProductTaste = 0, CategoryTaste = 0, AppetiteSpread = 0 })),
            ("customers who come and go", Held(simulator, settings with { Arriving = 0, Leaving = 0, VisitSpread = 0 })),
            ("the quantity's own spread", Held(simulator, settings with { QuantitySpread = 0, QuantityTaste = 0 })),
        ];
        return new(settings, Readings.Of(Held(simulator, settings), bounds), Readings.Of(Held(simulator, new()), bounds), without, calibrator.History, log.Notices);
    }

    /// <inheritdoc/>
    public override Report Report(CalibrateResult result, CalibrateOptions options) => CalibrateReport.Of(result);

    /// <summary>Only lines of known accounts: the model makes no others.</summary>
    private static ShoppingLog Named(ShoppingLog log) => new([.. log.Lines.Where(l => l.Customer >= 0)], log.Customers, log.Weeks, log.Shelves, log.Knows);
}
