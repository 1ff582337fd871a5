using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Grid;

/// <summary>What a grid shows of its table: sort, filters, search, columns. As one line of text it goes into an address.</summary>
public sealed record GridView
{
    /// <summary>Sort key, or null for the table's own order.</summary>
    public SortKey? Sort { get; init; }
    /// <summary>Conditions.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];
    /// <summary>Text searched for, or null.</summary>
    public string? Search { get; init; }
    /// <summary>Columns shown, in the table's order; null is the choice by default.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether rows are sorted or left out, so that all of them must be looked at.</summary>
    public bool Looks => Sort is not null || Filters.Count > 0 || !string.IsNullOrEmpty(Search);

    /// <summary>Columns shown at first: of a wide table the first, so that a page stays readable; the chooser says how many there are.</summary>
    public const int FirstColumns = 14;

    /// <summary>The columns shown of a table; where none were chosen, the first.</summary>
    public IEnumerable<Column> Shown(TableSchema schema, int first = FirstColumns) => Columns is { } chosen
        ? schema.Columns.Where(c => chosen.Contains(c.Key, StringComparer.OrdinalIgnoreCase))
        : schema.Columns.Take(first);

    /// <summary>The rows of a page.</summary>
    public PageRequest Request(int page, int size) => new((long)page * size, size, Sort is { } sort ? [sort] : [], Filters, Search);

    /// <summary>As text; empty for the view by default.</summary>
    public string ToText()
    {
        var parts = new List<string>();
        if (Sort is { } sort) parts.Add($"sort:{(sort.Descending ? "-" : "")}{Escape(sort.Column)}");
        if (!string.IsNullOrEmpty(Search)) parts.Add($"find:{Escape(Search)}");
        if (Columns is { } columns) parts.Add("cols:" + string.Join(',', columns.Select(Escape)));
        parts.AddRange(Filters.Select(f => $"where:{Escape(f.Column)},{f.Kind},{Escape(OptionSchema.Format(f.Value))}"));
        return string.Join(';', parts);
    }

    /// <summary>Reads <see cref="ToText"/>; what does not fit the table (another version's column, a value of another type) is left out.</summary>
    public static GridView FromText(string? text, TableSchema schema)
    {
        var view = new GridView();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, rest) = part.IndexOf(':', StringComparison.Ordinal) is var i and > 0 ? (part[..i], part[(i + 1)..]) : (part, "");
            view = name switch
            {
                "sort" when schema.IndexOf(Unescape(rest.TrimStart('-'))) >= 0 => view with { Sort = new(Unescape(rest.TrimStart('-')), rest.StartsWith('-')) },
                "find" => view with { Search = Unescape(rest) },
                "cols" => view with { Columns = [.. rest.Split(',').Select(Unescape).Where(c => schema.IndexOf(c) >= 0)] },
                "where" when Condition(rest.Split(','), schema) is { } filter => view with { Filters = [.. view.Filters, filter] },
                _ => view,
            };
        }
        return view;
    }

    private static Filter? Condition(string[] parts, TableSchema schema)
    {
        if (parts.Length != 3 || schema.IndexOf(Unescape(parts[0])) < 0 || !Enum.TryParse<FilterKind>(parts[1], out var kind)) return null;
        var column = schema[Unescape(parts[0])];
        return kind == FilterKind.Empty ? new(column.Key, kind, null) : Value(column, Unescape(parts[2])) is { } value ? new(column.Key, kind, value) : null;
    }

    /// <summary>A cell's value from invariant text, or null when it is none.</summary>
    public static object? Value(Column column, string text)
    {
        if (column.CellType == typeof(decimal))
            return decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var money) ? money : null;
        return OptionSchema.TryParse(column.CellType, text, out var value) ? value : null;
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
