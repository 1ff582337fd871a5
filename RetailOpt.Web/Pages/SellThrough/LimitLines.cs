using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>A kind of limit in the constraint panel: its fields, and how the plan on show stands to it.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Fields">Keys of its options.</param>
/// <param name="Used">Share of what is allowed that is used, or null.</param>
/// <param name="State">How it stands, in a few words.</param>
/// <param name="Worth">What one more is worth, in a sentence, or null.</param>
/// <param name="Before">What the baseline breaks of it, in a sentence, or null.</param>
/// <param name="Relaxed">What the plan cannot keep and what that costs, or null.</param>
public sealed record LimitLine(string Title, IReadOnlyList<string> Fields, double? Used, string State, string? Worth, string? Before, string? Relaxed)
{
    /// <summary>Whether the plan is held back by it.</summary>
    public bool Binds { get; init; }
}

/// <summary>The lines of the constraint panel, made of the report's table of limits by kind.</summary>
internal static class LimitLines
{
    private sealed record Kind(string Title, string Key, string Unit, string Many, params string[] Fields);

    private static readonly Kind[] Kinds =
    [
        new("Supply", "supply", "unit", "supplies", "scope", "holdback"),
        new("Changes", "units of a cell", "unit", "cells", "change-limit", "open-cells", "min-presentation", "pack-size"),
        new("Store capacity", "store capacity in units", "unit", "stores", "units-limit"),
        new("Product slots", "product slots", "slot", "stores", "slots"),
        new("Categories", "categories of a store", "category", "stores", "min-categories"),
        new("Mix of roles", "mix of roles", "unit", "limits", "role-mix", "role-max", "core-min", "seasonal-min", "filler-min", "filler-max"),
    ];

    public static IReadOnlyList<LimitLine> Of(Report report, SellThroughOptions options)
    {
        var rows = report.Table("limits_by_kind") is { } table ? table.Read().Select(cells => new GridRow(table.Schema, cells)).ToDictionary(r => r.Text("constraint")) : [];
        return [.. Kinds.Select(k => rows.TryGetValue(k.Key, out var row) ? Line(k, row, options) : new(k.Title, k.Fields, null, "not held", null, null, null))];
    }

    private static LimitLine Line(Kind kind, GridRow row, SellThroughOptions options)
    {
        long limits = Whole(row, "limits"), binding = Whole(row, "binding"), before = Whole(row, "broken_before"), broken = Whole(row, "broken");
        var (price, best) = (row.Number("price"), row["best"] as string);
        var used = row.Number("used") is { } share ? $"{Cells.Headline(share, ColumnType.Percent)} used; " : "";
        var state = limits == 0 ? "nothing to hold" : binding == 0 ? $"{used}none of {N(limits)} {kind.Many} at the limit" : $"{used}{N(binding)} of {N(limits)} {kind.Many} at the limit";
        return new(kind.Title, kind.Fields, row.Number("used"), state, price is { } p && best is not null ? Worth(kind, best, p, options) : null,
            before == 0 ? null : $"The current allocation breaks {N(before)} of {N(limits)}, by {Units(row.Number("beyond_before"), kind)} in all.",
            broken == 0 ? null : $"{N(broken)} {(broken == 1 ? "is" : "are")} not kept, by {Units(row.Number("beyond"), kind)}, which the plan counts as {Cells.Headline(row.Number("relaxing_cost"), ColumnType.Number)} units sold.")
        { Binds = binding > 0 };
    }

    private static string Worth(Kind kind, string best, double price, SellThroughOptions options)
    {
        var worth = Cells.Headline(Math.Abs(price), ColumnType.Number);
        var units = options.Weights.Split('/').Skip(1).All(w => w.Trim() is "0" or "0.0") ? "units sold" : "units' worth of sales";
        return kind.Key switch
        {
            "supply" when price < 0 => $"One more unit of {best} would cost {worth} {units}: it sells too rarely.",
            "supply" => $"One more unit of {best} would bring {worth} {units}, the most of all.",
            "units of a cell" => $"One more unit let move ({best}) would bring {worth} {units}, the most of all.",
            "mix of roles" when price < 0 => $"One unit less that must be {best} would bring {worth} {units}.",
            "mix of roles" => $"One unit more of {best} would bring {worth} {units}.",
            "categories of a store" => $"One category less in {best} would bring {worth} {units}.",
            _ => $"Room for one more {kind.Unit} in {best} would bring {worth} {units}, the most of all.",
        };
    }

    private static string Units(double? count, Kind kind) => $"{Cells.Headline(count, ColumnType.Number)} {(count == 1 ? kind.Unit : kind.Unit == "category" ? "categories" : kind.Unit + "s")}";

    private static long Whole(GridRow row, string key) => (long)(row[key] ?? 0L);

    private static string N(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
