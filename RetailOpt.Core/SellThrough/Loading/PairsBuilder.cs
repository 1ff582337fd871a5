using RetailOpt.Core.Engines;

namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>What a row of sales or supply turned out to be, in units and rows.</summary>
internal sealed class RowCounts
{
    public long All { get; set; }
    public long NoStore { get; set; }
    public long NoProduct { get; set; }
    public long SupplyWithoutStore { get; set; }
    public double UnitsWithoutStore { get; set; }
    /// <summary>Stores without a cluster: rows and units sold or supplied.</summary>
    public Dictionary<string, (long Rows, double Units)> Unlabelled { get; } = new(StringComparer.Ordinal);
    /// <summary>Cells of store, product and period whose units sold were below 0, and whose supply was below 0 or no whole number; supply raised to what was sold.</summary>
    public long NegativeSales { get; set; }
    public long NegativeSupply { get; set; }
    public long FractionalSupply { get; set; }
    public List<(string Store, string Product, double Sold, long Supplied)> BelowSales { get; } = [];
}

/// <summary>Gathers rows of sales and supply in any order into <see cref="Pairs"/>.</summary>
internal sealed class PairsBuilder(IReadOnlyDictionary<string, string> labels, DateOnly[] starts)
{
    private readonly int _periods = Math.Max(1, starts.Length);
    private readonly Dictionary<string, int> _stores = new(StringComparer.Ordinal), _products = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Product, int Store), int> _pairs = [];
    private readonly List<double> _amount = [], _fashionAmount = [], _fashionUnits = [], _sold = [], _arrived = [];

    public RowCounts Counts { get; } = new();

    public bool IsEmpty => _pairs.Count == 0;

    /// <summary>Rows of <see cref="SalesRows.Sales"/>.</summary>
    public void Sales(Batch batch, bool fashion)
    {
        var (period, amount, units, rows) = (batch.Column<long>(2), batch.Units(3), batch.Units(4), batch.Column<long>(5));
        for (var i = 0; i < batch.Rows; i++)
        {
            Counts.All += rows[i];
            var (store, product) = (Text(batch, 0, i), Text(batch, 1, i));
            if (store is null) Counts.NoStore += rows[i];
            else if (product is null) Counts.NoProduct += rows[i];
            else if (Pair(store, product, rows[i], Value(units[i])) is var pair and >= 0)
            {
                _amount[pair] += Value(amount[i]);
                _sold[pair * _periods + (int)period[i]] += Value(units[i]);
                if (!fashion) continue;
                _fashionAmount[pair] += Value(batch.Units(6)[i]);
                _fashionUnits[pair] += Value(batch.Units(7)[i]);
            }
        }
    }

    /// <summary>Rows of <see cref="SalesRows.Supply"/>.</summary>
    public void Supply(Batch batch)
    {
        var (period, units, rows) = (batch.Column<long>(2), batch.Units(3), batch.Column<long>(4));
        for (var i = 0; i < batch.Rows; i++)
        {
            var (store, product) = (Text(batch, 0, i), Text(batch, 1, i));
            if (store is null || product is null)
            {
                Counts.SupplyWithoutStore += rows[i];
                Counts.UnitsWithoutStore += Value(units[i]);
            }
            else if (Pair(store, product, rows[i], Value(units[i])) is var pair and >= 0) _arrived[pair * _periods + (int)period[i]] += Value(units[i]);
        }
    }

    /// <summary>The pairs; supply is what arrived, or units sold times a factor where <paramref name="estimate"/> is given.</summary>
    public Pairs Build(double? estimate, bool fashion, Func<string, (string Category, string Subcategory)> categoryOf)
    {
        string[] stores = [.. _stores.Where(s => s.Value >= 0).Select(s => s.Key).Order(StringComparer.Ordinal)], products = [.. _products.Keys.Order(StringComparer.Ordinal)];
        var (storeRank, productRank) = (Ranks(_stores, stores), Ranks(_products, products));
        var order = _pairs.Select(p => (Product: productRank[p.Key.Product], Store: storeRank[p.Key.Store], From: p.Value)).ToArray();
        Array.Sort(order);
        string[] clusters = [.. stores.Select(s => labels[s]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var kinds = Array.ConvertAll(products, p => categoryOf(p));
        string[] categories = [.. kinds.Select(k => k.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var pairs = new Pairs
        {
            Stores = stores,
            Products = products,
            Clusters = clusters,
            ClusterOf = Array.ConvertAll(stores, s => Array.BinarySearch(clusters, labels[s], StringComparer.Ordinal)),
            Categories = categories,
            CategoryOf = Array.ConvertAll(kinds, k => Array.BinarySearch(categories, k.Category, StringComparer.Ordinal)),
            SubcategoryOf = Array.ConvertAll(kinds, k => $"{k.Category}|{k.Subcategory}"),
            Starts = starts,
            Product = Array.ConvertAll(order, o => o.Product),
            Store = Array.ConvertAll(order, o => o.Store),
            Amount = Array.ConvertAll(order, o => _amount[o.From]),
            FashionAmount = fashion ? Array.ConvertAll(order, o => _fashionAmount[o.From]) : null,
            FashionUnits = fashion ? Array.ConvertAll(order, o => _fashionUnits[o.From]) : null,
            Sold = new double[order.Length * _periods],
            Arrived = new int[order.Length * _periods],
            Estimated = estimate is not null,
        };
        for (var pair = 0; pair < order.Length; pair++) Fill(pairs, pair, order[pair].From, estimate);
        return pairs;
    }

    private void Fill(Pairs pairs, int pair, int from, double? estimate)
    {
        var (all, total) = (0.0, 0L);
        for (var t = 0; t < _periods; t++)
        {
            var sold = _sold[from * _periods + t];
            if (sold < 0) Counts.NegativeSales++;
            pairs.Sold[pair * _periods + t] = sold = Math.Max(0, sold);
            all += sold;
            var arrived = estimate is { } factor ? Math.Round(factor * all) - total : _arrived[from * _periods + t];
            if (arrived < 0) Counts.NegativeSupply++;
            if (arrived != Math.Round(arrived)) Counts.FractionalSupply++;
            pairs.Arrived[pair * _periods + t] = (int)Math.Max(0, Math.Round(arrived));
            total += pairs.Arrived[pair * _periods + t];
        }
        if (all <= total) return;
        // what was sold must have been there: stock from before the first delivery
        Counts.BelowSales.Add((pairs.Stores[pairs.Store[pair]], pairs.Products[pairs.Product[pair]], all, total));
        pairs.Arrived[pair * _periods] += (int)(Math.Ceiling(all) - total);
    }

    private int Pair(string store, string product, long rows, double units)
    {
        if (!_stores.TryGetValue(store, out var s)) _stores[store] = s = labels.ContainsKey(store) ? _stores.Count : -1;
        if (s < 0)
        {
            var sum = Counts.Unlabelled.GetValueOrDefault(store);
            Counts.Unlabelled[store] = (sum.Rows + rows, sum.Units + units);
            return -1;
        }
        if (!_products.TryGetValue(product, out var p)) _products[product] = p = _products.Count;
        if (_pairs.TryGetValue((p, s), out var pair)) return pair;
        foreach (var list in new[] { _amount, _fashionAmount, _fashionUnits }) list.Add(0);
        for (var t = 0; t < _periods; t++)
        {
            _sold.Add(0);
            _arrived.Add(0);
        }
        return _pairs[(p, s)] = _amount.Count - 1;
    }

    private static Dictionary<int, int> Ranks(Dictionary<string, int> numbers, string[] sorted) => sorted.Index().ToDictionary(s => numbers[s.Item], s => s.Index);

    private static string? Text(Batch batch, int column, int row) => batch.Codes(column)[row] is var code and >= 0 && batch.Texts(column)[code] is { Length: > 0 } text ? text : null;

    private static double Value(long units) => units / 1e4;
}
