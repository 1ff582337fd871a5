using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RetailOpt.Core.Tables;

namespace RetailOpt.Cli;

/// <summary>Plain aligned columns: numbers to the right, text to the left.</summary>
internal static class TextTable
{
    private const int Widest = 100;

    public static string Of(Look look, TableSchema schema, IReadOnlyList<object?[]> rows)
    {
        var shown = Enumerable.Range(0, schema.Columns.Count).Where(i => !look.Hides(schema.Columns[i].Key) && rows.Any(r => r[i] is not null)).ToArray();
        var cells = rows.Select(row => shown.Select(i => look.Text(schema, row, i)).ToArray());
        return Of(cells.Prepend([.. shown.Select(i => schema.Columns[i].Key)]), i => schema.Columns[shown[i]].Type is not (ColumnType.Text or ColumnType.Flag or ColumnType.Date));
    }

    public static string Of(IEnumerable<string[]> rows) => Of(rows, column => column == 1);

    private static string Of(IEnumerable<string[]> rows, Func<int, bool> right)
    {
        var lines = rows.Select(row => row.Select(Cut).ToArray()).ToArray();
        var widths = Enumerable.Range(0, lines.Max(l => l.Length)).Select(i => lines.Max(l => l[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
            text.AppendLine(string.Join("  ", line.Select((cell, i) => right(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
        return text.ToString();
    }

    private static string Cut(string cell) => cell.Length <= Widest ? cell : cell[..(Widest - 1)] + "…";
}

/// <summary>A cell as invariant text and as JSON.</summary>
internal static class Cells
{
    public static string Text(object? cell, ColumnType type, string? unit = null) => (cell, type) switch
    {
        (null, _) => "",
        (double units, ColumnType.Number) when unit == "units" => units.ToString("#,##0.0", CultureInfo.InvariantCulture),
        (double share, ColumnType.Percent) => share.ToString("0.00%", CultureInfo.InvariantCulture),
        (double amount, ColumnType.Money) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture),
        (double whole, ColumnType.Integer) => whole.ToString("#,##0", CultureInfo.InvariantCulture),
        (double number, _) when Math.Abs(number) is >= 1000 and < 1e15 => number.ToString("#,##0.#", CultureInfo.InvariantCulture),
        (double number, _) => number.ToString("G6", CultureInfo.InvariantCulture),
        (decimal money, _) => money.ToString("#,##0.00", CultureInfo.InvariantCulture),
        (long number, _) => number.ToString("#,##0", CultureInfo.InvariantCulture),
        _ => OptionSchema.Format(cell),
    };

    public static JsonNode? Json(object? cell) => cell switch
    {
        null => null,
        double number => JsonValue.Create(number),
        decimal money => JsonValue.Create(money),
        long whole => JsonValue.Create(whole),
        int whole => JsonValue.Create(whole),
        bool flag => JsonValue.Create(flag),
        Enum choice => JsonValue.Create(OptionFlags.Hyphened(choice.ToString())),
        _ => JsonValue.Create(OptionSchema.Format(cell)),
    };
}
