namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>Samples of products and categories. A product is one that the log sold at least once: of the others nobody knows whether they were there.</summary>
internal static class Products
{
    public static Empirical CategoryShares(ShoppingLog log) => Shares(log, log.Shelves.Category);

    public static Empirical ProductShares(ShoppingLog log) => Shares(log, [.. Enumerable.Range(0, log.Shelves.Count)]);

    public static Empirical CategorySizes(ShoppingLog log) =>
        Empirical.Of([.. Sold(log).Select(p => log.Shelves.Category[p]).Where(c => c >= 0).CountBy(c => c).Select(c => (double)c.Value)]);

    public static Empirical Volumes(ShoppingLog log)
    {
        var units = Weekly(log).Values.Select(w => w.Units).ToArray();
        var none = (long)Sold(log).Count() * log.Weeks - units.Length;
        return Empirical.Of([.. units, .. Enumerable.Repeat(0.0, checked((int)none))]);
    }

    public static Empirical Prices(ShoppingLog log)
    {
        var (units, net) = (new double[log.Shelves.Count], new double[log.Shelves.Count]);
        foreach (var line in log.Lines)
        {
            units[line.Product] += line.Quantity;
            net[line.Product] += line.Net;
        }
        return Empirical.Of([.. Sold(log).Select(p => net[p] / units[p])]);
    }

    /// <summary>Only weeks in which the product sold are seen; in a week with a discount at least one of its lines had one.</summary>
    public static Empirical Responses(ShoppingLog log) => Empirical.Of([.. Weekly(log).GroupBy(w => w.Key.Product).Select(product =>
    {
        var (with, without) = (product.Where(w => w.Value.Discounted).ToArray(), product.Where(w => !w.Value.Discounted).ToArray());
        return with.Length < 2 || without.Length < 2 ? double.NaN : with.Average(w => w.Value.Units) / without.Average(w => w.Value.Units);
    }).Where(ratio => !double.IsNaN(ratio))]);

    private static Empirical Shares(ShoppingLog log, int[] groupOf)
    {
        var (last, weeks) = (new Dictionary<int, (int Customer, int Week)>(), new Dictionary<int, int>());
        foreach (var line in log.Lines) // customers' weeks come one after the other
        {
            var group = groupOf[line.Product];
            if (group < 0 || line.Customer < 0 || (last.TryGetValue(group, out var at) && at == (line.Customer, line.Week))) continue;
            last[group] = (line.Customer, line.Week);
            weeks[group] = weeks.GetValueOrDefault(group) + 1;
        }
        return Empirical.Of([.. weeks.Values.Select(n => n / ((double)log.Customers * log.Weeks))]);
    }

    private static IEnumerable<int> Sold(ShoppingLog log) => log.Lines.Select(l => l.Product).Distinct();

    private static Dictionary<(int Product, int Week), (double Units, bool Discounted)> Weekly(ShoppingLog log)
    {
        var weeks = new Dictionary<(int, int), (double Units, bool Discounted)>();
        foreach (var line in log.Lines)
        {
            var before = weeks.GetValueOrDefault((line.Product, line.Week));
            weeks[(line.Product, line.Week)] = (before.Units + line.Quantity, before.Discounted || line.Discount > 0);
        }
        return weeks;
    }
}
