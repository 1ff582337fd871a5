using System.Globalization;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Grid;

/// <summary>A row of a result table.</summary>
public sealed record GridRow(TableSchema Schema, object?[] Cells)
{
    /// <summary>A cell by its column.</summary>
    public object? this[string key] => Cells[Schema.IndexOf(key)];

    /// <summary>A cell of text; empty where there is none.</summary>
    public string Text(string key) => this[key] as string ?? "";

    /// <summary>A cell of any number; null where there is none.</summary>
    public double? Number(string key) => this[key] is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;
}
