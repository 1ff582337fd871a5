using CsCheck;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Tests.Web;

public sealed class GridViewTests
{
    private static readonly TableSchema Schema = Samples.Layout().Schema;

    private static readonly Gen<Filter> AnyFilter = Gen.OneOf(
        Gen.Select(Gen.String, Gen.Bool.Select(b => b ? FilterKind.Contains : FilterKind.Equal)).Where((text, _) => text.Length > 0).Select((text, kind) => new Filter("SKU", kind, text)),
        Gen.Long.Select(v => new Filter("ROWS", FilterKind.AtLeast, v)),
        Gen.Double[-1e9, 1e9].Select(v => new Filter("MD", FilterKind.AtMost, v)),
        Gen.Date.Select(d => new Filter("DAY", FilterKind.Equal, DateOnly.FromDateTime(d))),
        Gen.Const(new Filter("MSE", FilterKind.Empty, null)));

    [Fact]
    public void ToText_ReadBack_IsTheSameView() => Gen.Select(AnyFilter.Array[0, 4], Gen.String, Gen.Bool, Gen.Bool).Sample((filters, search, sorted, down) =>
    {
        var view = new GridView { Filters = filters, Search = search.Length == 0 ? null : search, Sort = sorted ? new SortKey("DEMAND", down) : null, Columns = down ? ["SKU", "MD"] : null };
        var back = GridView.FromText(view.ToText(), Schema);
        Assert.Equal(view.Filters, back.Filters);
        Assert.Equal((view.Search, view.Sort), (back.Search, back.Sort));
        Assert.Equal(view.Columns, back.Columns);
    });

    [Theory]
    [InlineData("sort:NOPE")]
    [InlineData("where:ROWS,AtLeast,many")]
    [InlineData("where:ROWS,Sideways,1")]
    [InlineData("where:NOPE,Equal,1")]
    [InlineData("::;;sort;where:")]
    public void FromText_OfAnotherTable_LeavesItOut(string text)
    {
        var view = GridView.FromText(text, Schema);
        Assert.Empty(view.Filters);
        Assert.Null(view.Sort);
    }

    [Fact]
    public void Shown_WideTable_StartsWithTheFirstColumns()
    {
        var wide = new TableSchema("W", "Wide", [.. Enumerable.Range(0, 42).Select(i => new Column($"C{i}", $"C{i}", ColumnType.Number))], [new("C0")], ["C0"]);
        Assert.Equal(GridView.FirstColumns, new GridView().Shown(wide).Count());
        Assert.Equal(["C3", "C40"], new GridView { Columns = ["C40", "C3"] }.Shown(wide).Select(c => c.Key));
    }
}
