using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Web.Pages;

/// <summary>
/// What a page works on: one analysis, a dataset, options, and the newest live answer. Questions that come while one is being answered wait,
/// and only the newest of them is asked: so a dragged handle is followed without a queue, and never starved.
/// Used on the page's own thread; it knows nothing of components.
/// </summary>
public sealed class AnalysisDesk(string key, RunRegistry registry, Library library, IInputs inputs, IAnswers answers) : IDisposable
{
    private readonly string slot = $"{key} {Guid.NewGuid():N}";
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? asking;
    private (RunRequest Request, object Model)? asked;
    private (RunRequest Request, object Model)? next;

    /// <summary>The analysis.</summary>
    public IAnalysis Analysis { get; } = (IAnalysis)registry.Require(key);
    /// <summary>All datasets, newest first; null until they are listed.</summary>
    public IReadOnlyList<DatasetItem>? Datasets { get; private set; }
    /// <summary>The dataset worked on, or null.</summary>
    public DatasetItem? Dataset { get; private set; }
    /// <summary>What the dataset offers to the analysis.</summary>
    public Readiness? Readiness { get; private set; }
    /// <summary>The options, which may break rules while a person types.</summary>
    public object Options { get; private set; } = registry.Require(key).Options.Defaults();
    /// <summary>The newest answer, or null.</summary>
    public Answer? Answer { get; private set; }
    /// <summary>Why there is no newer answer, or null.</summary>
    public Exception? Failure { get; private set; }
    /// <summary>Whether a question is being answered.</summary>
    public bool IsAsking => asking is not null;
    /// <summary>The request that the answer on show belongs to.</summary>
    public RunRequest? Shown { get; private set; }

    /// <summary>Makes of an answer what the page shows of it, off the page's thread; then the page is told.</summary>
    public required Func<Answer, Task> OnAnswer { get; init; }
    /// <summary>Told of every other change.</summary>
    public required Action OnChange { get; init; }

    /// <summary>Lists the datasets and takes the one named, else the newest that is ready, else the newest.</summary>
    public async Task OpenAsync(string? dataset, object options)
    {
        Datasets = await library.DatasetsAsync(gone.Token);
        Options = options;
        var ready = Datasets.Where(d => ReadinessOf(d).IsReady);
        await ChooseAsync(dataset ?? (ready.FirstOrDefault() ?? Datasets.FirstOrDefault())?.Manifest.Id);
    }

    /// <summary>Works on another dataset.</summary>
    public Task ChooseAsync(string? dataset)
    {
        var found = Datasets?.FirstOrDefault(d => d.Manifest.Id == dataset || d.Name.Equals(dataset, StringComparison.OrdinalIgnoreCase));
        if (found is null || found.Manifest.Id != Dataset?.Manifest.Id) (Answer, Shown) = (null, null);
        Dataset = found;
        Readiness = found is null ? null : ReadinessOf(found);
        Failure = found is null && dataset is not null ? new InputException($"There is no dataset '{dataset}'; it may have been deleted. Choose another.") : null;
        return AskAsync(Options);
    }

    /// <summary>Asks with these options; returns when there is nothing left to ask, or at once when another question is being answered.</summary>
    public async Task AskAsync(object options)
    {
        Options = options;
        if (Dataset is null || Readiness is not { IsReady: true } || Analysis.Options.Check(options).Count > 0) return;
        next = (Request(), (Dataset.Manifest.Id, Analysis.ModelKey(options)));
        if (asking is { } going)
        {
            if (!Equals(asked?.Model, next?.Model)) await going.CancelAsync(); // the old model is not worth waiting for
            return;
        }
        await AnswerAllAsync();
    }

    /// <summary>Asks the same again.</summary>
    public Task RetryAsync() => Dataset is null ? OpenAsync(null, Options) : AskAsync(Options);

    /// <summary>The wish for a run of what is on the page now.</summary>
    public RunRequest Request()
    {
        var input = Analysis.Info.Inputs.First(i => i.Required && i.Kinds.Contains(InputKind.Source)).Name;
        return new(key, new Dictionary<string, InputRef> { [input] = inputs.Dataset(Dataset!.Manifest.Id) }, Analysis.Options.ToJson(Options), 0, "local");
    }

    private async Task AnswerAllAsync()
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        asking = mine;
        try
        {
            while (next is not null && !gone.IsCancellationRequested)
            {
                (asked, next) = (next, null);
                OnChange();
                await AnswerAsync(asked.Value.Request);
            }
        }
        finally
        {
            asking = null;
            if (!gone.IsCancellationRequested) OnChange();
        }
    }

    private async Task AnswerAsync(RunRequest request)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        asking = mine;
        try
        {
            var answer = await answers.AskAsync(request, slot, mine.Token);
            await OnAnswer(answer);
            (Answer, Shown, Failure) = (answer, request, null);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested) { /* a newer question, or the page is gone */ }
        catch (Exception e)
        {
            Failure = e; // shown by the page's frame
        }
    }

    private Readiness ReadinessOf(DatasetItem dataset) =>
        Readiness.Of(Analysis.Info, dataset.Manifest.Tables.ToDictionary(t => t.Schema.Name, t => t.Schema, StringComparer.OrdinalIgnoreCase));

    /// <summary>Ends what is being asked.</summary>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
