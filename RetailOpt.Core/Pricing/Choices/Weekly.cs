using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>What one SKU brings along a path of weekly markdowns that share its stock.</summary>
internal static class Weekly
{
    /// <summary>Each week sells what the curve says, or what is left.</summary>
    /// <param name="curve">Over all the weeks.</param>
    /// <param name="msrp">List price.</param>
    /// <param name="stock">Units at hand for all the weeks.</param>
    /// <param name="path">A markdown for each week.</param>
    public static Totals Sums(DemandCurve curve, double msrp, double stock, IReadOnlyList<double> path)
    {
        var (left, paid) = (stock, 0.0);
        foreach (var md in path)
        {
            var sold = Math.Min(Math.Max(0, curve.Sold(md) / path.Count), left);
            left -= sold;
            paid += sold * (1 - md);
        }
        return new(msrp * paid, stock - left, msrp * (stock - left));
    }

    /// <summary>The weeks of a path one by one: what each sells, and what it leaves; together they are <see cref="Sums"/>.</summary>
    public static IEnumerable<PlannedWeek> Walk(DemandCurve curve, double stock, IReadOnlyList<double> path)
    {
        var left = stock;
        foreach (var md in path)
        {
            var sold = Math.Min(Math.Max(0, curve.Sold(md) / path.Count), left);
            left -= sold;
            yield return new(md, sold, left);
        }
    }

    /// <summary>The markdown weighted by sales, so that demand is list price times what is left of it times units; where nothing sells, the first week's.</summary>
    public static double Weighted(IReadOnlyList<double> path, in Totals sums) => sums.ListSales > 0 ? Math.Clamp(sums.WeightedMd, path[0], path[^1]) : path[0];
}

/// <summary>A week of a SKU's path.</summary>
/// <param name="Md">Its markdown.</param>
/// <param name="Sold">Units that it sells.</param>
/// <param name="Left">Units left after it.</param>
public readonly record struct PlannedWeek(double Md, double Sold, double Left);
