using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Learning;

/// <summary>A first guess of the settings from a log's own averages: where the search begins.</summary>
internal static class Population
{
    /// <summary>The settings of a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="rate">Share of lines that it is a sample of: of a sample the weeks with a visit cannot be counted, so half of them are taken.</param>
    public static ModelSettings Of(ShoppingLog log, double rate)
    {
        var weeks = log.Lines.Select(l => (l.Customer, l.Week)).Distinct().Count();
        var visits = rate < 1 ? .5 : Math.Clamp(weeks / ((double)log.Customers * log.Weeks), .01, .95);
        var later = log.Lines.GroupBy(l => l.Customer).Count(c => c.Min(l => l.Week) >= MetricList.FirstWeeks) / (double)log.Customers;
        var quantities = log.Lines.Select(l => Math.Log(Math.Max(l.Quantity - 1, .05))).ToArray();
        var mean = quantities.Average();
        return new()
        {
            VisitLevel = Math.Log(visits / (1 - visits)),
            VisitSpread = 1,
            Arriving = rate < 1 ? .1 : .5 * later,
            Leaving = .01,
            AppetiteSpread = .7,
            CategoryTaste = 1,
            ProductTaste = 1.5,
            PriceScale = -.15,
            CategoryLevel = rate < 1 ? 1 : .5,
            ExtraPicks = .3,
            QuantitySpread = Math.Min(1.5, .7 * Math.Sqrt(quantities.Average(q => (q - mean) * (q - mean)))),
            QuantityTaste = .4,
        };
    }
}
