namespace RetailOpt.Core.SellThrough.Derive;

/// <summary>Quantiles and ranks.</summary>
internal static class Quantiles
{
    /// <summary>A quantile by linear interpolation; NaN of nothing.</summary>
    public static double Of(IReadOnlyList<double> ascending, double p)
    {
        if (ascending.Count == 0) return double.NaN;
        var at = p * (ascending.Count - 1);
        var low = (int)at;
        return low + 1 == ascending.Count ? ascending[low] : ascending[low] + (at - low) * (ascending[low + 1] - ascending[low]);
    }

    /// <summary>Ascending rank of each value as a share of their number, ties sharing the average rank.</summary>
    public static double[] RankShares(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && values[order[to]] == values[order[from]]) to++;
            for (var i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2.0 / values.Length;
            from = to;
        }
        return ranks;
    }
}
