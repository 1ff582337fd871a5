using System.Globalization;
using RetailOpt.Core.SellThrough.Views;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>The pictures of a product's ladder.</summary>
internal static class LadderChart
{
    /// <summary>Stores whose whole ladders are drawn: those that gain most and those that lose most.</summary>
    public const int Drawn = 3;

    /// <summary>Stores of the picture of all stores, at most.</summary>
    public const int MostStores = 60;

    /// <summary>The chance that each further unit sells, for the stores that change most, with their plans marked.</summary>
    public static ChartSpec Steps(ProductLadder ladder, Func<string, string> store)
    {
        LadderStore[] shown = [.. ladder.Stores.Take(Drawn).Concat(ladder.Stores.Reverse().Take(Drawn).Reverse()).Distinct()];
        return new()
        {
            X = new("Units in the store", ColumnType.Integer),
            Y = new("Chance that this unit sells", ColumnType.Percent),
            Legend = true,
            Series = [.. shown.Select((s, i) => Line(s, i, store(s.Store))), .. shown.Select((s, i) => At(s, i, store(s.Store), s.Now, false)), .. shown.Select((s, i) => At(s, i, store(s.Store), s.Plan, true))],
        };
    }

    /// <summary>The chance that one more unit sells in each store, now and by the plan: a good plan evens it out.</summary>
    public static ChartSpec Next(ProductLadder ladder, Func<string, string> store)
    {
        var stores = ladder.Stores.Where(s => s.Plan != s.Now).Take(MostStores / 2).Concat(ladder.Stores.Where(s => s.Plan != s.Now).Reverse().Take(MostStores / 2).Reverse()).Distinct().ToArray();
        if (stores.Length == 0) stores = [.. ladder.Stores.Take(MostStores)];
        ChartSeries Points(string name, int entity, Func<LadderStore, double> chance) => new()
        {
            Name = name,
            Kind = SeriesKind.Points,
            Entity = entity,
            Size = 9,
            X = [.. stores.Select(s => s.Store)],
            Y = [.. stores.Select(s => (double?)chance(s))],
            Hover = [.. stores.Select(s => $"{store(s.Store)}, {name.ToLowerInvariant()}: one more unit sells with {Cells.Full(chance(s), ColumnType.Percent)}")],
        };
        return new() { X = new("", ColumnType.Text), Y = new("Chance that one more sells", ColumnType.Percent), Series = [Points("Now", 1, s => s.NextNow), Points("Plan", 0, s => s.Next)] };
    }

    private static ChartSeries Line(LadderStore s, int entity, string name) => new()
    {
        Name = string.Create(CultureInfo.CurrentCulture, $"{name} ({s.Plan - s.Now:+0;-0;0})"),
        Entity = entity,
        X = [.. s.Steps.Select(k => (object?)(double)k.Unit)],
        Y = [.. s.Steps.Select(k => (double?)k.Chance)],
        Hover = [.. s.Steps.Select(k => string.Create(CultureInfo.CurrentCulture, $"{name}, unit {k.Unit:N0}: sells with {k.Chance:P0}"))],
    };

    private static ChartSeries At(LadderStore s, int entity, string name, int units, bool plan) => new()
    {
        Name = $"{name}, {(plan ? "plan" : "now")}",
        Kind = SeriesKind.Points,
        Entity = entity,
        Unlisted = true,
        Strong = plan,
        Size = 8,
        X = [(double)units],
        Y = [units == 0 ? 1 : plan ? s.Last : s.LastNow],
        Hover = [string.Create(CultureInfo.CurrentCulture, $"{name}: {units:N0} units {(plan ? "by the plan" : "now")}")],
    };
}
