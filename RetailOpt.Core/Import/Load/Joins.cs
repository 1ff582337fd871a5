using RetailOpt.Core.Engines.DuckDb;

namespace RetailOpt.Core.Import.Load;

/// <summary>Rows of one table whose key another table does not have.</summary>
internal sealed record Unjoined(string From, string To, string Key, long Rows, long Of, string Example);

/// <summary>Holds tables that came in files of their own against each other: a sale should find its product.</summary>
internal sealed class Joins(DuckDbSession session, CancellationToken ct)
{
    private static readonly (string From, string To, string Key)[] References =
    [
        ("sales", "products", "product"), ("sales", "stores", "store"), ("sales", "accounts", "account"), ("sales", "clusters", "store"), ("sales", "campaigns", "campaign"),
        ("promotions", "products", "product"), ("promotions", "stores", "store"), ("supply", "products", "product"), ("price_bounds", "products", "product"),
        ("campaign_targets", "campaigns", "campaign"), ("campaign_targets", "accounts", "account"), ("campaign_products", "campaigns", "campaign"),
        ("campaign_products", "products", "product"), ("coupon_redemptions", "campaigns", "campaign"), ("coupon_redemptions", "accounts", "account"),
    ];

    /// <param name="tables">Files of each table, with the columns that are there.</param>
    /// <param name="own">Tables that a file of their own fills; what a sales file says beside joins by itself.</param>
    public IReadOnlyList<Unjoined> Check(IReadOnlyDictionary<string, (IReadOnlyList<string> Files, IReadOnlyList<string> Columns)> tables, IReadOnlySet<string> own)
    {
        var found = new List<Unjoined>();
        foreach (var (from, to, key) in References)
        {
            if (!own.Contains(to) || !tables.TryGetValue(from, out var left) || !left.Columns.Contains(key) || !tables.TryGetValue(to, out var right)) continue;
            var sql = $"""
                SELECT coalesce(sum(n) FILTER (WHERE there IS NULL), 0)::BIGINT, coalesce(sum(n), 0)::BIGINT, coalesce(min(k) FILTER (WHERE there IS NULL), '')
                FROM (SELECT {Sql.Name(key)} AS k, count(*) AS n FROM {Sql.Parquet(left.Files)} WHERE {Sql.Name(key)} IS NOT NULL GROUP BY 1)
                LEFT JOIN (SELECT DISTINCT {Sql.Name(key)} AS there FROM {Sql.Parquet(right.Files)}) ON k = there
                """;
            var (rows, of, example) = session.List(sql, r => (r.GetInt64(0), r.GetInt64(1), r.GetString(2)), ct)[0];
            if (rows > 0) found.Add(new(from, to, key, rows, of, example));
        }
        return found;
    }
}
