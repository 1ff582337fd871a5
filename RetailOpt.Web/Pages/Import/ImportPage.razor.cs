using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Endpoints;
using RetailOpt.Web.Hosting;

namespace RetailOpt.Web.Pages.Import;

/// <summary>An upload as the browser tells of it.</summary>
public sealed record UploadState(int Id, string Name, long Size, long Sent, string Status, string? Hash, string? Error);

/// <summary>From files to a dataset: upload, preview, corrections, run. Files and options stand in the address; what was uploaded stays on the server.</summary>
public sealed partial class ImportPage : IAsyncDisposable
{
    private static readonly OptionSchema Schema = OptionSchema.Of<ImportOptions>();

    private readonly Dictionary<string, ImportPreview> previews = [];
    private readonly Dictionary<string, FileMapping> corrections = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource ended = new();
    private DotNetObjectReference<ImportPage>? self;
    private IReadOnlyList<UploadState> uploads = [];
    private List<GivenFile> files = [];
    private ImportOptions options = new();
    private Exception? error;
    private int round;

    [Inject] private IJSRuntime Js { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private UploadStore Uploads { get; set; } = default!;
    [Inject] private IInputs Inputs { get; set; } = default!;
    [Inject] private IRunQueue Queue { get; set; } = default!;
    [Inject] private ImportPreviewer Previewer { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private bool CanImport => uploads.All(u => u.Status == "failed") && files.All(f => previews.TryGetValue(f.Hash, out var found) && found.Ready);

    protected override async Task OnInitializedAsync()
    {
        options = (ImportOptions)Query.Options(Schema).Options;
        files = [.. (Query["files"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(GivenFile.Of).OfType<GivenFile>().Where(f => Uploads.Find(f.Hash) is not null)];
        if (MappingPlan.Error(options.Mapping) is null)
            foreach (var (name, mapping) in MappingPlan.Parse(options.Mapping)) corrections[name] = mapping;
        await LookAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        await OnUploads(await Js.InvokeAsync<UploadState[]>("retailopt.uploads.attach", self));
    }

    /// <summary>The browser's list of uploads changed.</summary>
    [JSInvokable]
    public async Task OnUploads(UploadState[] state)
    {
        uploads = [.. state.Where(u => u.Status is not ("done" or "gone"))];
        foreach (var done in state.Where(u => u is { Status: "done", Hash: not null }))
        {
            if (files.All(f => f.Hash != done.Hash)) files.Add(new(done.Hash!, done.Name));
            await RemoveUploadAsync(done.Id);
        }
        Keep();
        StateHasChanged();
        await LookAsync();
    }

    private Task RemoveUploadAsync(int id) => Js.InvokeVoidAsync("retailopt.uploads.remove", id).AsTask();

    private void Remove(GivenFile file)
    {
        files.Remove(file);
        previews.Remove(file.Hash);
        Keep();
    }

    private Task Change(ImportOptions next)
    {
        options = next;
        previews.Clear();
        Keep();
        return LookAsync();
    }

    // a correction starts from all that is shown, so that what was recalled or guessed for the other columns stays
    private Task CorrectAsync(ImportPreview preview, string file, string header, string target)
    {
        var shown = MappingPlan.Parse(preview.Mapping).GetValueOrDefault(file) ?? corrections.GetValueOrDefault(file) ?? new FileMapping(null, new Dictionary<string, string>());
        return CorrectAsync(file, shown with { Columns = new Dictionary<string, string>(shown.Columns, StringComparer.OrdinalIgnoreCase) { [header] = target } });
    }

    private Task CorrectAsync(string file, FileMapping mapping)
    {
        corrections[file] = mapping;
        return Change(options with { Mapping = MappingPlan.ToJson(corrections) });
    }

    private Task SheetAsync(FilePreview preview, string sheet)
    {
        foreach (var other in preview.Sheets) corrections.Remove(other);
        return CorrectAsync(sheet, new FileMapping(null, new Dictionary<string, string>()));
    }

    /// <summary>Looks at the files that were not looked at yet, off the circuit's thread; a newer question makes older answers stale.</summary>
    private async Task LookAsync()
    {
        var mine = ++round;
        foreach (var file in files.Where(f => !previews.ContainsKey(f.Hash)).ToArray())
        {
            if (Uploads.Find(file.Hash) is not { } path) continue;
            var asked = options;
            var found = await Task.Run(() => Previewer.LookAsync([new InputFile(path, file.Name, file.Hash)], asked, ended.Token), ended.Token);
            if (mine != round) return;
            previews[file.Hash] = found;
            StateHasChanged();
        }
    }

    private async Task ImportAsync()
    {
        try
        {
            error = null;
            foreach (var preview in previews.Values.Where(p => p.Files.Any(f => corrections.ContainsKey(f.Name)))) await Previewer.RememberAsync(preview);
            // the run carries the whole mapping, recalled parts too: it repeats what was shown
            var mapping = previews.Values.SelectMany(p => MappingPlan.Parse(p.Mapping)).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First().Value);
            var given = new Dictionary<string, InputRef>();
            foreach (var (hash, name) in files)
                given[files.Count == 1 ? "file" : $"file{given.Count + 1}"] = await Inputs.FileAsync(Uploads.Find(hash) ?? throw new InputException($"{name} is no longer on the server; add it again."), name);
            var run = await Queue.EnqueueAsync(new RunRequest("import", given, Schema.ToJson(options with { Mapping = MappingPlan.ToJson(mapping) }), 0, Local.Owner));
            Navigation.NavigateTo($"/runs/{run.Id}");
        }
        catch (InputException e)
        {
            error = e;
        }
    }

    private void Keep()
    {
        var text = Schema.ToText(options);
        Query.Set([("files", string.Join(';', files.Select(f => f.ToText()))), .. Schema.Fields.Select(f => (f.Key, text.GetValueOrDefault(f.Key)))]);
    }

    private static string? Text(ChangeEventArgs e) => (e.Value as string)?.Trim() is { Length: > 0 } text ? text : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        self?.Dispose();
        ended.Dispose();
    }
}
