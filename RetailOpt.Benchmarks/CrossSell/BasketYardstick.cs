using RetailOpt.Core.Engines.DuckDb;

namespace RetailOpt.Benchmarks.CrossSell;

/// <summary>What the embedded engine does with the same baskets: every pair of items counted by a self-join.</summary>
internal sealed class BasketYardstick(string dataFolder, string work) : IDisposable
{
    private readonly DuckDbInstance _instance = new([dataFolder, work], work, DuckDbHost.DefaultRuns with { Threads = 1 });

    /// <summary>Reads a basket file and counts the pairs in at least so many baskets.</summary>
    public long Pairs(string path, char separator, int minCount)
    {
        using var session = _instance.Open();
        Load(session, path, separator);
        return Join(session, minCount);
    }

    /// <summary>The lines of a basket file as a table.</summary>
    public static void Load(DuckDbSession session, string path, char separator) => session.Execute($"""
        CREATE OR REPLACE TEMP TABLE lines AS
        SELECT basket, unnest(list_distinct(string_split(trim(line), '{separator}'))) AS item
        FROM (SELECT row_number() OVER () AS basket, line FROM read_csv({Sql.Text(path)}, columns = {"{'line': 'VARCHAR'}"}, header = false, delim = '\t', quote = '', escape = '', auto_detect = false))
        """);

    /// <summary>The self-join of that table.</summary>
    public static long Join(DuckDbSession session, int minCount) => session.Scalar<long>($"""
        SELECT count(*) FROM (SELECT a.item, b.item FROM lines a JOIN lines b ON a.basket = b.basket WHERE a.item < b.item GROUP BY a.item, b.item HAVING count(*) >= {minCount})
        """);

    /// <summary>A session of its own, to load and to join apart.</summary>
    public DuckDbSession Open() => _instance.Open();

    /// <summary>UCI Online Retail as a basket file: no cancelled or adjustment invoices, sold units only, codes that begin with five digits, in capitals.</summary>
    public string OnlineRetail(string csv)
    {
        var path = Path.Combine(work, "online_retail.dat");
        using var session = _instance.Open();
        session.Execute($"""
            COPY (SELECT string_agg(DISTINCT upper(StockCode), ' ') FROM read_csv({Sql.Text(csv)}, all_varchar = true)
                  WHERE NOT InvoiceNo LIKE 'C%' AND NOT InvoiceNo LIKE 'A%' AND CAST(Quantity AS INTEGER) > 0 AND regexp_matches(StockCode, '^[0-9]{"{5}"}') GROUP BY InvoiceNo ORDER BY InvoiceNo)
            TO {Sql.Text(path)} (FORMAT csv, HEADER false, DELIMITER '\t', QUOTE '')
            """);
        return path;
    }

    public void Dispose() => _instance.Dispose();
}
