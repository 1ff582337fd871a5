using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Clusters;

/// <summary>
/// Where each entity stands. Mix: the square roots of its category shares (Hellinger distance, which a rare category cannot dominate), centred and
/// divided by the block's total standard deviation. Scale: the logarithm of its sales, standardised, times a weight. So a weight of 1 gives scale
/// as much variance as the whole mix.
/// </summary>
internal static class Features
{
    /// <summary>Entities that take part, in an order that depends on their figures alone: names and the order of rows decide nothing.</summary>
    public static int[] Order(ClustersModel model, double minSales)
    {
        var total = Enumerable.Range(0, model.Sales.Count).Select(i => Total(model.Sales[i])).ToArray();
        var rows = Enumerable.Range(0, total.Length).Where(i => total[i] > minSales).ToArray();
        Array.Sort(rows, (a, b) => total[a] != total[b] ? total[a].CompareTo(total[b]) : model.Sales[a].SequenceCompareTo(model.Sales[b]));
        return rows;
    }

    public static Points Of(ClustersModel model, ReadOnlySpan<int> rows, double scaleWeight)
    {
        var categories = model.Categories.Count;
        var points = new Points(rows.Length, categories + 1);
        for (var i = 0; i < rows.Length; i++)
        {
            var sales = model.Sales[rows[i]];
            var point = points[i];
            var positive = 0.0;
            foreach (var amount in sales) positive += Math.Max(0, amount);
            for (var c = 0; c < categories; c++) point[c] = positive > 0 ? Math.Sqrt(Math.Max(0, sales[c]) / positive) : 0;
            point[categories] = Math.Log(Total(sales));
        }
        Standardise(points, 0, categories, 1);
        Standardise(points, categories, categories + 1, scaleWeight);
        return points;
    }

    /// <summary>Sales over all categories: positive for entities that take part.</summary>
    public static double Total(ReadOnlySpan<double> sales)
    {
        var total = 0.0;
        foreach (var amount in sales) total += amount;
        return total;
    }

    private static void Standardise(Points points, int from, int to, double weight)
    {
        var variance = 0.0;
        for (var c = from; c < to; c++)
        {
            var mean = 0.0;
            for (var i = 0; i < points.Count; i++) mean += points[i][c];
            mean /= points.Count;
            for (var i = 0; i < points.Count; i++) variance += (points[i][c] -= mean) * points[i][c];
        }
        // Rounding leaves a variance of some 1e-33 where all entities are alike.
        var factor = variance / points.Count > 1e-20 ? weight / Math.Sqrt(variance / points.Count) : 0;
        for (var i = 0; i < points.Count; i++)
            for (var c = from; c < to; c++) points[i][c] *= factor;
    }
}
