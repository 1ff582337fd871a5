using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using Column = RetailOpt.Core.Tables.Column;

namespace RetailOpt.Web.Components.Grid;

/// <summary>A cell about to be drawn.</summary>
public sealed record GridCell(Column Column, GridRow Row);

/// <summary>Shows any table by pages: sort, filter, search and page happen where the table lives; the newest question cancels the older ones.</summary>
public sealed partial class ResultGrid
{
    private static readonly int[] PageSizes = [15, 25, 50, 100, 250];
    private static readonly Dictionary<string, object?> SearchAttributes = new() { ["aria-label"] = "Search this table" };
    private static readonly Dictionary<string, object?> ChipAttributes = new() { ["data-filter"] = "" };

    private readonly Dictionary<string, int> decimals = [];
    private MudDataGrid<GridRow>? grid;
    private GridView view = new();
    private HashSet<Column> shown = [];
    private IPagedTable? current;
    private Exception? error;
    private long? total;
    private bool loading = true;

    /// <summary>The table.</summary>
    [Parameter, EditorRequired] public required IPagedTable Table { get; set; }
    /// <summary>Heading above it, or null for none.</summary>
    [Parameter] public string? Heading { get; set; }
    /// <summary>Address of its download without the format, or null for none.</summary>
    [Parameter] public string? Download { get; set; }
    /// <summary>Key in the address under which the view is kept, or null to keep it nowhere.</summary>
    [Parameter] public string? UrlKey { get; set; }
    /// <summary>Rows of a page at first.</summary>
    [Parameter] public int PageSize { get; set; } = 25;
    /// <summary>Columns of the table shown at first.</summary>
    [Parameter] public int FirstColumns { get; set; } = GridView.FirstColumns;
    /// <summary>Height of the body (CSS), or null to grow.</summary>
    [Parameter] public string? Height { get; set; }
    /// <summary>What to say of a table without rows.</summary>
    [Parameter] public string EmptyText { get; set; } = "This table has no rows.";
    /// <summary>Called with the row that was clicked.</summary>
    [Parameter] public EventCallback<GridRow> OnRow { get; set; }
    /// <summary>Whether a row is marked as chosen.</summary>
    [Parameter] public Func<GridRow, bool>? IsChosen { get; set; }
    /// <summary>Draws a cell in another way, or returns null for the usual one.</summary>
    [Parameter] public Func<GridCell, RenderFragment?>? CellTemplate { get; set; }
    /// <summary>More actions in the bar.</summary>
    [Parameter] public RenderFragment? Actions { get; set; }

    [Inject] private QueryState Query { get; set; } = default!;

