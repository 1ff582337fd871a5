using System.Globalization;
using Bunit;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Forms;

namespace RetailOpt.Tests.Web;

public sealed class OptionsFormTests : WebTest
{
    public enum Way { AtMost, Exactly }

    public sealed record Options
    {
        [Option("target-md", "Target markdown", Group = "Targets", Min = 0, Max = .9, Step = .01, Unit = "%", Live = true, Help = "Weighted by list price.")] public double TargetMd { get; init; } = .3;
        [Option("target-demand", "Target demand", Group = "Targets", Min = 0, Unit = "money")] public double? TargetDemand { get; init; }
        [Option("points", "Points of a front", Group = "Fronts", Min = 2, Max = 200)] public int Points { get; init; } = 41;
        [Option("way", "Reading of targets", Group = "Fronts")] public Way Way { get; init; }
        [Option("shrink", "Shrink slopes", Group = "Fronts")] public bool Shrink { get; init; } = true;
    }

    private static readonly OptionSchema Schema = OptionSchema.Of<Options>();

    private (IRenderedComponent<OptionsForm> Form, Func<Options> Current) Form(Options? start = null)
    {
        var current = start ?? new Options();
        IRenderedComponent<OptionsForm> form = null!;
        form = Show<OptionsForm>(p => p.Add(f => f.Schema, Schema).Add(f => f.Options, current).Add(f => f.Currency, "GBP").Add(f => f.OptionsChanged, o =>
        {
            current = (Options)o;
            form.Render(q => q.Add(f => f.Options, current));
        }));
        return (form, () => current);
    }

    [Fact]
    public void Render_EachType_HasItsInputInItsGroup()
    {
        var (form, _) = Form();
        Assert.Equal(["Targets", "Fronts"], form.FindAll("legend").Select(l => l.TextContent));
        Assert.NotNull(form.Find("[data-option=target-md] input[type=range][min='0'][max='0.9'][step='0.01']"));
        Assert.Equal("30", form.Find("[data-option=target-md] input.num").GetAttribute("value"));
        Assert.Equal("", form.Find("[data-option=target-demand] input").GetAttribute("value"));
        Assert.Equal(["At most", "Exactly"], form.FindAll("[data-option=way] option").Select(o => o.TextContent));
        Assert.Contains("GBP", form.Find("[data-option=target-demand]").TextContent);
        Assert.NotNull(form.Find("[data-option=shrink] input[role=switch]"));
    }

    [Fact]
    public void Slider_Moved_ChangesTheFractionWithoutDust()
    {
        var (form, current) = Form();
        form.Find("[data-option=target-md] input[type=range]").Input("0.35000000000000003");
        Assert.Equal(.35, current().TargetMd);
        Assert.Equal("35", form.Find("[data-option=target-md] input.num").GetAttribute("value"));
    }

    [Fact]
    public void Number_TypedInTheBrowsersCulture_IsRead()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        var (form, current) = Form();
        form.Find("[data-option=target-demand] input").Change("2.500.000,5");
        Assert.Equal(2500000.5, current().TargetDemand);
        form.Find("[data-option=target-demand] input").Change("");
        Assert.Null(current().TargetDemand);
    }

    [Theory]
    [InlineData("points", "many", "'many' is no whole number.")]
    [InlineData("points", "4.5", "'4.5' is no whole number.")]
    [InlineData("points", "1", "Points of a front is 1; it must be from 2 to 200.")]
    public void Number_ThatCannotServe_ShowsWhyBesideTheField(string option, string text, string expected)
    {
        var (form, _) = Form();
        form.Find($"[data-option={option}] input").Change(text);
        Assert.Equal(expected, form.Find($"[data-option={option}] .field-error").TextContent);
        Assert.Equal("true", form.Find($"[data-option={option}] input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Reset_OneThenAll_BringsTheDefaultsBack()
    {
        var (form, current) = Form(new Options { Points = 7, Shrink = false, Way = Way.Exactly });
        form.Find("[data-option=points] .option-reset").Click();
        Assert.Equal(41, current().Points);
        Assert.Empty(form.FindAll("[data-option=points] .option-reset"));
        form.FindAll("button").Single(b => b.TextContent.Contains("Reset all (2 changed)")).Click();
        Assert.Equal(new Options(), current());
    }

    [Fact]
    public void Folded_GroupsAreClosedButThoseWithAChange()
    {
        var form = Show<OptionsForm>(p => p.Add(f => f.Schema, Schema).Add(f => f.Options, new Options { Points = 7 }).Add(f => f.Folded, true));
        Assert.Equal(["Targets", "Fronts"], form.FindAll("details").Select(d => d.GetAttribute("data-group")));
        Assert.Equal([false, true], form.FindAll("details").Select(d => d.HasAttribute("open")));
        Assert.Contains("1 changed", form.Find("[data-group=Fronts] summary").TextContent);
        Assert.NotNull(form.Find("[data-group=Fronts] [data-option=points] input"));
    }

    [Fact]
    public void Slot_ReplacesTheInput()
    {
        var form = Show<OptionsForm>(p => p.Add(f => f.Schema, Schema).Add(f => f.Options, new Options())
            .Add(f => f.Slots, new Dictionary<string, Microsoft.AspNetCore.Components.RenderFragment<OptionSlot>> { ["points"] = slot => b => b.AddMarkupContent(0, $"<em>{slot.Value}</em>") }));
        Assert.Equal("41", form.Find("[data-option=points] em").TextContent);
        Assert.Empty(form.FindAll("[data-option=points] input"));
    }
}
