namespace RetailOpt.Core.Tables;

/// <summary>A table that an analysis made: a schema and lazily enumerated rows.</summary>
public interface IResultTable
{
    /// <summary>Columns and order.</summary>
    TableSchema Schema { get; }
    /// <summary>Number of rows where it is known without enumerating, else null.</summary>
    long? Count { get; }
    /// <summary>The rows in the table's total order; a cell is null or of its column's <see cref="Column.CellType"/>.</summary>
    IEnumerable<object?[]> Read();
}

/// <summary>A table whose cells can be had one by one, so that showing a page of it does not make all its rows.</summary>
public interface IIndexedTable : IResultTable
{
    /// <summary>A cell by its row, counted in the table's total order from 0, and its column.</summary>
    object? Cell(int row, int column);
}

/// <summary>Describes a table of <typeparamref name="TRow"/> once: column by column, each with how to read its cell.</summary>
/// <example><code>
/// static readonly TableLayout&lt;Line&gt; Layout = new TableLayout&lt;Line&gt;("SUMMARY", "Scenarios")
///     .Text("SCENARIO", "Scenario", r =&gt; r.Name).Money("DEMAND", "Demand", r =&gt; r.Demand).OrderBy("SCENARIO");
/// IResultTable table = Layout.Of(lines);
/// </code></example>
public sealed class TableLayout<TRow>(string name, string title, bool inWorkbook = true)
{
    private readonly List<Column> _columns = [];
    private readonly List<Func<TRow, object?>> _cells = [];
    private SortKey[] _order = [];
    private string[] _identity = [];
    private TableSchema? _schema;

    /// <summary>The schema described so far; the layout is closed by the first read.</summary>
    public TableSchema Schema => _schema ??= new TableSchema(name, title, _columns.ToArray(), _order, _identity, inWorkbook);

    /// <summary>Adds a text column.</summary>
    public TableLayout<TRow> Text(string key, string label, Func<TRow, string?> cell, string? help = null) => Add(key, label, ColumnType.Text, null, help, cell);
    /// <summary>Adds a whole-number column.</summary>
    public TableLayout<TRow> Integer(string key, string label, Func<TRow, long?> cell, string? unit = null, string? help = null) => Add(key, label, ColumnType.Integer, unit, help, r => cell(r));
    /// <summary>Adds a number column; NaN and infinities become null.</summary>
    public TableLayout<TRow> Number(string key, string label, Func<TRow, double?> cell, string? unit = null, string? help = null) => Add(key, label, ColumnType.Number, unit, help, r => Finite(cell(r)));
    /// <summary>Adds a column of money, given in currency units; NaN and infinities become null, kept to 4 decimals.</summary>
    public TableLayout<TRow> Money(string key, string label, Func<TRow, double?> cell, string? help = null) =>
        Add(key, label, ColumnType.Money, null, help, r => Finite(cell(r)) is { } v ? (object)Math.Round((decimal)v, 4) : null);
    /// <summary>Adds a share, as a fraction; NaN and infinities become null.</summary>
    public TableLayout<TRow> Percent(string key, string label, Func<TRow, double?> cell, string? help = null) => Add(key, label, ColumnType.Percent, null, help, r => Finite(cell(r)));
    /// <summary>Adds a column of days.</summary>
    public TableLayout<TRow> Date(string key, string label, Func<TRow, DateOnly?> cell, string? help = null) => Add(key, label, ColumnType.Date, null, help, r => cell(r));
    /// <summary>Adds a yes-or-no column.</summary>
    public TableLayout<TRow> Flag(string key, string label, Func<TRow, bool?> cell, string? help = null) => Add(key, label, ColumnType.Flag, null, help, r => cell(r));

    /// <summary>Sets the total order; a leading minus sorts down.</summary>
    public TableLayout<TRow> OrderBy(params string[] keys)
    {
        _order = [.. keys.Select(k => k[0] == '-' ? new SortKey(k[1..], true) : new SortKey(k))];
        return this;
    }

    /// <summary>Sets the columns that identify a row across runs.</summary>
    public TableLayout<TRow> IdentifiedBy(params string[] keys)
    {
        _identity = keys;
        return this;
    }

    /// <summary>A table of these rows, which must come in the layout's total order; of a list it is an <see cref="IIndexedTable"/>.</summary>
    public IResultTable Of(IReadOnlyCollection<TRow> rows) => rows is IReadOnlyList<TRow> list ? new ListTable(this, list) : new Table(this, rows, rows.Count);

    /// <summary>A table of rows made as they are read.</summary>
    public IResultTable Of(IEnumerable<TRow> rows, long? count) => new Table(this, rows, count);

    private TableLayout<TRow> Add(string key, string label, ColumnType type, string? unit, string? help, Func<TRow, object?> cell)
    {
        if (_schema is not null) throw new InvalidOperationException($"Table {name} is already in use; describe it before reading it.");
        _columns.Add(new Column(key, label, type, unit, help));
        _cells.Add(cell);
        return this;
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private sealed class ListTable(TableLayout<TRow> layout, IReadOnlyList<TRow> rows) : Table(layout, rows, rows.Count), IIndexedTable
    {
        private readonly List<Func<TRow, object?>> cells = layout._cells;

        public object? Cell(int row, int column) => cells[column](rows[row]);
    }

    private class Table(TableLayout<TRow> layout, IEnumerable<TRow> rows, long? count) : IResultTable
    {
        public TableSchema Schema => layout.Schema;
        public long? Count => count;

        public IEnumerable<object?[]> Read()
        {
            foreach (var row in rows)
            {
                var cells = new object?[layout._cells.Count];
                for (var i = 0; i < cells.Length; i++) cells[i] = layout._cells[i](row);
                yield return cells;
            }
        }
    }
}
