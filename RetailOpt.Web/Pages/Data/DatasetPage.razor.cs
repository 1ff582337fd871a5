using Microsoft.AspNetCore.Components;
using MudBlazor;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Data;

/// <summary>One dataset: what was read, what it can answer, its tables, its name and its end.</summary>
public sealed partial class DatasetPage
{
    private DatasetItem? item;
    private RunRecord? made;
    private IPagedTable? table;
    private bool missing;
    private string? shown;

    /// <summary>Id of the dataset.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IDatasetStore Store { get; set; } = default!;
    [Inject] private IRunQueue Queue { get; set; } = default!;
    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private IDialogService Dialogs { get; set; } = default!;
    [Inject] private ISnackbar Snackbar { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;

    private StoredTable? Rejected => made?.Tables.FirstOrDefault(t => t.Rows > 0 && t.Schema.Name.Contains("reject", StringComparison.OrdinalIgnoreCase));

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id) return;
        (shown, item, missing, table) = (Id, null, false, null);
        item = await Library.DatasetAsync(Id);
        missing = item is null;
        if (item is null) return;
        made = await Queue.FindAsync(item.Manifest.RunId);
        var name = Query["table"] is { } asked && item.Manifest.Tables.Any(t => t.Schema.Name == asked) ? asked : item.Manifest.Tables.FirstOrDefault()?.Schema.Name;
        if (name is not null) table = Store.Page(Id, name);
    }

    private void Choose(string name)
    {
        Query.Set(("table", name), ("view", null));
        table = Store.Page(Id, name);
    }

    private async Task RenameAsync()
    {
        if (await NameDialog.AskAsync(Dialogs, "Rename the dataset", item!.Name, item.Comment) is not { } note) return;
        await Notes.SetAsync(NoteKind.Dataset, item.Manifest.Id, note with { Name = note.Name == item.Manifest.Name ? null : note.Name });
        item = await Library.DatasetAsync(Id);
    }

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync("Delete this dataset?", $"{item!.Name} and its tables are removed. Runs made from it stay, but cannot be repeated.", yesText: "Delete", cancelText: "Keep it");
        if (sure != true) return;
        await Store.DeleteAsync(item.Manifest.Id, CancellationToken.None);
        Snackbar.Add($"{item.Name} was deleted.", Severity.Info);
        Navigation.NavigateTo("/data");
    }

    private static string ColumnName(ColumnNeed need) => Canonical.Tables.TryGetValue(need.Table, out var schema) && schema.IndexOf(need.Column) >= 0 ? $"{schema[need.Column].Label} ({schema.Title})" : $"{need.Column} ({need.Table})";

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
