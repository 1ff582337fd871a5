using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Endpoints;
using RetailOpt.Web.Hosting;

namespace RetailOpt.Web.Pages.Live;

/// <summary>
/// What a page works on: one analysis, a dataset, options, and the newest live answer. Questions that come while one is being answered wait,
/// and only the newest of them is asked: so a dragged handle is followed without a queue, and never starved.
/// Used on the page's own thread; it knows nothing of components.
/// </summary>
public sealed class AnalysisDesk(string key, RunRegistry registry, Library library, IInputs inputs, IAnswers answers, UploadStore uploads) : IDisposable
{
    private readonly string slot = $"{key} {Guid.NewGuid():N}";
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? asking;
    private Question? asked, next;

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
    /// <summary>The files given beside the dataset, by input; one that the server no longer has is left out of every question.</summary>
    public IReadOnlyDictionary<string, GivenFile> Files { get; private set; } = new Dictionary<string, GivenFile>();
    /// <summary>The runs whose tables are given beside the dataset, by input; an input has a file or a run, not both.</summary>
    public IReadOnlyDictionary<string, InputRef> Runs { get; private set; } = new Dictionary<string, InputRef>();
    /// <summary>What is wrong with a given file or run, by input: it was refused and put back, or the server no longer has it.</summary>
    public IReadOnlyDictionary<string, string> FileErrors { get; private set; } = new Dictionary<string, string>();
    /// <summary>The inputs that may be given as files.</summary>
    public IEnumerable<InputSpec> FileInputs => Analysis.Info.Inputs.Where(i => !i.Required && i.Kinds.Contains(InputKind.File));
    /// <summary>The newest answer with its question, or null.</summary>
    public Answered? Answered { get; private set; }
    /// <summary>The newest answer, or null.</summary>
    public Answer? Answer => Answered?.Answer;
    /// <summary>Why there is no newer answer, or null.</summary>
    public Exception? Failure { get; private set; }
    /// <summary>Whether a question is being answered.</summary>
    public bool IsAsking => asking is not null;
    /// <summary>Whether the options have changed and wait to be asked with.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Makes of an answer what the page shows of it, off the page's thread; then the page is told.</summary>
    public required Func<AnalysisDesk, Answered, Task> OnAnswer { get; init; }
    /// <summary>Told of every other change.</summary>
    public required Action OnChange { get; init; }

    /// <summary>Lists the datasets and takes the one named, else the newest that is ready, else the newest.</summary>
    public async Task OpenAsync(string? dataset, object options, IReadOnlyDictionary<string, GivenFile>? files = null, IReadOnlyDictionary<string, string>? runs = null)
    {
        Datasets = await library.DatasetsAsync(gone.Token);
        Options = options;
        if (files is not null) Take(files);
        if (runs is not null)
        {
            Runs = new Dictionary<string, InputRef>();
            foreach (var (input, id) in runs) await TakeRunAsync(input, id);
        }
        var ready = Datasets.Where(d => Readiness.Of(Analysis.Info, d.Schemas).IsReady);
        await ChooseAsync(dataset ?? (ready.FirstOrDefault() ?? Datasets.FirstOrDefault())?.Manifest.Id);
    }

    /// <summary>Works on another dataset.</summary>
    public Task ChooseAsync(string? dataset)
    {
        var found = Datasets?.FirstOrDefault(d => d.Manifest.Id == dataset || d.Name.Equals(dataset, StringComparison.OrdinalIgnoreCase));
        if (found is null || found.Manifest.Id != Dataset?.Manifest.Id) Answered = null;
        Dataset = found;
        Readiness = found is null ? null : Readiness.Of(Analysis.Info, found.Schemas);
        Failure = found is null && dataset is not null ? new InputException($"There is no dataset '{dataset}'; it may have been deleted. Choose another.") : null;
        return AskAsync(found is { NamesAccountsAlone: true } ? OfAccounts(Options) : Options);
    }

    /// <summary>Takes options without asking: for what takes long, where a person says when.</summary>
    public void Hold(object options)
    {
        (Options, IsHeld) = (options, true);
        OnChange();
    }

    /// <summary>Asks with these options; returns when there is nothing left to ask, or at once when another question is being answered.</summary>
    public async Task AskAsync(object options)
    {
        (Options, IsHeld) = (options, false);
        if (Dataset is null || Readiness is not { IsReady: true } || Analysis.Options.Check(options).Count > 0) return;
        next = Ask();
        if (asking is { } going)
        {
            if (!Equals(asked?.Model, next?.Model)) await going.CancelAsync(); // the old model is not worth waiting for
            return;
        }
        await AnswerAllAsync();
    }

    /// <summary>Gives a file for an input, or takes it back (null), and asks.</summary>
    public Task GiveAsync(string input, GivenFile? file)
    {
        var next = new Dictionary<string, GivenFile>(Files);
        next.Remove(input);
        if (file is not null) (next[input], Runs) = (file, Without(Runs, input));
        Take(next);
        return AskAsync(Options);
    }

    /// <summary>Gives the tables of a run for an input, or takes them back (null), and asks.</summary>
    public async Task GiveRunAsync(string input, string? run)
    {
        Take(Without(Files, input));
        Runs = Without(Runs, input);
        if (run is not null) await TakeRunAsync(input, run);
        await AskAsync(Options);
    }

    /// <summary>The files of inputs that an address or a run names.</summary>
    public IReadOnlyDictionary<string, GivenFile> FilesOf(Func<string, string?> text) =>
        FileInputs.Select(i => (i.Name, File: GivenFile.Of(text(i.Name)))).Where(f => f.File is not null).ToDictionary(f => f.Name, f => f.File!);

