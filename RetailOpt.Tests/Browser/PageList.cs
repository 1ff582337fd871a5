using Microsoft.Playwright;

namespace RetailOpt.Tests.Browser;

/// <summary>Every page, by the name of its picture.</summary>
internal static class PageList
{
    public static readonly string[] Names = ["home", "data", "dataset", "import", "runs", "run", "compare", "pricing", "pricing-rules", "opportunities", "sell-through", "cross-sell", "cross-sell-affinity", "cross-sell-account", "clusters", "synthesis", "synthesis-calibrate", "glossary", "not-found"];

    public static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    public static string Path(Dashboard dashboard, string name) => name switch
    {
        "home" => "/",
        "dataset" => $"/data/{dashboard.Sample}",
        "run" => $"/runs/{dashboard.Runs["price"]}",
        "compare" => $"/compare?runs={dashboard.Runs["price"]},{dashboard.OtherPlan}",
        "pricing-rules" => $"/pricing?data={dashboard.Sample}&ladder=0.05&robust=true&locks=P0002%3D.1%3B%20P0005%3D&sku=P0002",
        "opportunities" => $"/opportunities?data={dashboard.Sample}&store=S036",
        "sell-through" => $"/sell-through?data={dashboard.Sample}",
        "cross-sell" => $"/cross-sell?data={dashboard.Sample}",
        "cross-sell-affinity" => $"/cross-sell?data={dashboard.Sample}&tab=affinity&items=20",
        "cross-sell-account" => $"/cross-sell?data={dashboard.Sample}&tab=accounts&account=A00140",
        "synthesis-calibrate" => $"/synthesis?tab=calibrate&data={dashboard.Sample}",
        "not-found" => "/no-such-page",
        _ => "/" + name,
    };

    public static TheoryData<string, ColorScheme> All
    {
        get
        {
            var data = new TheoryData<string, ColorScheme>();
            foreach (var name in Names)
                foreach (var theme in Themes) data.Add(name, theme);
            return data;
        }
    }
}
