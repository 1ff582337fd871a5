using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Tests.Web;

public sealed class ResultGridTests : WebTest
{
    private static string[] FirstCells(IRenderedComponent<ResultGrid> grid) => [.. grid.FindAll("tbody tr.mud-table-row td:first-child").Select(c => c.TextContent.Trim())];

    private static IElement HeaderOf(IRenderedComponent<ResultGrid> grid, string label) => grid.FindAll("th").First(h => h.TextContent.Contains(label, StringComparison.Ordinal));

    [Fact]
    public void Render_APage_WritesCellsByTheirTypes()
    {
        var grid = Show<ResultGrid>(p => p.Add(g => g.Table, new MemoryTable(Samples.Table(60))).Add(g => g.PageSize, 25));
        grid.WaitForAssertion(() => Assert.Equal(25, FirstCells(grid).Length));
        var second = grid.FindAll("tbody tr.mud-table-row")[1].QuerySelectorAll("td").Select(c => c.TextContent.Trim());
        Assert.Equal(["sku-001", "1,000", "—", "1,234.50", "10.0%", "1/2/2026", "No"], second);
        Assert.Contains("60 rows", grid.Find("[role=status]").TextContent);
        Assert.Contains("num", grid.FindAll("tbody tr.mud-table-row")[1].QuerySelectorAll("td")[3].ClassList);
    }

    [Fact]
    public async Task Header_Clicked_SortsAtTheTable()
    {
        var table = new GatedTable(new MemoryTable(Samples.Table(30)), _ => Task.CompletedTask);
        var grid = Show<ResultGrid>(p => p.Add(g => g.Table, table).Add(g => g.UrlKey, "t"));
        grid.WaitForAssertion(() => Assert.Equal("sku-000", FirstCells(grid)[0]));
        await grid.InvokeAsync(() => HeaderOf(grid, "Demand").QuerySelector(".sortable-column-header")!.Click());
        grid.WaitForAssertion(() => Assert.Contains(table.Requests, r => r.Sort.Any(s => s is { Column: "DEMAND", Descending: false })));
        await grid.InvokeAsync(() => HeaderOf(grid, "Demand").QuerySelector(".sortable-column-header")!.Click());
        grid.WaitForAssertion(() => Assert.Equal("sku-029", FirstCells(grid)[0]));
        Assert.Equal("sort:-DEMAND", Services.GetRequiredService<QueryState>()["t"]);
    }

    [Fact]
    public void Address_WithAView_IsShown()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/x?t=" + Uri.EscapeDataString("where:ROWS,AtLeast,27000;cols:SKU,ROWS"));
        var grid = Show<ResultGrid>(p => p.Add(g => g.Table, new MemoryTable(Samples.Table(30))).Add(g => g.UrlKey, "t"));
        grid.WaitForAssertion(() => Assert.Equal(["sku-027", "sku-028", "sku-029"], FirstCells(grid)));
        Assert.Equal(["SKU", "Rows"], grid.FindAll("th").Select(h => h.TextContent.Trim()));
        Assert.Contains("Rows at least 27,000", grid.Find("[data-filter]").TextContent);
    }

    [Fact]
    public async Task Table_ThatFails_SaysWhyAndTriesAgain()
    {
        var broken = true;
        var table = new GatedTable(new MemoryTable(Samples.Table(3)), _ => broken ? throw new IOException("The part file is gone.") : Task.CompletedTask);
        var grid = Show<ResultGrid>(p => p.Add(g => g.Table, table));
        grid.WaitForAssertion(() => Assert.Contains("The part file is gone.", grid.Find("[role=alert]").TextContent));
        broken = false;
        await grid.InvokeAsync(() => grid.Find("[role=alert] button").Click());
        grid.WaitForAssertion(() => Assert.Equal(3, FirstCells(grid).Length));
        Assert.Empty(grid.FindAll("[role=alert]"));
    }

    [Fact]
    public void Reading_IsTold()
    {
        var gate = new TaskCompletionSource();
        var grid = Show<ResultGrid>(p => p.Add(g => g.Table, new GatedTable(new MemoryTable(Samples.Table(3)), _ => gate.Task)));
        Assert.Equal("true", grid.Find("section.grid").GetAttribute("aria-busy"));
        gate.SetResult();
        grid.WaitForAssertion(() => Assert.Equal("false", grid.Find("section.grid").GetAttribute("aria-busy")));
    }

    [Fact]
    public async Task Row_Clicked_IsHandedOver()
    {
        GridRow? clicked = null;
        var grid = Show<ResultGrid>(p => p.Add(g => g.Table, new MemoryTable(Samples.Table(3))).Add(g => g.OnRow, r => clicked = r));
        grid.WaitForAssertion(() => Assert.Equal(3, FirstCells(grid).Length));
        await grid.InvokeAsync(() => grid.FindAll("tbody tr.mud-table-row")[2].QuerySelector("td")!.Click());
        grid.WaitForAssertion(() => Assert.Equal("sku-002", clicked?["SKU"]));
    }

    [Fact]
    public void Empty_Table_SaysSo()
    {
        var grid = Show<ResultGrid>(p => p.Add(g => g.Table, new MemoryTable(Samples.Table(0))).Add(g => g.EmptyText, "No store misses a top seller."));
        grid.WaitForAssertion(() => Assert.Contains("No store misses a top seller.", grid.Find(".grid-none").TextContent));
    }
}
