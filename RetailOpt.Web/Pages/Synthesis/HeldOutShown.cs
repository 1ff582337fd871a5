using System.Globalization;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.Synthesis;

/// <summary>Observed against hidden states on held-out weeks, a point a product.</summary>
public sealed class HeldOutShown
{
    public HeldOutShown(IResultTable table)
    {
        var products = table.Read().Select(cells => new GridRow(table.Schema, cells)).Select(r => (Name: r.Text("product"), Weeks: r.Number("weeks"), Observed: r.Number("chain"), Hidden: r.Number("hidden")))
            .Where(p => p.Observed is not null && p.Hidden is not null).ToArray();
        if (products.Length == 0) return;
        var drawn = products.OrderByDescending(p => p.Weeks).Take(ChartSeries.MaxPoints).ToArray();
        var (least, most) = (drawn.Min(p => Math.Min(p.Observed!.Value, p.Hidden!.Value)), drawn.Max(p => Math.Max(p.Observed!.Value, p.Hidden!.Value)));
        Sentence = string.Create(CultureInfo.CurrentCulture, $"A point is a product; above the line its hidden states explain the weeks better: {products.Count(p => p.Hidden > p.Observed):N0} of {products.Length:N0}.")
            + (drawn.Length < products.Length ? string.Create(CultureInfo.CurrentCulture, $" Drawn are the {drawn.Length:N0} with most weeks.") : "");
        Chart = new()
        {
            X = new("Observed states, mean log density of a week"),
            Y = new("Hidden states, mean log density of a week"),
            Series =
            [
                new() { Name = "Alike", Quiet = true, Dashed = true, X = [least, most], Y = [least, most] },
                new()
                {
                    Name = "Products", Kind = SeriesKind.Points, Entity = 0, X = [.. drawn.Select(p => (object?)p.Observed)], Y = [.. drawn.Select(p => p.Hidden)],
                    Hover = [.. drawn.Select(p => string.Create(CultureInfo.CurrentCulture, $"{p.Name}, {p.Weeks:N0} weeks\nobserved {p.Observed:0.00}\nhidden {p.Hidden:0.00}"))],
                },
            ],
        };
    }

    /// <summary>Null where no product could be compared.</summary>
    public ChartSpec? Chart { get; }
    /// <summary>What it says.</summary>
    public string? Sentence { get; }
}
