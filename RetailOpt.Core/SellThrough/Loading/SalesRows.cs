using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>The portable queries behind the pairs.</summary>
internal sealed class SalesRows
{
    private readonly IQueryEngine _data;
    private readonly SalesAmount _amount;
    private readonly string _entity;

    /// <exception cref="InputException">The data lacks what is needed.</exception>
    public SalesRows(IQueryEngine data, SellThroughReading reading)
    {
        _data = data;
        _entity = reading.Entity == SellThroughEntity.Store ? "store" : "account";
        if (!data.Has("sales", _entity)) throw new InputException(reading.Entity == SellThroughEntity.Store
            ? $"The sales of '{data.Name}' name no store. Map a column to store, or take accounts in their place (entity account)."
            : $"The sales of '{data.Name}' name no account. Map a column to account, or take stores (entity store).");
        if (!data.Has("sales", "product")) throw new InputException($"The sales of '{data.Name}' name no product. Map a column to product.");
        if (!data.Has("sales", "quantity")) throw new InputException($"The sales of '{data.Name}' have no quantity, and sell-through is units sold of units supplied. Map a column such as quantity or units to it.");
        _amount = SalesAmount.Of(data, "s");
        Days = SalesPeriod.Of(data, "s", reading.From, reading.To);
        HasSupply = reading.Entity == SellThroughEntity.Store && new[] { "store", "product", "units" }.All(c => data.Has("supply", c));
        SupplyDays = !HasSupply ? null : SalesPeriod.Between("u", data.Has("supply", "date") ? reading.From : null, data.Has("supply", "date") ? reading.To : null);
        if (!HasSupply && !reading.EstimateSupply) throw new InputException(reading.Entity == SellThroughEntity.Account
            ? "Supply is known by store, not by account. Switch the estimate on (estimate-supply) to take units sold times a factor for it; the result is then marked as an estimate."
            : $"'{data.Name}' has no supply, and sell-through is units sold of units supplied. Add a column such as total_inventory_qty to the sales file, or import a file with store, product and units supplied; or switch the estimate on (estimate-supply) to take units sold times {reading.SupplyFactor.ToString(System.Globalization.CultureInfo.InvariantCulture)} for it, which marks the result as an estimate.");
    }

    public SalesPeriod Days { get; }

    public SalesPeriod? SupplyDays { get; }

    public bool HasSupply { get; }

    public Notice? Told => _amount.Told;

    /// <summary>Whether the sales say what of them is fashion, in money and in units.</summary>
    public bool TellsFashion => FashionSql("amount") is not null && FashionSql("quantity") is not null;

    /// <summary>Store, product, period, amount, quantity, number of rows; fashion amount and quantity where the sales tell them.</summary>
    public Aggregate Sales(DateOnly[] starts)
    {
        var arguments = new Dictionary<string, object>(Days.Arguments);
        var (inner, outer) = TellsFashion ? ($", {FashionSql("amount")} AS f, {FashionSql("quantity")} AS g", ", SUM(f), SUM(g)") : ("", "");
        return new("sales by store, product and period",
            $"SELECT store, product, period, SUM(amount), SUM(quantity), COUNT(*){outer} FROM (SELECT s.{_entity} AS store, s.product AS product, {ObservedPeriods.Sql("s", starts, arguments)} AS period, {_amount.Sql} AS amount, COALESCE(s.quantity, 0) AS quantity{inner} FROM sales s{Days.Where}) x GROUP BY store, product, period",
            [Text("store"), Text("product"), Whole("period"), Money("amount"), Money("quantity"), Whole("rows"), .. TellsFashion ? [Money("fashion_amount"), Money("fashion_quantity")] : Array.Empty<Column>()], arguments, Coded: ["store", "product"]);
    }

    /// <summary>Store, product, period, units, number of rows.</summary>
    public Aggregate Supply(DateOnly[] starts)
    {
        var arguments = new Dictionary<string, object>(SupplyDays!.Arguments);
        var period = _data.Has("supply", "date") ? ObservedPeriods.Sql("u", starts, arguments) : "0";
        return new("supply by store, product and period",
            $"SELECT store, product, period, SUM(units), COUNT(*) FROM (SELECT u.store AS store, u.product AS product, {period} AS period, COALESCE(u.units, 0) AS units FROM supply u{SupplyDays.Where}) x GROUP BY store, product, period",
            [Text("store"), Text("product"), Whole("period"), Money("units"), Whole("rows")], arguments, Coded: ["store", "product"]);
    }

    private string? FashionSql(string what) =>
        _data.Has("sales", "fashion_" + what) ? $"COALESCE(s.fashion_{what}, 0)"
        : _data.Has("sales", "basic_" + what) ? $"{(what == "amount" ? _amount.Sql : "COALESCE(s.quantity, 0)")} - COALESCE(s.basic_{what}, 0)" : null;

    private static Column Text(string key) => new(key, key, ColumnType.Text);
    private static Column Whole(string key) => new(key, key, ColumnType.Integer);
    private static Column Money(string key) => new(key, key, ColumnType.Money);
}
