using CsCheck;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Support;

/// <summary>A table of rows in memory.</summary>
internal sealed record RowTable(TableSchema Schema, IReadOnlyList<object?[]> Rows) : IResultTable
{
    public long? Count => Rows.Count;
    public IEnumerable<object?[]> Read() => Rows;

    public static RowTable Of(string name, IReadOnlyList<Column> columns, params IReadOnlyList<object?[]> rows) => new(new TableSchema(name, name, columns, [], []), rows);
}

/// <summary>Random tables with awkward names, texts, numbers and empty cells.</summary>
internal static class RandomTables
{
    private static readonly string[] Names = ["plain", "with space", "quo\"te", "it's", "select", "Ünïcode", "a;b--", "c%_"];
    private static readonly string[] Words = ["", " ", "a", "A", "ab", "Ab", "äÄ", "100%", "under_score", "back\\slash", "quo'te", "dou\"ble", "=1+1", "line\nbreak", "'; DROP TABLE t; --", "汉字", "😀"];

    /// <summary>A column of each type, named awkwardly.</summary>
    public static readonly IReadOnlyList<Column> Columns = [.. Enum.GetValues<ColumnType>().Select((type, i) => new Column(Names[i], Names[i], type)), new Column(Names[7], Names[7], ColumnType.Text)];

    public static readonly Gen<object?[]> Row = Gen.Select(
        Of(Words), Gen.Long[-3, 3], Of(-1.5, 0, 1e-9, 2.25, 1e300), Gen.Int[-30000, 30000], Of(0, .25, 1), Gen.Int[0, 4], Gen.Bool, Gen.Int[0, 255])
        .Select((text, whole, real, money, share, day, flag, empty) =>
        {
            object?[] cells = [text, whole, real, money / 10_000m, share, new DateOnly(2024, 2, 28).AddDays(day), flag, text.Length > 2 ? text[1..] : text];
            for (var i = 0; i < cells.Length; i++) if ((empty >> i & 7) == 7) cells[i] = null;
            return cells;
        });

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Gen<RowTable> UpTo(int most) => Row.List[0, most].Select(rows => RowTable.Of("random", Columns, rows));
}
