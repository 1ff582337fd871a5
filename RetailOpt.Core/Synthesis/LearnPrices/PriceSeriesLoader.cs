using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Synthesis.Prices;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.LearnPrices;

/// <summary>Reads the weekly prices of every product, in every store where stores are known.</summary>
internal sealed class PriceSeriesLoader(IQueryEngine data)
{
    private sealed class Sums
    {
        public long Net, Discount, Units;
        public bool? Display, Mailer;
    }

    private readonly SalesAmount _amount = SalesAmount.Of(data, "s");
    private readonly bool _flags = data.Has("sales", "display") || data.Has("sales", "feature");

    /// <summary>The series, by product and store; the number of rows without a usable price is told.</summary>
    public async Task<(IReadOnlyList<PriceSeries> Series, IReadOnlyList<Notice> Notices)> LoadAsync(IWork work, CancellationToken ct)
    {
        if (!data.Has("sales", "product") || !data.Has("sales", "date")) throw new InputException($"The sales of '{data.Name}' must name a product and a date. Map a column to each.");
        if (!data.Has("sales", "quantity")) throw new InputException($"The sales of '{data.Name}' have no quantity, so there is no unit price. Map a column to quantity.");
        if (!data.Has("sales", "amount") && !data.Has("sales", "unit_price")) throw new InputException($"The sales of '{data.Name}' have no prices. Map a column to amount or to unit price.");
        var (rows, unusable, first) = (new List<(string Product, string Store, int Day, Sums Sums)>(), 0L, int.MaxValue);
        await foreach (var batch in data.PullAsync(Query(), ct))
        {
            var (products, stores, days) = (batch.Column<string?>(0), batch.Column<string?>(1), batch.Column<DateOnly>(2));
            var (net, units, discount) = (batch.Units(3), batch.Units(4), batch.Units(5));
            var (display, mailer) = (batch.Column<bool>(6), batch.Column<bool>(7));
            for (var i = 0; i < batch.Rows; i++)
            {
                if (products[i] is null || units[i] <= 0 || net[i] + Math.Abs(discount[i]) <= 0 || net[i] < 0)
                {
                    unusable++;
                    continue;
                }
                first = Math.Min(first, days[i].DayNumber);
                rows.Add((products[i]!, stores[i] ?? "", days[i].DayNumber, new() { Net = net[i], Units = units[i], Discount = Math.Abs(discount[i]), Display = _flags ? display[i] : null, Mailer = _flags ? mailer[i] : null }));
            }
            work.Report(null, "Reading prices", $"{rows.Count:N0} product-days");
        }
        if (rows.Count == 0) throw new InputException($"'{data.Name}' has no row with a price and a quantity above 0.");
        var promoted = await PromotedAsync(ct);
        PriceSeries[] series = [.. rows.GroupBy(r => (r.Product, r.Store)).OrderBy(g => g.Key.Product, StringComparer.Ordinal).ThenBy(g => g.Key.Store, StringComparer.Ordinal)
            .Select(g => new PriceSeries(g.Key.Product, [.. g.GroupBy(r => (r.Day - first) / 7).OrderBy(w => w.Key).Select(w => WeekOf(w.Key, [.. w.Select(r => r.Sums)], promoted.GetValueOrDefault((g.Key.Product, w.Key))))]))];
        return (series, unusable == 0 ? [] : [new(NoticeLevel.Info, $"{data.Name}: {unusable:N0} product-days without a price or a quantity above 0 are left out.", unusable)]);
    }

    private Aggregate Query()
    {
        var store = data.Has("sales", "store") ? "s.store" : "''";
        var list = data.Has("sales", "list_price") ? $"CASE WHEN s.list_price * s.quantity > {_amount.Sql} THEN s.list_price * s.quantity - {_amount.Sql} ELSE 0 END" : "0";
        var discount = data.Has("sales", "discount") ? "CASE WHEN s.discount < 0 THEN -s.discount ELSE COALESCE(s.discount, 0) END" : list;
        string Flag(string column) => data.Has("sales", column) ? $"max(CASE WHEN s.{column} THEN 1 ELSE 0 END) = 1" : "(1 = 0)";
        return new("weekly prices", $"""
            SELECT s.product, {store} AS store, s.date, CAST(sum({_amount.Sql}) AS DECIMAL(18,4)), CAST(sum(s.quantity) AS DECIMAL(18,4)), CAST(sum({discount}) AS DECIMAL(18,4)), {Flag("display")}, {Flag("feature")}
            FROM sales s WHERE s.quantity > 0 GROUP BY s.product, {store}, s.date ORDER BY s.product, store, s.date
            """, [new("product", "product", ColumnType.Text), new("store", "store", ColumnType.Text), new("date", "date", ColumnType.Date), .. new[] { "net", "units", "discount" }.Select(k => new Column(k, k, ColumnType.Money)),
                new("display", "display", ColumnType.Flag), new("mailer", "mailer", ColumnType.Flag)]);
    }

    private static PriceWeek WeekOf(int week, Sums[] days, (bool? Display, bool? Mailer) known)
    {
        var (net, discount, units) = (days.Sum(d => d.Net) / 1e4, days.Sum(d => d.Discount) / 1e4, days.Sum(d => d.Units) / 1e4);
        bool? Any(Func<Sums, bool?> flag) => days.Any(d => flag(d) is not null) ? days.Any(d => flag(d) is true) : null;
        return new(week, (net + discount) / units, Promotions.Depth(net, discount), known.Display ?? Any(d => d.Display), known.Mailer ?? Any(d => d.Mailer));
    }

    /// <summary>What the promotions say of a product's week in any store; a product's week without a row is unknown.</summary>
    private async Task<Dictionary<(string Product, int Week), (bool? Display, bool? Mailer)>> PromotedAsync(CancellationToken ct)
    {
        var promoted = new Dictionary<(string, int), (bool? Display, bool? Mailer)>();
        if (!data.Has("promotions", "week") || !data.Has("promotions", "product")) return promoted;
        string Shown(string column) => data.Has("promotions", column) ? $"max(CASE WHEN p.{column} IS NULL OR p.{column} = '0' OR p.{column} = '' THEN 0 ELSE 1 END) = 1" : "(1 = 0)";
        var query = new Aggregate("promotions", $"SELECT p.product, p.week, {Shown("display")}, {Shown("mailer")} FROM promotions p GROUP BY p.product, p.week ORDER BY p.product, p.week",
            [new("product", "product", ColumnType.Text), new("week", "week", ColumnType.Integer), new("display", "display", ColumnType.Flag), new("mailer", "mailer", ColumnType.Flag)]);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
                if (batch.Column<string?>(0)[i] is { } product) promoted[(product, (int)batch.Column<long>(1)[i] - 1)] = (batch.Column<bool>(2)[i], batch.Column<bool>(3)[i]);
        return promoted;
    }
}
