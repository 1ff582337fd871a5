using RetailOpt.Core.Tables;

namespace RetailOpt.Cli;

/// <summary>How a table is shown on a terminal: which columns are left to the files, and which numbers are read otherwise than their column's type.</summary>
internal sealed class Look
{
    private static readonly Look Plain = new();
    private static readonly Look Scenarios = new() { _hidden = ["NUMBER", "GAP_AT_MOST", "HORIZON"], _read = Target };

    private HashSet<string> _hidden = [];
    private Func<TableSchema, object?[], int, (ColumnType Type, string? Unit)?> _read = (_, _, _) => null;

    /// <summary>The look of a result table.</summary>
    public static Look Of(string analysis, TableSchema schema) => (analysis, schema.Name) == ("price", "SUMMARY") ? Scenarios : Plain;

    /// <summary>Whether a column is left out.</summary>
    public bool Hides(string column) => _hidden.Contains(column);

    /// <summary>A cell's text.</summary>
    public string Text(TableSchema schema, object?[] row, int column)
    {
        var (type, unit) = _read(schema, row, column) ?? (schema.Columns[column].Type, schema.Columns[column].Unit);
        return Cells.Text(row[column], type, unit);
    }

    // the target of a scenario is a markdown, an amount or units
    private static (ColumnType, string?)? Target(TableSchema schema, object?[] row, int column) =>
        !schema.Columns[column].Key.StartsWith("TARGET", StringComparison.Ordinal) ? null : row[schema.IndexOf("SCENARIO")] switch
        {
            "TGT_MD" or "DEMAND_INV" => (ColumnType.Percent, null),
            "TGT_DEMAND" or "W_MD_INV" => (ColumnType.Money, null),
            _ => (ColumnType.Number, "units"),
        };
}
