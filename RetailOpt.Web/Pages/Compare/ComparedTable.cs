using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Pages.Compare;

/// <summary>A row of a compared table: what identifies it, and its cells in each run by column key; null where a run lacks the row.</summary>
public sealed record ComparedRow(IReadOnlyList<object?> Identity, IReadOnlyList<IReadOnlyDictionary<string, object?>?> Cells);

/// <summary>The same small table of several runs, its rows found again by the columns that identify them.</summary>
public sealed class ComparedTable
{
    /// <summary>A longer table is read on the runs' own pages.</summary>
    public const int MostRows = 200;

    private ComparedTable(TableSchema schema, IReadOnlyList<ComparedRow> rows, IReadOnlyList<Column> columns)
    {
        (Schema, Rows) = (schema, rows);
        var others = columns.Where(c => !schema.Identity.Contains(c.Key, StringComparer.OrdinalIgnoreCase)).ToArray();
        Differing = [.. others.Where(Differs)];
        Same = [.. others.Except(Differing)];
    }

    /// <summary>The table as the first run has it.</summary>
    public TableSchema Schema { get; }
    /// <summary>The first run's rows in its order, then what other runs have besides.</summary>
    public IReadOnlyList<ComparedRow> Rows { get; }
    /// <summary>Columns in which the runs differ.</summary>
    public IReadOnlyList<Column> Differing { get; }
    /// <summary>Columns in which they agree.</summary>
    public IReadOnlyList<Column> Same { get; }
    /// <summary>The columns that identify a row.</summary>
    public IEnumerable<Column> Identity => Schema.Identity.Select(key => Schema[key]);

    /// <summary>The first table of the first run that belongs into a workbook, has rows that can be found again, and is short in every run; null when there is none.</summary>
    public static StoredTable? Choose(IReadOnlyList<RunRecord> runs) => runs[0].Tables.FirstOrDefault(t => t.Schema is { InWorkbook: true, Identity.Count: > 0 } && runs.All(r => Find(r, t) is { Rows: <= MostRows }));

    /// <summary>Reads a table of every run; call it off the page's thread.</summary>
    public static ComparedTable Read(IReadOnlyList<RunRecord> runs, StoredTable table, IRunStore store)
    {
        var (keys, rows) = (table.Schema.Identity, new Dictionary<string, ComparedRow>(StringComparer.Ordinal));
        for (var place = 0; place < runs.Count; place++)
        {
            var read = store.Read(runs[place].Id, table.Schema.Name);
            foreach (var cells in read.Read())
            {
                var row = read.Schema.Columns.Select((c, i) => (c.Key, cells[i])).ToDictionary(c => c.Key, c => c.Item2, StringComparer.OrdinalIgnoreCase);
                object?[] identity = [.. keys.Select(k => row.GetValueOrDefault(k))];
                var id = string.Join('\u001f', identity.Select(OptionSchema.Format));
                if (!rows.TryGetValue(id, out var found)) rows[id] = found = new(identity, new IReadOnlyDictionary<string, object?>?[runs.Count]);
                ((IReadOnlyDictionary<string, object?>?[])found.Cells)[place] = row;
            }
        }
        return new(table.Schema, [.. rows.Values], [.. runs.SelectMany(r => Find(r, table)!.Schema.Columns).DistinctBy(c => c.Key, StringComparer.OrdinalIgnoreCase)]);
    }

    private static StoredTable? Find(RunRecord run, StoredTable table) => run.Tables.FirstOrDefault(t => t.Schema.Name.Equals(table.Schema.Name, StringComparison.OrdinalIgnoreCase));

    private bool Differs(Column column) => Rows.Any(r => r.Cells.Any(c => !Equals(c?.GetValueOrDefault(column.Key), r.Cells[0]?.GetValueOrDefault(column.Key))));
}
