using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>Attributes that a file gives a store; null where it does not.</summary>
internal sealed record GivenStore(double? FashionRatio, string? StoreType, double? RackCapacity, string? SizeTier, double? UnitsCapacity);

/// <summary>A line of the market index; no period: all of them.</summary>
internal sealed record MarketLine(string Category, DateOnly? From, double Multiplier);

/// <summary>What the optional files say, or in their place tables of the dataset, by id.</summary>
internal sealed record GivenFiles(
    IReadOnlyDictionary<string, ProductRole> Roles, IReadOnlyDictionary<string, PriceBand> Bands, IReadOnlyDictionary<string, GivenStore> Stores, IReadOnlyList<MarketLine> Market, IReadOnlyList<Notice> Told)
{
    private static readonly GivenLayout RoleFile = new(null, new GivenColumn("spu_code", Aliases: ["product", "sku", "product_id"]), new GivenColumn("product_role", Aliases: ["role"]));
    private static readonly GivenLayout BandFile = new(null, new GivenColumn("spu_code", Aliases: ["product", "sku", "product_id"]), new GivenColumn("price_band", Aliases: ["band"]));
    private static readonly GivenLayout StoreFile = new(null, new GivenColumn("str_code", Aliases: ["store", "store_id", "account"]),
        new GivenColumn("fashion_ratio", ColumnType.Number, false), new GivenColumn("store_type", Required: false), new GivenColumn("estimated_rack_capacity", ColumnType.Number, false, "rack_capacity"),
        new GivenColumn("size_tier", Required: false), new GivenColumn("units_capacity", ColumnType.Number, false, "capacity_units"));
    private static readonly GivenLayout MarketFile = new(null, new GivenColumn("category", Aliases: ["cate_name"]), new GivenColumn("multiplier", ColumnType.Number), new GivenColumn("period", Required: false, Aliases: ["date", "from"]));

    /// <param name="inputs">The files.</param>
    /// <param name="data">The dataset, whose tables count where no file is given.</param>
    /// <param name="pairs">What is known.</param>
    /// <param name="ofStores">Whether the pairs' stores are those that a dataset's table of stores names.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="InputException">A file cannot serve, or none of its ids is known.</exception>
    public static async Task<GivenFiles> ReadAsync(RunInputs inputs, IQueryEngine data, Pairs pairs, bool ofStores, CancellationToken ct)
    {
        async Task<GivenTable?> Find(string input, GivenLayout layout, string table, params string?[] columns) =>
            inputs.Given(input, layout, ct) ?? await DatasetTable.ReadAsync(data, table, layout, columns, ct);

        var told = new List<Notice>();
        var roles = Table(await Find(SellThroughInputs.Roles, RoleFile, "product_roles", "product", "role"), "spu_code", "product", pairs.Products, told, (t, r) => Named<ProductRole>(t, r, "product_role", told));
        var bands = Table(await Find(SellThroughInputs.Bands, BandFile, "price_bands", "product", "band"), "spu_code", "product", pairs.Products, told, (t, r) => Named<PriceBand>(t, r, "price_band", told));
        var stores = Table(ofStores ? await Find(SellThroughInputs.Stores, StoreFile, "store_attributes", "store", "fashion_ratio", "store_type", "rack_capacity", "size_tier", null) : inputs.Given(SellThroughInputs.Stores, StoreFile, ct), "str_code", "store", pairs.Stores, told, (t, r) => StoreOf(t, r, told));
        var market = MarketOf(inputs.Given(SellThroughInputs.Market, MarketFile, ct), pairs, told);
        return new(roles, bands, stores, market, told);
    }

    private static Dictionary<string, T> Table<T>(GivenTable? table, string key, string what, string[] known, List<Notice> told, Func<GivenTable, GivenRow, (bool Serves, T Value)> read)
    {
        var rows = new Dictionary<string, T>(StringComparer.Ordinal);
        if (table is null) return rows;
        if (table.Broken.Count > 0) told.Add(new(NoticeLevel.Error, Invariant($"{table.Name}: {table.Broken.Count:N0} lines cannot be read and are left out; the first is {table.RowWord} {table.Broken[0].Line}: {table.Broken[0].Why}."), table.Broken.Count));
        var (unknown, first) = (0L, "");
        foreach (var row in table.Rows)
        {
            var id = row[key].Text;
            if (Array.BinarySearch(known, id, StringComparer.Ordinal) < 0)
            {
                if (unknown++ == 0) first = $"{table.Place(row)}: '{id}'";
            }
            else if (read(table, row) is (true, var value) && !rows.TryAdd(id, value)) told.Add(new(NoticeLevel.Error, $"{table.Place(row)} names the {what} {id} again; the first row counts."));
        }
        if (unknown == table.Rows.Count) throw new InputException($"{table.Name}: none of its {table.Rows.Count:N0} rows names a {what} of the data. It names them like {first}, the data like '{known[0]}': check that both write the ids alike, leading zeros too.");
        if (unknown > 0) told.Add(new(NoticeLevel.Warning, Invariant($"{table.Name}: {unknown:N0} of {table.Rows.Count:N0} rows name no {what} of the data and say nothing (first: {first})."), unknown));
        if (rows.Count < known.Length) told.Add(new(NoticeLevel.Info, Invariant($"{table.Name} gives {rows.Count:N0} of {known.Length:N0} {what}s; the others are derived."), known.Length - rows.Count));
        return rows;
    }

    private static (bool, T) Named<T>(GivenTable table, GivenRow row, string column, List<Notice> told) where T : struct, Enum
    {
        if (Enum.TryParse<T>(row[column].Text, true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(row[column].Text[0])) return (true, value);
        told.Add(new(NoticeLevel.Error, $"{table.Place(row)}, column {column}: '{row[column].Text}' is none of {string.Join(", ", Enum.GetNames<T>()).ToUpperInvariant()}; what is derived stays."));
        return (false, default);
    }

    private static (bool, GivenStore) StoreOf(GivenTable table, GivenRow row, List<Notice> told)
    {
        return (true, new(Number("fashion_ratio", 100), Text("store_type"), Number("estimated_rack_capacity", 1e9), Text("size_tier"), Number("units_capacity", 1e12)));

        string? Text(string column) => row[column].IsEmpty ? null : row[column].Text;

        double? Number(string column, double most)
        {
            if (row[column].IsEmpty) return null;
            if (row[column].Number is var value && value >= 0 && value <= most) return value;
            told.Add(new(NoticeLevel.Error, Invariant($"{table.Place(row)}, column {column}: '{row[column].Text}' is no number from 0 to {most:N0}; what is derived stays.")));
            return null;
        }
    }

    private static List<MarketLine> MarketOf(GivenTable? table, Pairs pairs, List<Notice> told)
    {
        var lines = new List<MarketLine>();
        if (table is null) return lines;
        foreach (var row in table.Rows)
        {
            var (category, multiplier, day) = (row["category"].Text, row["multiplier"].Number, default(DateOnly));
            var wrong = !(multiplier is >= 0 and <= 100) ? $"column multiplier: '{row["multiplier"].Text}' is no number from 0 to 100"
                : !row["period"].IsEmpty && !DateOnly.TryParseExact(row["period"].Text, "yyyy-MM-dd", out day) ? $"column period: '{row["period"].Text}' is no day like 2026-01-31"
                : Array.BinarySearch(pairs.Categories, category, StringComparer.Ordinal) < 0 ? $"column category: no product has the category '{category}'" : null;
            if (wrong is null) lines.Add(new(category, row["period"].IsEmpty ? null : day, multiplier));
            else told.Add(new(NoticeLevel.Error, $"{table.Place(row)}, {wrong}; the row is left out."));
        }
        return lines.Count > 0 ? lines : throw new InputException($"{table.Name} has no row that serves. {(told.Count > 0 ? told[^1].Text : "")} The data has the categories {string.Join(", ", pairs.Categories.Take(5))}.");
    }
}
