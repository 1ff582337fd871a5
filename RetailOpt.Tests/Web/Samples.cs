using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Web;

/// <summary>A small result table of every column type, and a table that answers when it is told to.</summary>
internal static class Samples
{
    internal sealed record Line(string Sku, long Rows, double? Mse, double? Demand, double? Md, DateOnly? Day, bool? Capped);

    public static TableLayout<Line> Layout() => new TableLayout<Line>("RESULT", "Plans")
        .Text("SKU", "SKU", l => l.Sku).Integer("ROWS", "Rows", l => l.Rows).Number("MSE", "Error", l => l.Mse)
        .Money("DEMAND", "Demand", l => l.Demand).Percent("MD", "Markdown", l => l.Md).Date("DAY", "Day", l => l.Day).Flag("CAPPED", "Capped", l => l.Capped)
        .OrderBy("SKU").IdentifiedBy("SKU");

    public static IReadOnlyList<Line> Lines(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Line($"sku-{i:000}", i * 1000, i == 1 ? null : i * .5, i * 1234.5, i % 10 / 10.0, new DateOnly(2026, 1, 1).AddDays(i), i % 2 == 0))];

    public static IResultTable Table(int count) => Layout().Of(Lines(count));
}

/// <summary>A paged table whose answer waits for a gate, or fails.</summary>
internal sealed class GatedTable(IPagedTable inner, Func<PageRequest, Task> gate) : IPagedTable
{
    public List<PageRequest> Requests { get; } = [];

    public TableSchema Schema => inner.Schema;

    public async Task<Page> ReadAsync(PageRequest request, CancellationToken ct)
    {
        Requests.Add(request);
        await gate(request);
        return await inner.ReadAsync(request, ct);
    }
}