    /// <summary>The runs of inputs that an address names, by their ids.</summary>
    public IReadOnlyDictionary<string, string> RunsOf(Func<string, string?> text) =>
        FileInputs.Select(i => (i.Name, Run: GivenRun.IdOf(text(i.Name)))).Where(r => r.Run is not null).ToDictionary(r => r.Name, r => r.Run!);

    /// <summary>What an address says of the files and runs; null where an input has none.</summary>
    public IEnumerable<(string Key, string? Value)> FilesToQuery() =>
        FileInputs.Select(i => (i.Name, Runs.TryGetValue(i.Name, out var run) ? GivenRun.ToText(run) : Files.GetValueOrDefault(i.Name)?.ToText()));

    /// <summary>Whether the files and runs that an address names are those that are given.</summary>
    public bool HasGiven(Func<string, string?> text) =>
        FilesToQuery().All(f => f.Value is null || f.Value == text(f.Key)) && FilesOf(text).Count + RunsOf(text).Count == Files.Count + Runs.Count;

    /// <summary>Asks the same again; also what was held.</summary>
    public Task RetryAsync() => Dataset is null ? OpenAsync(null, Options) : AskAsync(Options);

    /// <summary>The wish for a run of what is on the page now.</summary>
    public RunRequest Request()
    {
        var input = Analysis.Info.Inputs.First(i => i.Required && i.Kinds.Contains(InputKind.Source)).Name;
        var given = new Dictionary<string, InputRef> { [input] = inputs.Dataset(Dataset!.Manifest.Id) };
        foreach (var (name, file) in Files)
            if (uploads.Find(file.Hash) is { } path) given[name] = new(InputKind.File, path, file.Hash, file.Name);
        foreach (var (name, run) in Runs) given[name] = run;
        return new(key, given, Analysis.Options.ToJson(Options), 0, Local.Owner);
    }

    private Question Ask()
    {
        var request = Request();
        return new(request, Options, Dataset!, (Dataset!.Manifest.Id, Analysis.ModelKey(Options), string.Join(' ', request.Inputs.Where(i => i.Value.Kind != InputKind.Source).Select(i => $"{i.Key}={i.Value.Hash}").Order(StringComparer.Ordinal))));
    }

    // where sales name accounts and no store there is one way to answer
    private object OfAccounts(object options) => Analysis.Options.Fields.Any(f => f.Key == "entity") ? Analysis.Options.FromText([new("entity", "Account")], options).Options : options;

    private async Task TakeRunAsync(string input, string id)
    {
        try
        {
            Runs = new Dictionary<string, InputRef>(Runs) { [input] = await inputs.RunAsync(id, gone.Token) };
        }
        catch (InputException e)
        {
            FileErrors = new Dictionary<string, string>(FileErrors) { [input] = e.Message };
        }
    }

    private static Dictionary<string, T> Without<T>(IReadOnlyDictionary<string, T> given, string input) => given.Where(g => g.Key != input).ToDictionary(g => g.Key, g => g.Value);

    private void Take(IReadOnlyDictionary<string, GivenFile> files)
    {
        Files = files;
        FileErrors = files.Where(f => uploads.Find(f.Value.Hash) is null).ToDictionary(f => f.Key, f => $"{f.Value.Name} is not on this server, and is left out. Add it again, or remove it.");
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
                if (Answer is null) Failure = null; // asked anew: it waits, rather than failing still
                OnChange();
                await AnswerAsync(asked);
            }
        }
        finally
        {
            asking = null;
            if (!gone.IsCancellationRequested) OnChange();
        }
    }

    private async Task AnswerAsync(Question question)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        asking = mine;
        try
        {
            var names = await library.NamesAsync(question.Dataset, mine.Token);
            var answered = new Answered(await answers.AskAsync(question.Request, slot, mine.Token), question.Request, question.Options, question.Dataset, names);
            await OnAnswer(this, answered);
            if (Dataset?.Manifest.Id == question.Dataset.Manifest.Id) (Answered, Failure) = (answered, null);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested) { /* a newer question, or the page is gone */ }
        catch (InputException e) when (Refused(question.Request, e.Message) is { } input)
        {
            PutBack(input, e.Message);
        }
        catch (Exception e)
        {
            Failure = e; // shown by the page's frame
        }
    }

    /// <summary>Of the inputs whose file or run is new since the answer on show the one that a message names, else any; null: none is to blame.</summary>
    private string? Refused(RunRequest request, string message)
    {
        if (Answered?.Request is not { } shown) return null;
        var given = request.Inputs.Where(i => i.Value.Kind != InputKind.Source && shown.Inputs.GetValueOrDefault(i.Key)?.Hash != i.Value.Hash).ToArray();
        return given.OrderByDescending(i => message.Contains(i.Value.Name, StringComparison.Ordinal)).Select(i => i.Key).FirstOrDefault();
    }

    // what was on show stays, with the file or the run that it had
    private void PutBack(string input, string why)
    {
        var name = Files.GetValueOrDefault(input)?.Name ?? "The run";
        var (files, runs, before) = (Without(Files, input), Without(Runs, input), Answered!.Request.Inputs.GetValueOrDefault(input));
        if (before is not null && GivenFile.Of(before) is { } file) files[input] = file;
        if (before is { Kind: InputKind.Run }) runs[input] = before;
        Runs = runs;
        Take(files);
        FileErrors = new Dictionary<string, string>(FileErrors) { [input] = $"{name} was not taken. {why}" };
        next ??= Ask();
    }

    /// <summary>Ends what is being asked.</summary>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
    private sealed record Question(RunRequest Request, object Options, DatasetItem Dataset, object Model);
}
