using Microsoft.AspNetCore.Components;
using MudBlazor;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Components.Runs;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.Runs;

/// <summary>One run: progress while it goes, then its figures, notices, tables and report, and all that is needed to repeat it.</summary>
public sealed partial class RunPage : IAsyncDisposable
{
    private RunRecord? run;
    private DatasetItem? made;
    private Note? note;
    private IPagedTable? table;
    private RunSubscription? subscription;
    private string? report;
    private string? shown;
    private string title = "";
    private bool missing;

    /// <summary>Id of the run.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IRunQueue Queue { get; set; } = default!;
    [Inject] private IRunStore Store { get; set; } = default!;
    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private IDialogService Dialogs { get; set; } = default!;
    [Inject] private ISnackbar Snackbar { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private TimeProvider Clock { get; set; } = default!;

    private bool IsActive => run is { State: RunState.Queued or RunState.Running };
    private bool HasResult => run is { State: RunState.Completed or RunState.Stopped };

    private string? FeatureHref => run is { } r && Registry.Find(r.Request.Analysis) is IAnalysis analysis && Features.Of(r.Request.Analysis) is { } page
        && r.Request.Inputs.Values.FirstOrDefault(i => i.Kind == InputKind.Source) is { } source
        ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(page.On(source.Id), (IEnumerable<KeyValuePair<string, string?>>)[.. analysis.Options.ToText(analysis.Options.FromJson(r.Request.OptionsJson)).Select(o => KeyValuePair.Create(o.Key, (string?)o.Value)),
            .. r.Request.Inputs.Select(i => KeyValuePair.Create(i.Key, GivenRun.ToText(i.Value))).Where(f => f.Value is not null)]) : null;

    private IEnumerable<(OptionField Field, string Value, bool Changed)> Options => Registry.Find(run!.Request.Analysis) is { } runnable && runnable.Options.FromJson(run.Request.OptionsJson) is { } options
        ? runnable.Options.Fields.Select(f => (f, OptionWords.Of(f, runnable.Options.Get(options, f.Key)) ?? Cells.None, !Equals(runnable.Options.Get(options, f.Key), f.Default))) : [];

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id)
        {
            if (Query["table"] is { } asked && run is not null && table?.Schema.Name != asked && run.Tables.Any(t => t.Schema.Name == asked)) table = Store.Page(Id, asked);
            return;
        }
        if (subscription is not null) await subscription.DisposeAsync();
        (shown, run, made, table, report, missing) = (Id, null, null, null, null, false);
        subscription = new RunSubscription(Queue, Id, changed => InvokeAsync(() => TakeAsync(changed[^1])), Clock);
        if (await Queue.FindAsync(Id) is { } found) await TakeAsync(found);
        else missing = true;
    }

    private async Task TakeAsync(RunRecord now)
    {
        if (now.Id != Id) return;
        run = now;
        note = await Notes.FindAsync(NoteKind.Run, Id);
        title = note?.Name ?? Library.Title(now);
        if (now.DatasetId is { } dataset) made ??= await Library.DatasetAsync(dataset);
        if (HasResult && table is null && now.Tables.Count > 0)
        {
            var name = Query["table"] is { } asked && now.Tables.Any(t => t.Schema.Name == asked) ? asked : now.Tables[0].Schema.Name;
            table = Store.Page(Id, name);
        }
        if (HasResult) report ??= await Store.ReportAsync(Id, CancellationToken.None);
        StateHasChanged();
    }

    private void Choose(string name)
    {
        Query.Set(("table", name), ("view", null));
        table = Store.Page(Id, name);
    }

    private async Task RepeatAsync(bool resume)
    {
        try
        {
            Navigation.NavigateTo($"/runs/{(await Queue.RepeatAsync(Id, resume)).Id}");
        }
        catch (InputException e)
        {
            Snackbar.Add(e.Message, Severity.Error);
        }
    }

    private async Task RenameAsync()
    {
        if (await NameDialog.AskAsync(Dialogs, "Name this run", title, note?.Comment) is not { } next) return;
        await Notes.SetAsync(NoteKind.Run, Id, next with { Name = next.Name == Library.Title(run!) ? null : next.Name });
        await TakeAsync(run!);
    }

    private async Task DeleteAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync("Delete this run?", "Its tables and report are removed. A dataset that it made stays.", yesText: "Delete", cancelText: "Keep it") != true) return;
        await Store.DeleteAsync(Id, CancellationToken.None);
        Snackbar.Add("The run was deleted.", Severity.Info);
        Navigation.NavigateTo("/runs");
    }

    private string Export(string format) => $"/runs/{Id}/export?format={format}";
    private string TableHref(string name) => $"/runs/{Id}?table={Uri.EscapeDataString(name)}";

    private static string? InputHref(InputRef input) => input.Kind switch { InputKind.Source => $"/data/{input.Id}", InputKind.Run => $"/runs/{input.Id}", _ => null };

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => subscription?.DisposeAsync() ?? ValueTask.CompletedTask;
}