    private string Count => total is { } rows ? $"{rows.ToString("N0", CultureInfo.CurrentCulture)} {(rows == 1 ? "row" : "rows")}{(Table is MemoryTable { IsCut: true } ? $" (the first {MemoryTable.Limit:N0}; save as a run to see all)" : Table is MemoryTable { IsLong: true } all && view.Looks ? $" (among the first {MemoryTable.Searched:N0} of {all.Source.Count:N0})" : "")}" : "";
    private string ColumnsLabel => shown.Count == Table.Schema.Columns.Count ? "Columns" : $"Columns {shown.Count} of {Table.Schema.Columns.Count}";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(current, Table)) return;
        var same = current?.Schema.Columns.Select(c => c.Key).SequenceEqual(Table.Schema.Columns.Select(c => c.Key)) == true;
        current = Table;
        if (!same)
        {
            view = UrlKey is null ? new() : GridView.FromText(Query[UrlKey], Table.Schema);
            Show();
        }
        if (grid is not null) await grid.ReloadServerData();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The address may name a sort: the grid's own header must show it too.
        if (!firstRender || view.Sort is not { } sort || grid?.RenderedColumns.FirstOrDefault(c => c.Tag is Column x && x.Key == sort.Column) is not { PropertyName: { } name }) return;
        var index = Table.Schema.IndexOf(sort.Column);
        await grid.SetSortAsync(name, sort.Descending ? SortDirection.Descending : SortDirection.Ascending, r => r.Cells[index]!);
    }

    /// <summary>Reads again.</summary>
    public Task ReloadAsync() => grid?.ReloadServerData() ?? Task.CompletedTask;

    private async Task<GridData<GridRow>> ReadAsync(GridState<GridRow> state, CancellationToken ct)
    {
        loading = true;
        error = null;
        if (state.SortDefinitions.FirstOrDefault() is { } sort && Sorted(sort.SortBy) is { } column) SetView(view with { Sort = new(column.Key, sort.Descending) });
        else if (grid is { } && state.SortDefinitions.Count == 0 && sorted) SetView(view with { Sort = null });
        sorted = state.SortDefinitions.Count > 0;
        try
        {
            var table = Table;
            var page = await table.ReadAsync(view.Request(state.Page, state.PageSize), ct);
            foreach (var c in table.Schema.Columns) decimals[c.Key] = Cells.Decimals(page.Rows.Select(r => r[table.Schema.IndexOf(c.Key)]), c.Type);
            total = page.Total;
            loading = false;
            return new() { Items = page.Rows.Select(r => new GridRow(table.Schema, r)).ToArray(), TotalItems = (int)Math.Min(page.Total, int.MaxValue) };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            error = e;
            total = null;
            loading = false;
            return new() { Items = [], TotalItems = 0 };
        }
        finally { await InvokeAsync(StateHasChanged); }
    }

    private bool sorted;

    private Column? Sorted(string name) => grid?.RenderedColumns.FirstOrDefault(c => c.PropertyName == name)?.Tag as Column;

    private void SetView(GridView next)
    {
        if (next == view) return;
        view = next;
        if (UrlKey is not null) Query.Set((UrlKey, view.ToText()));
    }

    private async Task ChangeAsync(GridView next)
    {
        SetView(next);
        Show();
        if (grid is null) return;
        if (grid.CurrentPage != 0) grid.NavigateTo(MudBlazor.Page.First);
        else await grid.ReloadServerData();
    }

    private void Show() => shown = [.. view.Shown(Table.Schema, FirstColumns)];

    private Task SearchAsync(string? text) => ChangeAsync(view with { Search = string.IsNullOrWhiteSpace(text) ? null : text });
    private Task AddFilterAsync(Filter filter) => ChangeAsync(view with { Filters = [.. view.Filters, filter] });
    private Task RemoveFilterAsync(Filter filter) => ChangeAsync(view with { Filters = [.. view.Filters.Where(f => f != filter)] });
    private Task ClearFiltersAsync() => ChangeAsync(view with { Filters = [] });

    private void ToggleAsync(Column column)
    {
        var next = Table.Schema.Columns.Where(c => shown.Contains(c) != (c == column)).Select(c => c.Key).ToArray();
        if (next.Length == 0) return;
        SetView(view with { Columns = next });
        Show();
    }

    private Task ClickAsync(DataGridRowClickEventArgs<GridRow> args) => OnRow.InvokeAsync(args.Item);

    private string RowClass(GridRow row, int index) => IsChosen?.Invoke(row) == true ? "chosen-row" : "";

    private static string Header(Column column) => string.IsNullOrEmpty(column.Unit) ? column.Label : $"{column.Label} ({column.Unit})";

    private string Words(Filter filter)
    {
        var column = Table.Schema[filter.Column];
        var value = filter.Value is double share && column.Type == ColumnType.Percent ? share.ToString("P1", CultureInfo.CurrentCulture) : Cells.Text(filter.Value, column.Type);
        return $"{column.Label} {FilterMenu.Words(filter.Kind, column.Type)} {(filter.Kind == FilterKind.Empty ? "" : value)}".TrimEnd();
    }

    private string Link(string format) => $"{Download}{(Download!.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format={format}";
}
