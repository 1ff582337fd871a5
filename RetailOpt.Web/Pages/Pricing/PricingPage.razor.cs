using System.Globalization;
using Microsoft.AspNetCore.Components;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>Markdown pricing, live: the handle, the targets and the scenario on show change what is seen; the address keeps it.</summary>
public sealed partial class PricingPage
{
    private bool held;

    [CascadingParameter(Name = "Dark")] private bool Dark { get; set; }
    private PricingOptions Options => (PricingOptions)Desk.Options;

    private Task LockAsync(SkuLock wish) => LocksAsync(wish.Sku, [.. Locked.Where(l => l.Sku != wish.Sku), (wish.Sku, wish.Md)]);
    private Task UnlockAsync(string sku) => LocksAsync(sku, Locked.Where(l => l.Sku != sku));
    private IReadOnlyList<(string Sku, double? Md)> Locked => LockText.Parse(Options.Locks);

    private Task LocksAsync(string sku, IEnumerable<(string Sku, double? Md)> locks)
    {
        View = View with { Sku = sku }; // it stays on show, even where it no longer brings the most
        return ChangeAsync(Options with { Locks = LockText.Format(locks) });
    }

    private async Task GiveAsync((string Input, GivenFile? File) given)
    {
        await Desk.GiveAsync(given.Input, given.File);
        // an edited workbook is about one plan: that is shown
        if (given is ("edited", not null) && Desk.Files.ContainsKey("edited") && Shown is { Differences: not null } now && now.Result.PlanScenario != View.Plan) await ShowAsync(View with { Plan = now.Result.PlanScenario });
        else WriteAddress();
    }

    private async Task MoveAsync(double md)
    {
        (held, View) = (true, View with { Plan = Scenario.TargetMd });
        await Desk.AskAsync(Options with { TargetMd = md });
        if (!held) WriteAddress();
    }

    private async Task ClickAsync(ChartClick click)
    {
        if (Shown?.TradeOff.At(click) is not { } point) return;
        if (point.Scenario is { } scenario) await ShowAsync(View with { Plan = scenario });
        else
        {
            await MoveAsync(double.Round(point.WeightedMd, 12));
            Release();
        }
    }

    private void Release()
    {
        held = false;
        WriteAddress();
    }

    private Task PickAsync(GridRow row) => ShowAsync(View with { Sku = row["SKU"] as string });

    private bool IsChosen(GridRow row) => Shown is { Sku: >= 0 } now && row["SKU"] as string == now.Result.Model.Data.Skus[now.Sku];

    // the plan on show is the view's; a run is given it as the plan to edit, where it would be another by itself
    private RunRequest Request() => Shown is not { } now || now.Result.PlanScenario == View.Plan ? Desk.Request()
        : Desk.Request() with { OptionsJson = Desk.Analysis.Options.ToJson(Options with { Plan = (PlanScenario)View.Plan }) };
    private static bool IsPlan(OptionField field) => field.Key == "plan";

    private static bool IsTarget(OptionField field) => field.Key.StartsWith("target", StringComparison.Ordinal) || field.Key == "horizon";

    private static string Takeaway(PlanShown now)
    {
        var (least, most) = (now.Result.Solution[Scenario.MinWeightedMd].Totals, now.Result.Solution[Scenario.MaxDemand].Totals);
        if (!(most.Demand > 0) || !double.IsFinite(least.WeightedMd)) return "Nothing can be sold within the bounds.";
        return $"From {Cells.Full(least.WeightedMd, ColumnType.Percent)} to {Cells.Full(most.WeightedMd, ColumnType.Percent)} off, demand rises by {((most.Demand - least.Demand) / least.Demand).ToString("P1", CultureInfo.CurrentCulture)}; beyond that, more markdown only costs.";
    }
}
