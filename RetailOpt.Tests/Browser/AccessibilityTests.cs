using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RetailOpt.Tests.Browser;

/// <summary>WCAG 2.1 AA on every page, in both themes, by axe.</summary>
public sealed class AccessibilityTests(Dashboard dashboard)
{
    private static readonly AxeRunOptions Wcag21AA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
    };

    public static TheoryData<string, ColorScheme> Pages => PageList.All;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ByAxe_HasNoViolation(string name, ColorScheme theme)
    {
        var page = await dashboard.OpenAsync(d => PageList.Path(d, name), theme);
        var result = await page.RunAxe(Wcag21AA);
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v =>
            $"{v.Id}: {v.Help} — {string.Join(" | ", v.Nodes.Take(5).Select(n => $"{n.Target} {n.Html}"))}")));
        await page.Context.CloseAsync();
    }
}
