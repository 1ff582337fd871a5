using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Engines;

/// <summary>A portable query.</summary>
/// <param name="Name">Its name, for progress and the cache.</param>
/// <param name="Sql">Portable SQL over the canonical tables by their names.</param>
/// <param name="Columns">What it returns, in the order of its select list.</param>
/// <param name="Arguments">Values of its parameters: string, long, double, decimal, DateOnly or bool.</param>
/// <param name="Keep">Whether the answer is kept in the cache (small aggregates), or streamed afresh (baskets).</param>
/// <param name="Coded">Text columns whose texts repeat and are wanted as numbers, see <see cref="Batch.Codes"/>.</param>
public sealed record Aggregate(
    string Name, string Sql, IReadOnlyList<Column> Columns, IReadOnlyDictionary<string, object>? Arguments = null, bool Keep = true, IReadOnlyList<string>? Coded = null);

/// <summary>
/// Some rows of an aggregate, by column: string?[], long[], double[], decimal[], DateOnly[] or bool[] by the column's type.
/// Nulls: null text, NaN in numbers and shares; other columns must not be null (write COALESCE).
/// </summary>
public sealed class Batch
{
    private readonly IReadOnlyList<Array> _columns;
    private readonly IReadOnlyList<IReadOnlyList<string>?> _texts;
    private readonly Array?[] _made;

    /// <summary>A batch of these columns; money comes in ten-thousandths as long[], a coded text as int[].</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Cells of each column.</param>
    /// <param name="texts">The texts of each coded column; null for the others.</param>
    internal Batch(int rows, IReadOnlyList<Array> columns, IReadOnlyList<IReadOnlyList<string>?> texts) =>
        (Rows, _columns, _texts, _made) = (rows, columns, texts, new Array?[columns.Count]);

    /// <summary>Rows in this batch.</summary>
    public int Rows { get; }

    /// <summary>The cells of a column.</summary>
    public T[] Column<T>(int index) => _columns[index] as T[] ?? (T[])(_made[index] ??= Made<T>(index));

    /// <summary>The cells of a column of money in ten-thousandths: exact, and quicker to add up.</summary>
    public long[] Units(int index) => (long[])_columns[index];

    /// <summary>The cells of a coded column: the place of each cell's text among <see cref="Texts"/>, the same in all batches of a pull; -1 for an empty cell.</summary>
    public int[] Codes(int index) => (int[])_columns[index];

    /// <summary>The different texts of a coded column so far, in the order in which they came; it grows from batch to batch.</summary>
    public IReadOnlyList<string> Texts(int index) => _texts[index] ?? throw new InvalidOperationException($"Column {index} is not coded.");

    private Array Made<T>(int index) => _columns[index] switch
    {
        long[] units when typeof(T) == typeof(decimal) => Array.ConvertAll(units, Amount),
        int[] codes when typeof(T) == typeof(string) => Array.ConvertAll(codes, c => c < 0 ? null : Texts(index)[c]),
        var other => throw new InvalidCastException($"Column {index} holds {other.GetType().GetElementType()}, not {typeof(T)}."),
    };

    private static decimal Amount(long units)
    {
        var size = units < 0 ? 0UL - (ulong)units : (ulong)units;
        return new decimal((int)(uint)size, (int)(uint)(size >> 32), 0, units < 0, 4);
    }
}
