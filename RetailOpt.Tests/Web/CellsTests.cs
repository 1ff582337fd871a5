using System.Globalization;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Tests.Web;

public sealed class CellsTests
{
    [Theory]
    [InlineData("en-US", "1,234.50", "12.3%")]
    [InlineData("de-DE", "1.234,50", "12,3 %")]
    public void Text_InTheBrowsersCulture_HasItsSeparators(string culture, string money, string share)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal(money, Cells.Text(1234.5m, ColumnType.Money));
        Assert.Equal(share, Cells.Text(.1234, ColumnType.Percent).Replace(' ', ' '));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Text_OfNothing_IsADash(object? value) => Assert.Equal(Cells.None, Cells.Text(value, ColumnType.Number));

    [Theory]
    [InlineData(.117, 0, "0.117")]
    [InlineData(.00234, 0, "0.00234")]
    [InlineData(1e-9, 4, "1e-9")]
    [InlineData(2_500_000.0, 0, "2,500,000")]
    [InlineData(0.0, 0, "0")]
    public void Text_OfAShareBesideMillions_KeepsItsDigits(double value, int decimals, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        Assert.Equal(expected, Cells.Text(value, ColumnType.Number, decimals));
    }

    [Theory]
    [InlineData(2_410_000, 2_630_000, "2.41 to 2.63 M")]
    [InlineData(950_000, 1_100_000, "950.0 k to 1.10 M")]
    [InlineData(450, 1_200, "450 to 1,200")]
    public void Range_OfHeadlines_NamesTheirUnitOnce(double low, double high, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        Assert.Equal(expected, Cells.Range(low, high, ColumnType.Money));
    }

    [Fact]
    public void Decimals_WholeMoney_HasNone()
    {
        Assert.Equal(0, Cells.Decimals([12m, null, 7.0000m], ColumnType.Money));
        Assert.Equal(2, Cells.Decimals([12m, 7.5m], ColumnType.Money));
    }

    [Theory]
    [InlineData("479,334", "479.334")]
    [InlineData("9,747.93 GBP", "9.747,93 GBP")]
    [InlineData("2026-10-25", "25.10.2026")]
    [InlineData("From a till", "From a till")]
    public void Fact_ElsewhereThanItWasWritten_ReadsRight(string kept, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Assert.Equal(shown, Cells.Fact(kept));
    }

    [Theory]
    [InlineData(2_520_000.0, "2.52 M")]
    [InlineData(-1_234_000_000.0, "-1.23 bn")]
    [InlineData(0.0, "0")]
    [InlineData(1500.0, "1,500")]
    [InlineData(double.NaN, "—")]
    public void Headline_IsShort(double value, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        Assert.Equal(expected, Cells.Headline(value, ColumnType.Money));
    }
}
