using System.Globalization;
using Microsoft.AspNetCore.Components;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>Opportunities, live: thresholds change what is found, clicks what is looked into; the address keeps both.</summary>
public sealed partial class OpportunitiesPage
{
    private string ClustersHref(OpportunitiesShown now)
    {
        var href = $"/clusters?data={Desk.Dataset?.Manifest.Id}" + (now.Options.Entity == StoreEntity.Account ? "&entity=Account" : "");
        return now.Options.K is { } k ? string.Create(CultureInfo.InvariantCulture, $"{href}&k={k}") : href;
    }

    private Task ClickHeatAsync(ChartClick click) =>
        Shown?.Charts.At(click) is { } cell ? ShowAsync(View with { Cluster = cell.Cluster, Category = cell.Category, Product = null, Stores = false }) : Task.CompletedTask;

    private Task PickAsync(GridRow row) => ShowAsync(View with { Store = row.Text("str_code"), Product = row.Schema.IndexOf("spu_code") < 0 ? View.Product : At(row) });

    private Task LookAtAsync(GridRow row) => ShowAsync(View with { Product = At(row) });

    private static ProductAt At(GridRow row) => new(row.Text("cluster"), row.Text("category_key"), row.Text("spu_code"));

    private bool IsChosen(GridRow row) => Shown?.Store is { } store && row.Text("str_code") == store.Store && (row.Schema.IndexOf("spu_code") < 0 || At(row) == View.Product);

    private static bool IsThreshold(OptionField field) => field.Group == "Thresholds";

    private static string? Chosen(ChangeEventArgs e) => e.Value is string { Length: > 0 } text ? text : null;

    // of very many the charts tell the names
    private static string ClusterNames(OpportunitiesShown now) => now.Charts.Clusters.Count > 12 ? "" : ": " + string.Join(", ", now.Charts.Clusters.Select(c => $"{c.Name} ({c.Stores.ToString("N0", CultureInfo.CurrentCulture)})"));

    private static string HeatHeight(OpportunitiesShown now) => $"{Math.Clamp(100 + 22 * now.Charts.Shown.Count, 420, 900)}px";

    private static string HeatTakeaway(OpportunitiesShown now)
    {
        var all = now.Charts.Categories.Count;
        var unit = now.Currency.Length > 0 ? $", {now.Currency}" : "";
        return $"Potential sales by cluster and category{unit}; click a cell to list it." + (all > now.Charts.Shown.Count ? string.Create(CultureInfo.CurrentCulture, $" The {now.Charts.Shown.Count} categories with the most of {all:N0}.") : "");
    }

    private static string ScoreTakeaway(OpportunitiesShown now) => now.Answer.Report.Kpis.First(k => k.Key == "mean_score").Value is { } mean
        ? $"Score is percentile times adoption; its mean is {Cells.Headline(mean, ColumnType.Number)}" + (now.Options.EnforceAdoption ? string.Create(CultureInfo.CurrentCulture, $", and none can be below {now.Options.TopPerformerThreshold * now.Options.AdoptionThreshold:0.##}.") : ".")
        : "Score is percentile times adoption.";

    /// <summary>Rows of the table of what the adoption removed, at most: beyond these it holds those with the largest potential.</summary>
    private const int MostRemoved = 2_000;

    private static string RemovedTakeaway(OpportunitiesShown now)
    {
        var (found, listed) = (now.Kpis.First(k => k.Key == "removed").Value ?? 0, now.Removed?.Source.Count ?? 0);
        return string.Create(CultureInfo.CurrentCulture, $"{found:N0} gaps are left out because fewer than {now.Options.AdoptionThreshold:0.##%} of the peers carry the product. {(listed < MostRemoved ? "These are" : "These have the largest potential:")} {listed:N0} {(listed == 1 ? "product" : "products")}, the nearest to that first.");
    }
}
