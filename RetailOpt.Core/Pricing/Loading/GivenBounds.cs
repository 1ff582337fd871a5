using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Pricing.Loading;

/// <summary>What the input says of a product's plan; NaN where it says nothing.</summary>
internal readonly record struct GivenBounds(double Msrp, double Lower, double Upper, double Inventory)
{
    private static readonly string[] Values = ["msrp", "md_lower", "md_upper", "inventory"];

    /// <summary>Reads price_bounds, where the source has it; bounds given as the share paid are turned into discounts.</summary>
    public static async Task<Dictionary<string, GivenBounds>> ReadAsync(IQueryEngine data, MdConvention convention, CancellationToken ct)
    {
        var all = new Dictionary<string, GivenBounds>(StringComparer.Ordinal);
        if (!data.Has("price_bounds", "product")) return all;
        var cells = string.Join(", ", Values.Select(v => $"CAST({(data.Has("price_bounds", v) ? v : "NULL")} AS DOUBLE PRECISION) AS {v}"));
        var query = new Aggregate("price bounds", $"SELECT product, {cells} FROM price_bounds WHERE product IS NOT NULL ORDER BY product",
            [new("product", "product", ColumnType.Text), .. Values.Select(v => new Column(v, v, ColumnType.Number))]);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
                all[batch.Column<string?>(0)[i]!] = new GivenBounds(batch.Column<double>(1)[i], batch.Column<double>(2)[i], batch.Column<double>(3)[i], batch.Column<double>(4)[i]).As(convention);
        return all;
    }

    private GivenBounds As(MdConvention convention) => convention == MdConvention.Discount ? this : this with { Lower = 1 - Upper, Upper = 1 - Lower };
}
