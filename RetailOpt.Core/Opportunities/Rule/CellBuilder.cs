namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>
/// Gathers rows in any order and sums those of one store, product and category. Stores and their clusters are known before; products and
/// categories are numbered as they come. Rows are kept by cluster, and sorted by counting.
/// </summary>
internal sealed class CellBuilder
{
    private readonly string[] _stores, _clusters;
    private readonly int[] _clusterOf, _placeOf;
    private readonly int[][] _members;
    private readonly CellRows[] _rows;
    private readonly Dictionary<string, int> _storeNumbers;
    private readonly Dictionary<(string Product, int Category), int> _items = [];
    private readonly List<(string Product, int Category)> _itemList = [];
    private readonly Dictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly List<Category> _categoryList = [];

    /// <summary>Begins with the labels: cluster by store.</summary>
    public CellBuilder(IReadOnlyDictionary<string, string> labels)
    {
        _stores = [.. labels.Keys.Order(StringComparer.Ordinal)];
        _clusters = [.. labels.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _clusterOf = Array.ConvertAll(_stores, s => Array.BinarySearch(_clusters, labels[s], StringComparer.Ordinal));
        _members = new int[_clusters.Length][];
        _placeOf = new int[_stores.Length];
        var byCluster = Enumerable.Range(0, _stores.Length).ToLookup(s => _clusterOf[s]);
        for (var c = 0; c < _clusters.Length; c++)
        {
            _members[c] = [.. byCluster[c]];
            for (var p = 0; p < _members[c].Length; p++) _placeOf[_members[c][p]] = p;
        }
        _rows = Array.ConvertAll(_members, _ => new CellRows());
        _storeNumbers = _stores.Index().ToDictionary(s => s.Item, s => s.Index, StringComparer.Ordinal);
    }

    /// <summary>Number of a store, or -1 where it has no label.</summary>
    public int Store(string id) => _storeNumbers.GetValueOrDefault(id, -1);

    /// <summary>Number of a product in a category.</summary>
    public int Item(string product, Category category)
    {
        if (!_categories.TryGetValue(category.Key, out var number))
        {
            _categories[category.Key] = number = _categoryList.Count;
            _categoryList.Add(category);
        }
        if (_items.TryGetValue((product, number), out var item)) return item;
        _itemList.Add((product, number));
        return _items[(product, number)] = _itemList.Count - 1;
    }

    /// <summary>Adds what a store sold of an item, in ten-thousandths of the currency; the numbers are those given by this builder.</summary>
    public void Add(int store, int item, long amount) => _rows[_clusterOf[store]].Add(_placeOf[store], item, amount);

    /// <summary>The cells; the builder is empty afterwards.</summary>
    /// <exception cref="OverflowException">A sum does not fit 63 bits of ten-thousandths.</exception>
    public SalesCells Build(int threads, CancellationToken ct)
    {
        var (categories, categoryRank) = Ranked(_categoryList, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var (items, itemRank) = Ranked(_itemList, (a, b) => categoryRank[a.Category] != categoryRank[b.Category] ? categoryRank[a.Category].CompareTo(categoryRank[b.Category]) : string.CompareOrdinal(a.Product, b.Product));
        var sales = new ClusterSales[_clusters.Length];
        Parallel.For(0, sales.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = ct }, c => sales[c] = _rows[c].TakeSorted(_members[c], itemRank));
        var products = items.Select(i => i.Product).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return new SalesCells
        {
            Stores = _stores,
            ClusterOf = _clusterOf,
            PlaceOf = _placeOf,
            Clusters = _clusters,
            Categories = categories,
            CategoryOf = Array.ConvertAll(items, i => categoryRank[i.Category]),
            Products = Array.ConvertAll(items, i => i.Product),
            ProductRank = Array.ConvertAll(items, i => Array.BinarySearch(products, i.Product, StringComparer.Ordinal)),
            Sales = sales,
        };
    }

    private static (T[] Sorted, int[] Rank) Ranked<T>(List<T> values, Comparison<T> compare)
    {
        var order = Enumerable.Range(0, values.Count).ToArray();
        Array.Sort(order, (a, b) => compare(values[a], values[b]));
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++) rank[order[i]] = i;
        return (Array.ConvertAll(order, i => values[i]), rank);
    }
}
