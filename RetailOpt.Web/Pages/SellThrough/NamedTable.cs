using RetailOpt.Core.Tables;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>A table of ids with the names behind its columns, so that they are found by a search: of the stores (or accounts) "str_code" names, and of the products "spu_code" names.</summary>
/// <param name="table">The table.</param>
/// <param name="names">The names.</param>
/// <param name="many">"stores" or "accounts".</param>
internal sealed class NamedTable(IIndexedTable table, Names names, string many) : IIndexedTable
{
    private readonly (string Table, int Column, Column Name)[] added =
    [
        .. new[] { (Table: many, Key: "str_code", Name: new Column("store_name", "Store, by name", ColumnType.Text)), (Table: "products", Key: "spu_code", Name: new Column("product_name", "Product, by name", ColumnType.Text)) }
            .Where(a => names.Has(a.Table) && table.Schema.IndexOf(a.Key) >= 0).Select(a => (a.Table, table.Schema.IndexOf(a.Key), a.Name)),
    ];

    public TableSchema Schema => field ??= table.Schema with { Columns = [.. table.Schema.Columns, .. added.Select(a => a.Name)] };
    public long? Count => table.Count;

    public object? Cell(int row, int column)
    {
        if (column < table.Schema.Columns.Count) return table.Cell(row, column);
        var (of, id, _) = added[column - table.Schema.Columns.Count];
        return names.Of(of, (string)table.Cell(row, id)!);
    }

    public IEnumerable<object?[]> Read() => table.Read().Select(cells => (object?[])[.. cells, .. added.Select(a => names.Of(a.Table, (string)cells[a.Column]!))]);
}
