using RetailOpt.Core.Analyses;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>A line with its basket and product among those of the purchases; money in ten-thousandths.</summary>
internal readonly record struct SalesLine(int Basket, int Product, int Campaign, long Net, long Discount);

/// <summary>What was read: the purchases, and the lines by product with their campaigns.</summary>
internal sealed record Loaded(Purchases Purchases, IReadOnlyList<string> Products, int[] ItemOf, IReadOnlyList<string> Campaigns, SalesLine[] Lines);

/// <summary>Sorts what was read into purchases, so that the order of the rows does not matter.</summary>
internal sealed class PurchaseBuilder(LineReader read, ItemCatalog catalog, CrossSellReading reading)
{
    private readonly List<Notice> _notices = [];

    public IReadOnlyList<Notice> Notices => _notices;

    public Loaded Build(Func<IReadOnlyList<string>, int[], int[], long[], Segmentation> segments, CancellationToken ct)
    {
        var (items, itemOf) = Items();
        var used = Used();
        var (accounts, accountRank) = Accounts(used);
        var order = Order(used);
        var rank = new int[read.Baskets.Count];
        Array.Fill(rank, -1);
        for (var place = 0; place < order.Length; place++) rank[order[place]] = place;
        ct.ThrowIfCancellationRequested();
        var cells = new Cells(read.Lines, rank, itemOf, order.Length);
        read.Counts.Duplicates = read.Lines.Count - cells.Items.Length;
        var kept = Big(cells, items.Length, order);
        var lines = Lines(rank, kept);
        order = [.. kept.Select(b => order[b])];
        var days = Array.ConvertAll(order, b => read.Baskets[b].Day);
        var accountOf = Array.ConvertAll(order, b => read.Baskets[b].Account is var a and >= 0 ? accountRank[a] : -1);
        var net = new long[order.Length];
        for (var b = 0; b < net.Length; b++) net[b] = cells.NetOf(b);
        var purchases = new Purchases
        {
            Items = items,
            ItemNames = reading.Level == ItemLevel.Product ? [.. items.Select(i => catalog.Find(i)?.Name)] : new string?[items.Length],
            Accounts = accounts,
            Segments = segments(accounts, accountOf, days, net),
            Ids = [.. order.Select(Id)],
            Days = days,
            AccountOf = accountOf,
            Starts = cells.Starts,
            Lines = cells.Items,
            Net = cells.Net,
            Discount = cells.Discount,
        };
        return new(purchases, read.Products, itemOf, read.Campaigns, lines);
    }

    /// <summary>Items of purchases; a product that was only returned has none, -1.</summary>
    private (string[] Items, int[] Of) Items()
    {
        var keys = new string?[read.Products.Count];
        foreach (var line in read.Lines) keys[line.Product] ??= catalog.ItemOf(read.Products[line.Product]);
        string[] items = [.. keys.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return (items, Array.ConvertAll(keys, k => k is null ? -1 : Array.BinarySearch(items, k, StringComparer.Ordinal)));
    }

    private bool[] Used()
    {
        var used = new bool[read.Baskets.Count];
        foreach (var line in read.Lines) used[line.Basket] = true;
        return used;
    }

    private (string[] Accounts, int[] Rank) Accounts(bool[] used)
    {
        string[] accounts = [.. read.Baskets.Where((b, i) => used[i] && b.Account >= 0).Select(b => read.Accounts[b.Account]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return (accounts, [.. read.Accounts.Select(a => Array.BinarySearch(accounts, a, StringComparer.Ordinal))]);
    }

    private int[] Order(bool[] used)
    {
        var order = Enumerable.Range(0, used.Length).Where(b => used[b]).ToArray();
        var ids = Array.ConvertAll(order, Id);
        Array.Sort(ids, order, Comparer<string>.Create(string.CompareOrdinal));
        return [.. order.OrderBy(b => read.Baskets[b].Day)]; // stable: equal days stay by id
    }

    private string Id(int basket) => read.Baskets[basket] is var b && b.Id is { } id ? id : Invariant($"{read.Accounts[b.Account]}/{DateOnly.FromDayNumber(b.Day):yyyy-MM-dd}");

    /// <summary>Deals with very big baskets; the places of the baskets that stay.</summary>
    private int[] Big(Cells cells, int items, int[] order)
    {
        var big = Enumerable.Range(0, order.Length).Where(b => cells.Starts[b + 1] - cells.Starts[b] >= reading.BigBasketItems).ToHashSet();
        var all = Enumerable.Range(0, order.Length).ToArray();
        if (big.Count == 0) return all;
        var (words, does) = reading.BigBaskets switch
        {
            BigBaskets.Drop => ("are left out", "big-baskets drop"),
            BigBaskets.Cap => (Invariant($"keep the {reading.BigBasketItems:N0} items that most baskets hold"), "big-baskets cap"),
            _ => ("count whole; cap or drop them with big-baskets", "big-baskets keep"),
        };
        var first = big.Min();
        _notices.Add(new(NoticeLevel.Warning, Invariant($"{big.Count:N0} {(big.Count == 1 ? "basket holds" : "baskets hold")} {reading.BigBasketItems:N0} items or more ('{Id(order[first])}' holds {cells.Starts[first + 1] - cells.Starts[first]:N0}) and {words} ({does})."), big.Count));
        if (reading.BigBaskets == BigBaskets.Keep) return all;
        if (reading.BigBaskets == BigBaskets.Cap)
        {
            cells.Cap(big, reading.BigBasketItems, items);
            return all;
        }
        cells.Drop(big);
        return [.. all.Where(b => !big.Contains(b))];
    }

    private SalesLine[] Lines(int[] rank, int[] kept)
    {
        var place = new Dictionary<int, int>(kept.Length);
        for (var i = 0; i < kept.Length; i++) place[kept[i]] = i;
        return [.. read.Lines.Where(l => place.ContainsKey(rank[l.Basket])).Select(l => new SalesLine(place[rank[l.Basket]], l.Product, l.Campaign, l.Net, l.Discount))];
    }
}
