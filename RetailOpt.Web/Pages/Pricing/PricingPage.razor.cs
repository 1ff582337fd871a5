using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
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
public sealed partial class PricingPage : IDisposable
{
    private AnalysisDesk desk = null!;
    private PricingView view = new();
    private PlanShown? shown;
    private bool held;

    [CascadingParameter(Name = "Dark")] private bool Dark { get; set; }
    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IInputs Inputs { get; set; } = default!;
    [Inject] private IAnswers Answers { get; set; } = default!;
    [Inject] private UploadStore Uploads { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        desk = new AnalysisDesk("price", Registry, Library, Inputs, Answers, Uploads) { OnAnswer = TakeAsync, OnChange = StateHasChanged };
        Navigation.LocationChanged += OnLocationChanged;
        view = PricingView.Of(Query.All);
        await desk.OpenAsync(Query["data"], AddressOptions(), desk.FilesOf(key => Query[key]));
    }

    private async Task TakeAsync(Answer answer)
    {
        var (now, before, currency) = (view, shown, desk.Dataset?.Manifest.Currency ?? "");
        shown = await Task.Run(() => PlanShown.Of(answer, now, currency, before));
        if (shown.View != view) shown = shown.With(view); // the view moved on meanwhile
    }

    private async Task ChooseAsync(string dataset)
    {
        (shown, view) = (null, view with { Sku = null });
        Query.Set(("data", dataset));
        await desk.ChooseAsync(dataset);
        WriteAddress();
    }

    private async Task ChangeAsync(object options)
    {
        await desk.AskAsync(options);
        WriteAddress();
    }

    private Task LockAsync(SkuLock wish) => LocksAsync(wish.Sku, [.. Locked.Where(l => l.Sku != wish.Sku), (wish.Sku, wish.Md)]);
    private Task UnlockAsync(string sku) => LocksAsync(sku, Locked.Where(l => l.Sku != sku));
    private IReadOnlyList<(string Sku, double? Md)> Locked => LockText.Parse(((PricingOptions)desk.Options).Locks);

    private Task LocksAsync(string sku, IEnumerable<(string Sku, double? Md)> locks)
    {
        view = view with { Sku = sku }; // it stays on show, even where it no longer brings the most
        return ChangeAsync((PricingOptions)desk.Options with { Locks = LockText.Format(locks) });
    }

    private async Task GiveAsync((string Input, GivenFile? File) given)
    {
        await desk.GiveAsync(given.Input, given.File);
        // an edited workbook is about one plan: that is shown
        if (given is ("edited", not null) && desk.Files.ContainsKey("edited") && shown is { Differences: not null } now && now.Result.PlanScenario != view.Plan) await ShowAsync(view with { Plan = now.Result.PlanScenario });
        else WriteAddress();
    }

    private async Task MoveAsync(double md)
    {
        (held, view) = (true, view with { Plan = Scenario.TargetMd });
        await desk.AskAsync((PricingOptions)desk.Options with { TargetMd = md });
        if (!held) WriteAddress();
    }

    private async Task ClickAsync(ChartClick click)
    {
        if (shown?.TradeOff.At(click) is not { } point) return;
        if (point.Scenario is { } scenario) await ShowAsync(view with { Plan = scenario });
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

    private Task PickAsync(GridRow row) => ShowAsync(view with { Sku = row["SKU"] as string });

    private async Task ShowAsync(PricingView next)
    {
        view = next;
        if (shown is { } now) shown = await Task.Run(() => now.With(next));
        WriteAddress();
    }

    private bool IsChosen(GridRow row) => shown is { Sku: >= 0 } now && row["SKU"] as string == now.Result.Model.Data.Skus[now.Sku];

    /// <summary>The address is written when the page comes to rest: a dragged handle does not pass through it.</summary>
    private void WriteAddress()
    {
        if (desk.IsAsking || desk.Dataset is null) return;
        var options = desk.Analysis.Options.ToText(desk.Options);
        Query.Set([("data", desk.Dataset.Manifest.Id), .. desk.Analysis.Options.Fields.Where(f => !IsPlan(f)).Select(f => (f.Key, options.GetValueOrDefault(f.Key))), .. desk.FilesToQuery(), .. view.ToQuery()]);
    }

    // back, forward and links change the address under the page
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(e.Location).AbsolutePath.Equals("/pricing", StringComparison.OrdinalIgnoreCase) || desk.IsAsking) return;
        var (next, options) = (PricingView.Of(Query.All), AddressOptions());
        var (dataset, files) = (Query["data"] ?? desk.Dataset?.Manifest.Id, desk.FilesOf(key => Query[key]));
        var (moved, other) = (next != view, dataset != desk.Dataset?.Manifest.Id || !options.Equals(desk.Options) || !files.ToHashSet().SetEquals(desk.Files));
        if (moved) await ShowAsync(next);
        if (other) await desk.OpenAsync(dataset, options, files);
        if (moved || other) StateHasChanged();
    });

    // the plan on show is the view's; a run is given it as the plan to edit, where it would be another by itself
    private PricingOptions AddressOptions() => (PricingOptions)Query.Options(desk.Analysis.Options).Options with { Plan = null };
    private RunRequest Request() => shown is not { } now || now.Result.PlanScenario == view.Plan ? desk.Request()
        : desk.Request() with { OptionsJson = desk.Analysis.Options.ToJson((PricingOptions)desk.Options with { Plan = (PlanScenario)view.Plan }) };
    private static bool IsPlan(OptionField field) => field.Key == "plan";

    private static bool IsTarget(OptionField field) => field.Key.StartsWith("target", StringComparison.Ordinal) || field.Key == "horizon";

    private static string Takeaway(PlanShown now)
    {
        var (least, most) = (now.Result.Solution[Scenario.MinWeightedMd].Totals, now.Result.Solution[Scenario.MaxDemand].Totals);
        if (!(most.Demand > 0) || !double.IsFinite(least.WeightedMd)) return "Nothing can be sold within the bounds.";
        return $"From {Cells.Full(least.WeightedMd, ColumnType.Percent)} to {Cells.Full(most.WeightedMd, ColumnType.Percent)} off, demand rises by {((most.Demand - least.Demand) / least.Demand).ToString("P1", CultureInfo.CurrentCulture)}; beyond that, more markdown only costs.";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        desk?.Dispose();
    }
}
