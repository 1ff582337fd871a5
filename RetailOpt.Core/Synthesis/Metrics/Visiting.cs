namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>Samples of when customers buy, and how much at a time.</summary>
internal static class Visiting
{
    /// <summary>The lines of one customer's week.</summary>
    private readonly record struct CustomerWeek(int Customer, int Week, int From, int To);

    public static Empirical Shares(ShoppingLog log)
    {
        var buyers = new int[log.Weeks];
        foreach (var at in Weeks(log)) buyers[at.Week]++;
        return log.Customers == 0 ? Empirical.Of([]) : Empirical.Of([.. buyers.Skip(MetricList.FirstWeeks).Select(b => (double)b / log.Customers)]);
    }

    public static Empirical Units(ShoppingLog log) => Empirical.Of([.. Weeks(log).Select(at =>
    {
        var units = 0.0;
        for (var i = at.From; i < at.To; i++) units += log.Lines[i].Quantity;
        return units;
    })]);

    public static Empirical Categories(ShoppingLog log)
    {
        var seen = new HashSet<int>();
        return Empirical.Of([.. Weeks(log).Select(at =>
        {
            seen.Clear();
            for (var i = at.From; i < at.To; i++)
                if (log.Shelves.Category[log.Lines[i].Product] is >= 0 and var category) seen.Add(category);
            return (double)seen.Count;
        }).Where(n => n > 0)]);
    }

    /// <summary>A purchase in the week itself counts: it is 0 weeks ago.</summary>
    public static Empirical Recency(ShoppingLog log)
    {
        var seen = new long[log.Weeks + 1];
        foreach (var customer in Weeks(log).GroupBy(at => at.Customer))
        {
            var weeks = customer.Select(at => at.Week).ToArray();
            if (weeks[0] >= MetricList.FirstWeeks) continue;
            for (int week = MetricList.FirstWeeks, next = 0, last = 0; week < log.Weeks; week++)
            {
                while (next < weeks.Length && weeks[next] <= week) last = weeks[next++];
                seen[week - last]++;
            }
        }
        return Empirical.OfCounts(seen);
    }

    private static IEnumerable<CustomerWeek> Weeks(ShoppingLog log)
    {
        for (int from = 0, to; from < log.Lines.Count; from = to)
        {
            var (customer, week) = (log.Lines[from].Customer, log.Lines[from].Week);
            for (to = from + 1; to < log.Lines.Count && log.Lines[to].Customer == customer && log.Lines[to].Week == week;) to++;
            if (customer >= 0) yield return new(customer, week, from, to);
        }
    }
}
