using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Analyses;

/// <summary>
/// One kind of run: one verb of the command line, one entry of the readiness matrix. <see cref="Key"/> is that verb.
/// </summary>
/// <param name="Key">Stable name, lower case with hyphens.</param>
/// <param name="Version">Rises whenever the same inputs give another result.</param>
/// <param name="Feature">The page it belongs to.</param>
/// <param name="Title">What a person reads.</param>
/// <param name="Summary">One sentence: which question it answers.</param>
/// <param name="Live">Whether it answers within a second on a loaded model.</param>
/// <param name="Inputs">Its named inputs.</param>
public sealed record AnalysisInfo(string Key, int Version, string Feature, string Title, string Summary, bool Live, IReadOnlyList<InputSpec> Inputs)
{
    /// <summary>What the report's text is called where a result is taken away to a folder.</summary>
    public string ReportFile { get; init; } = "report.md";
}

/// <summary>Where an input comes from.</summary>
public enum InputKind
{
    /// <summary>A dataset.</summary>
    Source,
    /// <summary>The result tables of a run.</summary>
    Run,
    /// <summary>A file as it was uploaded.</summary>
    File,
}

/// <summary>A named input.</summary>
/// <param name="Name">Its name on a run and on the command line ("data", "clusters").</param>
/// <param name="Kinds">What it may be.</param>
/// <param name="Required">Whether the analysis runs without it.</param>
/// <param name="Help">What it is, in a sentence.</param>
/// <param name="Columns">What it must hold: a row of the readiness matrix.</param>
/// <param name="Many">Whether several may be given (then named Name1, Name2, ...).</param>
public sealed record InputSpec(string Name, IReadOnlyList<InputKind> Kinds, bool Required, string Help, IReadOnlyList<ColumnNeed> Columns, bool Many = false);

/// <summary>A column that an analysis reads.</summary>
/// <param name="Table">Canonical table.</param>
/// <param name="Column">Column.</param>
/// <param name="Required">Whether the analysis runs without it.</param>
/// <param name="HowToSupply">What to do when it is missing, or what is assumed instead.</param>
/// <param name="Or">A column of the same table that serves in its place, or null.</param>
public sealed record ColumnNeed(string Table, string Column, bool Required, string HowToSupply, string? Or = null);

/// <summary>What every kind of run has: see <see cref="IAnalysis"/> (answers a question) and <see cref="IDatasetProducer"/> (makes a dataset).</summary>
public interface IRunnable
{
    /// <summary>Name, inputs and kind.</summary>
    AnalysisInfo Info { get; }
    /// <summary>Its options.</summary>
    OptionSchema Options { get; }
}

/// <summary>
/// An analysis as hosts see it; features derive from <see cref="Analysis{TOptions,TModel,TResult}"/>.
/// Load is the only impure step. Solve is pure: the same model and options give the same result, whoever asks.
/// </summary>
public interface IAnalysis : IRunnable
{
    /// <summary>A value equal for two sets of options exactly when <see cref="LoadAsync"/> makes the same model from them.</summary>
    object ModelKey(object options);
    /// <summary>Reads the inputs into an immutable model.</summary>
    /// <exception cref="InputException">The inputs cannot serve; the message says what to do.</exception>
    Task<IModel> LoadAsync(RunInputs inputs, object options, IWork work, CancellationToken ct);
    /// <summary>The result. A stop keeps the best so far with its honest gap; cancellation throws.</summary>
    /// <exception cref="InputException">An option names what the model does not have; the message says what there is.</exception>
    object Solve(IModel model, object options, IWork work, CancellationToken ct);
    /// <summary>What to show of a result.</summary>
    Report Report(object result, object options);
}

/// <summary>A run that makes a dataset: import, generation. It writes canonical tables; the host commits them.</summary>
public interface IDatasetProducer : IRunnable
{
    /// <summary>Writes the tables through <paramref name="target"/> and reports what was done.</summary>
    /// <exception cref="InputException">The inputs cannot serve; the message says what to do.</exception>
    Task<Report> ProduceAsync(RunInputs inputs, object options, IDatasetWriter target, IWork work, CancellationToken ct);
}

/// <summary>An immutable model, which may hold prepared layers.</summary>
public interface IModel
{
    /// <summary>Memory that it holds, in bytes, for the cache's budget.</summary>
    long Bytes { get; }
}

/// <summary>The typed base of every analysis.</summary>
public abstract class Analysis<TOptions, TModel, TResult> : IAnalysis
    where TOptions : class, new() where TModel : class, IModel where TResult : class
{
    /// <inheritdoc/>
    public abstract AnalysisInfo Info { get; }
    /// <inheritdoc/>
    public OptionSchema Options => OptionSchema.Of<TOptions>();
    /// <summary>Exactly the options that <see cref="LoadAsync"/> reads.</summary>
    public abstract object ModelKey(TOptions options);
    /// <inheritdoc cref="IAnalysis.LoadAsync"/>
    public abstract Task<TModel> LoadAsync(RunInputs inputs, TOptions options, IWork work, CancellationToken ct);
    /// <inheritdoc cref="IAnalysis.Solve"/>
    public abstract TResult Solve(TModel model, TOptions options, IWork work, CancellationToken ct);
    /// <inheritdoc cref="IAnalysis.Report"/>
    public abstract Report Report(TResult result, TOptions options);

    object IAnalysis.ModelKey(object options) => ModelKey((TOptions)options);
    async Task<IModel> IAnalysis.LoadAsync(RunInputs inputs, object options, IWork work, CancellationToken ct) => await LoadAsync(inputs, (TOptions)options, work, ct);
    object IAnalysis.Solve(IModel model, object options, IWork work, CancellationToken ct) => Solve((TModel)model, (TOptions)options, work, ct);
    Report IAnalysis.Report(object result, object options) => Report((TResult)result, (TOptions)options);
}

/// <summary>The inputs cannot serve: the message says which file, row or column and what to do. Hosts show it as it is; the command line exits with 2.</summary>
public sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
