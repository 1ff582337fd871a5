using System.Globalization;
using System.Text.Json;
using Bunit;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;

namespace RetailOpt.Tests.Web;

public sealed class ChartPanelTests : WebTest
{
    private static ChartSpec Spec(params ChartSeries[] series) => new() { X = new("Weighted markdown", ColumnType.Percent), Y = new("Demand", ColumnType.Money, "GBP"), Series = series };

    private static ChartSeries Line(string name, params double?[] y) => new() { Name = name, X = [.. y.Select((_, i) => (object?)(double)i)], Y = y };

    private static string Json(ChartSpec spec, bool dark = false) => string.Join("", new PlotlyBuilder(dark, CultureInfo.InvariantCulture).Data(spec).Select(t => JsonSerializer.Serialize((object)t)));

    [Fact]
    public void Data_NotANumber_CrossesAsAHole()
    {
        var json = Json(Spec(Line("Front", 1, double.NaN, null, double.NegativeInfinity, 5)));
        Assert.DoesNotContain("NaN", json);
        Assert.DoesNotContain("Infinity", json);
        Assert.Contains("[1,null,null,null,5]", json);
    }

    [Fact]
    public void Data_NameFromAFile_StaysText()
    {
        var json = Json(Spec(Line("<img src=x onerror=alert(1)>", 1, 2) with { Kind = SeriesKind.Points, Hover = ["<b>a</b>", "b"], Labels = ["<i>", "x"] }));
        Assert.DoesNotContain("<img", json.Replace("\\u003C", "<"));
        Assert.DoesNotContain("<b>", json.Replace("\\u003C", "<").Replace("\\u003E", ">"));
    }

    [Fact]
    public void Marks_UprightAndLevel_CrossTheWholeChart()
    {
        var layout = new PlotlyBuilder(false, CultureInfo.InvariantCulture).Layout(Spec(Line("a", 1)) with { Marks = [new(.6, "adoption"), new(.8, "percentile", Level: true)] });
        Assert.Equal([(.6, .6, 0.0, 1.0, "x", "paper"), (0.0, 1.0, .8, .8, "paper", "y")], layout.Shapes.Select(s => ((double)s.X0!, (double)s.X1!, (double)s.Y0!, (double)s.Y1!, s.XRef, s.YRef)).Select(s => (s.Item1, s.Item2, s.Item3, s.Item4, s.XRef, s.YRef)));
    }

    [Theory]
    [InlineData(.01, ".1%")]
    [InlineData(.5, ".0%")]
    public void Ticks_OfShares_AreAsFineAsTheirSpan(double span, string format)
    {
        var layout = new PlotlyBuilder(false, CultureInfo.InvariantCulture).Layout(Spec(Line("a", 1, 2) with { X = [.3, .3 + span] }));
        Assert.Equal(format, layout.XAxis[0].TickFormat);
    }

    [Fact]
    public void Heat_OfAmounts_ShadesFromNothing()
    {
        ChartSpec Heat(params double?[] cells) => new() { X = new(""), Y = new(""), Heat = new(["a", "b"], ["c"], [cells], ColumnType.Money) };
        Assert.Contains("\"zmin\":0,", Json(Heat(760, null)));
        Assert.Contains("\"zmin\":null", Json(Heat(-1, 760)));
        Assert.Contains("\"zmin\":null", Json(Heat(null, null)));
    }

    [Fact]
    public void Data_TooManyPoints_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Json(Spec(Line("Front", new double?[ChartSeries.MaxPoints + 1]))));

    [Fact]
    public void Entity_KeepsItsColourWhateverElseIsShown()
    {
        var alone = new PlotlyBuilder(false, CultureInfo.InvariantCulture).Data(Spec(Line("Max demand", 1, 2) with { Entity = 3 }));
        var among = new PlotlyBuilder(false, CultureInfo.InvariantCulture).Data(Spec(Line("Other", 1, 2), Line("Max demand", 1, 2) with { Entity = 3 }));
        Assert.Contains(ChartColors.Of(3, false), JsonSerializer.Serialize((object)alone[0]));
        Assert.Contains(ChartColors.Of(3, false), JsonSerializer.Serialize((object)among[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Palette_OnItsGround_HasEnoughContrast(bool dark)
    {
        for (var i = 0; i < 12; i++)
            Assert.True(Contrast(ChartColors.Of(i, dark), ChartColors.Frame(dark).Ground) >= 3, $"colour {i}");
    }

    [Fact]
    public void Render_SaysInWordsWhatItShows()
    {
        var panel = Show<ChartPanel>(p => p.Add(c => c.Title, "Trade-off").Add(c => c.Takeaway, "More markdown, more sales.").Add(c => c.Spec, Spec(Line("Front", 1000, 5000), Line("Now", 2000.0))));
        var text = panel.Find(".chart[role=img]").GetAttribute("aria-label")!;
        Assert.Contains("More markdown, more sales.", text);
        Assert.Contains("Front: 2 points from 1,000 to 5,000; Now: 2,000", text);
    }

    [Fact]
    public void Render_WithoutSpec_IsBusy()
    {
        var panel = Show<ChartPanel>(p => p.Add(c => c.Title, "Trade-off"));
        Assert.Equal("true", panel.Find(".chart-wait").GetAttribute("aria-busy"));
    }

    private static double Contrast(string a, string b)
    {
        double[] light = [.. new[] { a, b }.Select(Luminance).Order()];
        return (light[1] + .05) / (light[0] + .05);
        static double Luminance(string hex)
        {
            double Channel(int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber) / 255.0 is var v && v <= .03928 ? v / 12.92 : Math.Pow((v + .055) / 1.055, 2.4);
            return .2126 * Channel(1) + .7152 * Channel(3) + .0722 * Channel(5);
        }
    }
}
