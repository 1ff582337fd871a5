namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>Samples of lines and of whole baskets.</summary>
internal static class Lines
{
    public static Empirical Quantities(ShoppingLog log) => Empirical.Of([.. log.Lines.Select(l => l.Quantity)]);

    public static Empirical Totals(ShoppingLog log) => Empirical.Of([.. OfBaskets(log, l => l.Net)]);

    public static Empirical Discounted(ShoppingLog log) => Empirical.Of([.. OfBaskets(log, l => l.Discount).Select(d => d > 0 ? 1.0 : 0)]);

    private static Dictionary<int, double>.ValueCollection OfBaskets(ShoppingLog log, Func<LogLine, double> value)
    {
        var sums = new Dictionary<int, double>();
        foreach (var line in log.Lines) sums[line.Basket] = sums.GetValueOrDefault(line.Basket) + value(line);
        return sums.Values;
    }
}
