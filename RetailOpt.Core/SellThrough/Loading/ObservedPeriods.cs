using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>
/// The periods in which sales and supply are looked at: they begin where supply arrives, so that what ran out before the next delivery can be told
/// from what did not sell. Where deliveries have more than <see cref="Most"/> days, or none, the days are cut into equal periods.
/// </summary>
internal static class ObservedPeriods
{
    public const int Most = 60;
    private const int Equal = 13;

    /// <summary>First days of the periods, ascending; empty where sales have no dates.</summary>
    public static async Task<DateOnly[]> OfAsync(IQueryEngine data, SalesPeriod sales, SalesPeriod? supply, CancellationToken ct)
    {
        if (!data.Has("sales", "date")) return [];
        var sold = await DaysAsync(data, "sales", "s", sales, ct);
        if (sold.Count == 0) return [];
        var delivered = supply is not null && data.Has("supply", "date") ? await DaysAsync(data, "supply", "u", supply, ct) : [];
        if (delivered.Count is > 0 and <= Most) return [.. delivered];
        var first = delivered.Count > 0 && delivered[0] < sold[0] ? delivered[0] : sold[0];
        var days = sold[^1].DayNumber - first.DayNumber + 1;
        var periods = Math.Min(Equal, days);
        return [.. Enumerable.Range(0, periods).Select(p => first.AddDays((int)((long)p * days / periods)))];
    }

    private static async Task<List<DateOnly>> DaysAsync(IQueryEngine data, string table, string alias, SalesPeriod period, CancellationToken ct)
    {
        var days = new List<DateOnly>();
        var filter = period.Where.Length == 0 ? $" WHERE {alias}.date IS NOT NULL" : $"{period.Where} AND {alias}.date IS NOT NULL";
        var query = new Aggregate($"days of {table}", $"SELECT {alias}.date FROM {table} {alias}{filter} GROUP BY {alias}.date ORDER BY 1", [new("date", "date", ColumnType.Date)], period.Arguments);
        await foreach (var batch in data.PullAsync(query, ct)) days.AddRange(batch.Column<DateOnly>(0));
        return days;
    }

    /// <summary>The number of a row's period in portable SQL; days before the second period, and rows without a day, belong to the first.</summary>
    public static string Sql(string alias, DateOnly[] starts, Dictionary<string, object> arguments)
    {
        if (starts.Length < 2) return "0";
        for (var p = 1; p < starts.Length; p++) arguments[FormattableString.Invariant($"start{p}")] = starts[p];
        var cases = Enumerable.Range(1, starts.Length - 1).Reverse().Select(p => FormattableString.Invariant($"WHEN {alias}.date >= $start{p} THEN {p}"));
        return $"CASE {string.Join(' ', cases)} ELSE 0 END";
    }
}
