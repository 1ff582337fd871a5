using RetailOpt.Core.Analyses;
using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Synthesis.Scoring;

namespace RetailOpt.Core.Synthesis.Score;

/// <summary>Both logs. Immutable.</summary>
public sealed class ScoreModel : IModel
{
    internal ScoreModel(LoadedLog synthetic, LoadedLog target) => (Synthetic, Target) = (synthetic, target);

    internal LoadedLog Synthetic { get; }
    internal LoadedLog Target { get; }
    /// <inheritdoc/>
    public long Bytes => Synthetic.Bytes + Target.Bytes;
}

/// <summary>A synthetic dataset between the floor and the ceiling of its target.</summary>
public sealed class ScoreResult
{
    internal ScoreResult(Readings readings, IReadOnlyList<Notice> notices) => (Readings, Notices) = (readings, notices);

    internal Readings Readings { get; }
    internal IReadOnlyList<Notice> Notices { get; }
}

/// <summary>How like a real dataset is a synthetic one? Fifteen metrics, each between its floor and its ceiling.</summary>
public sealed class ScoreAnalysis : Analysis<ScoreOptions, ScoreModel, ScoreResult>
{
    /// <inheritdoc/>
    public override AnalysisInfo Info { get; } = new("score", 1, "Synthesis", "Likeness", "How like a real dataset is a synthetic one?", false,
    [
        new InputSpec("data", [InputKind.Source], true, "The synthetic dataset.",
        [
            new("sales", "product", true, "Map the column that names the product."), new("sales", "date", true, "Map the day of the sale."),
            new("sales", "basket", true, "Map the basket; else baskets are what an account buys on a day.", Or: "account"),
            new("sales", "amount", false, "Without it nothing is said of prices."), new("products", "category", false, "Without it nothing is said of categories."),
        ]),
        new InputSpec("target", [InputKind.Source], true, "The real dataset that it is held against.", []),
    ]);

    /// <inheritdoc/>
    public override object ModelKey(ScoreOptions options) => (options.Level, options.TargetLevel, options.TargetProducts, options.TargetSkipBaskets, options.TargetFrom, options.TargetTo);

    /// <inheritdoc/>
    public override async Task<ScoreModel> LoadAsync(RunInputs inputs, ScoreOptions options, IWork work, CancellationToken ct) => new(
        await new LogLoader(inputs.Require("data"), new(options.Level)).LoadAsync(work, ct),
        await new LogLoader(inputs.Require("target"), new(options.TargetLevel, options.TargetProducts, options.TargetSkipBaskets, options.TargetFrom, options.TargetTo)).LoadAsync(work, ct));

    /// <inheritdoc/>
    public override ScoreResult Solve(ScoreModel model, ScoreOptions options, IWork work, CancellationToken ct)
    {
        var weeks = Math.Min(model.Synthetic.Log.Weeks, model.Target.Log.Weeks);
        var (synthetic, target) = (Resampling.Thinned(model.Synthetic.Weeks(0, weeks - 1), options.TargetSampleRate, work.Seed), model.Target.Weeks(0, weeks - 1));
        work.Report(.1, "Floor and ceiling");
        var bounds = Bounds.Of(target, work.Seed, work.Threads, ct);
        work.Report(.9, "Comparing");
        List<Notice> notices = [.. model.Synthetic.Notices, .. model.Target.Notices];
        if (model.Synthetic.Log.Weeks != model.Target.Log.Weeks)
            notices.Add(new(NoticeLevel.Info, $"Both are compared over {weeks:N0} weeks: the synthetic data has {model.Synthetic.Log.Weeks:N0}, the target {model.Target.Log.Weeks:N0}."));
        return new(Readings.Of(Scorecard.Of(synthetic, target), bounds), notices);
    }

    /// <inheritdoc/>
    public override Report Report(ScoreResult result, ScoreOptions options) => ScoreReport.Of(result.Readings, result.Notices);
}
