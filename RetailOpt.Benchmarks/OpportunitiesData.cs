using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Benchmarks;

/// <summary>
/// A chain of 5,000 stores in 50 clusters and a hundred products for each 50,000 rows, dealt over categories of about 200. One product in 25 is
/// carried by 90 to 100 percent of the stores and sells well; the others by about 6 percent. So some 2 percent of the rows' number are opportunities.
/// Rows say their category, as the source's files do.
/// </summary>
internal static class OpportunitiesData
{
    public const int Stores = 5_000, Clusters = 50, RowsOfAProduct = 500;

    /// <summary>Writes the dataset of about so many rows; returns its id and the Parquet file of its sales.</summary>
    public static async Task<(string Id, string Sales, long Rows)> WriteAsync(Home home, DuckDbHost host, DatasetDraft draft, DatasetStore store, long rows)
    {
        var products = (int)(rows / RowsOfAProduct);
        var folder = draft.WorkFolder;
        string Part(string name) => Path.Combine(folder, name + ".parquet");
        await host.Runs.RunAsync(session =>
        {
            // the hash of the pair decides whether the store carries the product
            session.Execute($"""
                COPY (SELECT store, product, category, subcategory, CAST(3 + hash(p, s, 3) % 5 AS DECIMAL(18,4)) AS quantity, CAST(((hash(p, s, 2) % 10000) / 100.0 + 51) * (CASE WHEN p % 25 = 0 THEN 3 ELSE 1 END) AS DECIMAL(18,4)) AS amount
                FROM (SELECT s, printf('%05d', s) AS store FROM range({Stores}) a(s)), (SELECT p, product, printf('Category %02d', k // 10) AS category, printf('Shelf %04d', k) AS subcategory, q
                    FROM (SELECT p, printf('P%06d', p) AS product, CAST(hash(p, 4) % {Math.Max(1, products / 200)} AS INTEGER) AS k, CASE WHEN p % 25 = 0 THEN 900000 + hash(p, 1) % 100000 ELSE 64583 END AS q FROM range({products}) b(p)))
                WHERE hash(p, s) % 1000000 < q) TO {Sql.Text(Part("sales"))} ({ParquetFile.Format})
                """);
            session.Execute($"COPY (SELECT printf('%05d', s) AS store, printf('C%02d', s % {Clusters}) AS cluster FROM range({Stores}) a(s) ORDER BY 1) TO {Sql.Text(Part("clusters"))} ({ParquetFile.Format})");
            return true;
        }, default);
        foreach (var (table, columns) in new[] { ("sales", "store product category subcategory quantity amount"), ("clusters", "store cluster") })
        {
            var schema = Canonical.Tables[table];
            draft.Adopt(schema with { Columns = [.. columns.Split(' ').Select(c => schema[c])], TotalOrder = [] }, Part(table));
        }
        draft.Describe($"bench {rows}", "", new Dictionary<string, string>());
        var manifest = await draft.FinishAsync(default);
        draft.Commit();
        var sales = manifest.Tables.Single(t => t.Schema.Name == "sales");
        return (manifest.Id, Path.Combine(home.Datasets, manifest.Id, sales.Parts[0]), sales.Rows);
    }
}
