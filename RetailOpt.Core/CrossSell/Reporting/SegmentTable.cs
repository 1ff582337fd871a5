using RetailOpt.Core.CrossSell.Loading;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Reporting;

/// <summary>The segments and what their accounts buy.</summary>
internal static class SegmentTable
{
    private readonly record struct Line(string Name, string From, int Accounts, int Baskets, double Net);

    private static readonly TableLayout<Line> Layout = new TableLayout<Line>("segments", "Segments")
        .Text("segment", "Segment", l => l.Name).Text("source", "Where from", l => l.From).Integer("accounts", "Accounts", l => l.Accounts).Integer("baskets", "Baskets", l => l.Baskets)
        .Money("sales", "Net sales", l => l.Net).Money("mean_basket", "Mean basket", l => l.Net / l.Baskets)
        .Number("account_baskets", "Baskets of an account", l => (double)l.Baskets / l.Accounts).Money("account_sales", "Net sales of an account", l => l.Net / l.Accounts).OrderBy("segment").IdentifiedBy("segment");

    /// <summary>A row for everybody and one for each segment, by name.</summary>
    public static IResultTable Of(Purchases purchases)
    {
        var segments = purchases.Segments;
        var (baskets, net) = (new int[segments.Names.Count], new long[segments.Names.Count]);
        var all = 0L;
        for (var b = 0; b < purchases.Count; b++)
        {
            all += purchases.NetOf(b);
            if (purchases.SegmentOf(b) is not (var s and >= 0)) continue;
            baskets[s]++;
            net[s] += purchases.NetOf(b);
        }
        var lines = segments.Names.Select((name, s) => new Line(name, ComputedSegments.Words(segments.Method), segments.Of.Count(o => o == s), baskets[s], net[s] / Purchases.Minor))
            .Append(new(Transactions.Everybody, "everybody", purchases.Accounts.Count, purchases.Count, all / Purchases.Minor));
        return Layout.Of([.. lines.OrderBy(l => l.Name, StringComparer.Ordinal)]);
    }
}
