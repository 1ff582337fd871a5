using System.Globalization;
using Bunit;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;

namespace RetailOpt.Tests.Web;

public sealed class ChartCsvTests : WebTest
{
    private static ChartSpec Spec(params ChartSeries[] series) => new() { X = new("Weighted markdown", ColumnType.Percent), Y = new("Demand", ColumnType.Money, "GBP"), Series = series };

    [Fact]
    public void Of_Series_HasARowForEachPointWithInvariantNumbers()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        var csv = ChartCsv.Of(Spec(new ChartSeries { Name = "Front", X = [.1, .25], Y = [-1000.5, null] }, new ChartSeries { Name = "Plan, now", X = [.2], Y = [double.NaN] }));
        Assert.Equal("Series,Weighted markdown,Demand (GBP)\r\nFront,0.1,-1000.5\r\nFront,0.25,\r\n\"Plan, now\",0.2,\r\n", csv);
    }

    [Fact]
    public void Of_BandShadeAndNotes_HasTheirColumns()
    {
        var csv = ChartCsv.Of(Spec(new ChartSeries { Name = "Interval", Kind = SeriesKind.Band, X = [.1], Y = [1], High = [2] }, new ChartSeries { Name = "Points", X = [.1], Y = [1.5], Shade = [7], Hover = ["a\nb"] }) with { Shade = new("Units left") });
        Assert.Equal(["Series,Weighted markdown,Demand (GBP),\"Demand (GBP), upper edge\",Units left,Note", "Interval,0.1,1,2,,", "Points,0.1,1.5,,7,a; b"], csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Of_Flows_HasARowForEach() =>
        Assert.Equal("From,To,units\r\nS1,S2,12\r\nS2,S1,3\r\n", ChartCsv.Of(Spec() with { Flow = new(["S1", "S2"], ["S2", "S1"], [12, 3], "units", ["a", "b"]) }));

    [Fact]
    public void Of_HeatMap_HasARowForEachCell() =>
        Assert.Equal("Row,Column,Value\r\nTea,North,0.5\r\nTea,South,\r\n", ChartCsv.Of(Spec() with { Heat = new(["North", "South"], ["Tea"], [[.5, null]], ColumnType.Percent) }));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-2", "-2")]
    [InlineData("-cmd", "'-cmd")]
    public void Of_NameFromAFile_IsNoFormula(string name, string expected) =>
        Assert.StartsWith(expected + ",", ChartCsv.Of(Spec(new ChartSeries { Name = name, X = [1.0], Y = [1] })).Split("\r\n")[1]);

    [Fact]
    public void Menu_OfEveryChart_OffersPictureDrawingAndFigures()
    {
        var providers = Render<MudBlazor.MudPopoverProvider>();
        var panel = Render<ChartPanel>(p => p.Add(c => c.Title, "Trade-off").Add(c => c.Spec, Spec(new ChartSeries { Name = "Front", X = [.1], Y = [1] })));
        panel.Find("[aria-label='Save the chart: Trade-off']").Click();
        providers.WaitForAssertion(() => Assert.Equal(["PNG picture", "SVG drawing", "CSV of its figures"], providers.FindAll(".mud-menu-item").Select(i => i.TextContent.Trim())));
        providers.InvokeAsync(() => providers.FindAll(".mud-menu-item")[2].Click());
        providers.WaitForAssertion(() => Assert.StartsWith("Series,", (string)Assert.Single(JSInterop.Invocations["retailopt.saveText"]).Arguments[0]!));
    }
}
