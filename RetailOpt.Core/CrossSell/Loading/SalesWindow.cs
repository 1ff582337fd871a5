using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>The days that are looked at, both ends included; null where the sales have no dates.</summary>
/// <param name="From">First day.</param>
/// <param name="AsOf">Last day.</param>
/// <param name="Notices">Rows outside that a person must know of.</param>
internal sealed record SalesWindow(DateOnly? From, DateOnly? AsOf, IReadOnlyList<Notice> Notices)
{
    private static readonly DateOnly Never = new(1900, 1, 1);

    /// <summary>The window that ends on a given day, else on the newest day of the sales that is not after their import.</summary>
    /// <exception cref="InputException">There is no such day.</exception>
    public static async Task<SalesWindow> FindAsync(IQueryEngine data, DateOnly? asOf, int lookback, CancellationToken ct)
    {
        if (!data.Has("sales", "date"))
            return asOf is null ? new(null, null, [new(NoticeLevel.Warning, "The sales have no dates: all of them count, whenever they were.")])
                : throw new InputException($"The sales of '{data.Name}' have no dates, so a day cannot be chosen. Map a column to date, or leave as-of empty.");
        var limit = asOf ?? data.Day ?? DateOnly.MaxValue;
        var (newest, known) = await NewestAsync(data, limit, ct);
        if (newest == Never) throw new InputException(known == 0 ? $"The sales of '{data.Name}' have no dated row."
            : Invariant($"None of the {known:N0} dated rows of '{data.Name}' is on or before {limit:yyyy-MM-dd}{(asOf is null ? ", the day of the import. Give the day to look back from (as-of)" : ". Choose a later day (as-of)")}."));
        var to = asOf ?? newest;
        var from = DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - lookback));
        return new(from, to, await TellAsync(data, from, to, asOf is null, ct));
    }

    private static async Task<(DateOnly Newest, long Dated)> NewestAsync(IQueryEngine data, DateOnly limit, CancellationToken ct)
    {
        var query = new Aggregate("newest day of the sales", "SELECT COALESCE(MAX(CASE WHEN s.date <= $limit THEN s.date END), DATE '1900-01-01'), COUNT(s.date) FROM sales s",
            [new("day", "day", ColumnType.Date), new("dated", "dated", ColumnType.Integer)], new Dictionary<string, object> { ["limit"] = limit });
        await foreach (var batch in data.PullAsync(query, ct)) return (batch.Column<DateOnly>(0)[0], batch.Column<long>(1)[0]);
        throw new InvalidOperationException("An aggregate without groups has one row.");
    }

    private static async Task<IReadOnlyList<Notice>> TellAsync(IQueryEngine data, DateOnly from, DateOnly to, bool chosen, CancellationToken ct)
    {
        var query = new Aggregate("sales outside the window",
            "SELECT COALESCE(SUM(CASE WHEN s.date > $asof THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN s.date < $from THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN s.date IS NULL THEN 1 ELSE 0 END), 0) FROM sales s",
            [new("later", "later", ColumnType.Integer), new("earlier", "earlier", ColumnType.Integer), new("undated", "undated", ColumnType.Integer)],
            new Dictionary<string, object> { ["asof"] = to, ["from"] = from });
        var notices = new List<Notice>();
        await foreach (var batch in data.PullAsync(query, ct))
        {
            var (later, earlier, undated) = (batch.Column<long>(0)[0], batch.Column<long>(1)[0], batch.Column<long>(2)[0]);
            if (later > 0) notices.Add(new(NoticeLevel.Warning, Invariant($"{later:N0} rows of the sales are dated after {to:yyyy-MM-dd}{(chosen ? ", the newest day that is not after their import," : "")} and do not count."), later));
            if (earlier > 0) notices.Add(new(NoticeLevel.Info, Invariant($"{earlier:N0} rows of the sales are before {from:yyyy-MM-dd} and do not count (lookback-days)."), earlier));
            if (undated > 0) notices.Add(new(NoticeLevel.Warning, Invariant($"{undated:N0} rows of the sales have no date and do not count."), undated));
        }
        return notices;
    }
}
