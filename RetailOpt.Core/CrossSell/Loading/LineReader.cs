using System.Text.RegularExpressions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>A row of the sales that counts; all numbers are places among texts or baskets, -1 for none, money in ten-thousandths.</summary>
internal readonly record struct ReadLine(int Basket, int Product, int Campaign, long Net, long Discount);

/// <summary>Streams the rows of the window and keeps those that are purchases of items.</summary>
internal sealed class LineReader(IQueryEngine data, CrossSellReading reading, ItemCatalog catalog, SalesWindow window)
{
    private const int Unusable = -1, Unknown = -2;
    private static readonly string[] Keys = ["basket", "account", "product", "campaign"];
    private readonly string[] _skip = [.. (reading.SkipBaskets ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    private readonly Regex? _pattern = reading.ProductPattern is { } pattern ? new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;
    private readonly SalesAmount _amount = SalesAmount.Of(data, "s");
    private readonly TextIndex _products = new(), _accounts = new(), _campaigns = new();
    private readonly List<int> _productOf = [], _accountOf = [], _campaignOf = [], _basketOf = [];
    private readonly Dictionary<(int Account, int Day), int> _byDay = [];

    public RowCounts Counts { get; } = new();
    public Notice? Told => _amount.Told;
    public List<ReadLine> Lines { get; } = [];
    public List<ReadBasket> Baskets { get; } = [];
    public IReadOnlyList<string> Products => _products.Texts;
    public IReadOnlyList<string> Accounts => _accounts.Texts;
    public IReadOnlyList<string> Campaigns => _campaigns.Texts;

    /// <summary>A basket while it is read: its own id, or null where account and day stand for it.</summary>
    internal sealed class ReadBasket(string? id, int account, int day)
    {
        public string? Id => id;
        public int Account { get; set; } = account;
        public int Day { get; set; } = day;
    }

    public async Task ReadAsync(IWork work, CancellationToken ct)
    {
        if (!data.Has("sales", "product")) throw new InputException($"The sales of '{data.Name}' name no product. Map a column to product.");
        if (!data.Has("sales", "basket") && !(data.Has("sales", "account") && data.Has("sales", "date")))
            throw new InputException($"The sales of '{data.Name}' name no baskets. Map a column to basket, or columns to account and date: what an account buys on a day is one basket.");
        var present = Keys.Where(k => data.Has("sales", k)).ToArray();
        await foreach (var batch in data.PullAsync(Query(present), ct))
        {
            Read(batch, present);
            work.Report(null, "Reading sales", $"{Counts.All:N0} rows");
        }
    }

    private Aggregate Query(string[] present)
    {
        var period = SalesPeriod.Of(data, "s", window.From, window.AsOf);
        var day = window.AsOf is null ? "DATE '1900-01-01'" : "s.date";
        var bought = data.Has("sales", "quantity") ? "COALESCE(s.quantity, 1)" : _amount.Sql;
        var discount = data.Has("sales", "discount") ? "COALESCE(s.discount, 0)" : "0";
        return new("lines of baskets", $"SELECT {string.Concat(present.Select(k => $"s.{k}, "))}{day}, {bought}, {_amount.Sql}, {discount} FROM sales s{period.Where}",
            [.. present.Select(k => new Column(k, k, ColumnType.Text)), new("day", "day", ColumnType.Date), .. new[] { "bought", "net", "discount" }.Select(k => new Column(k, k, ColumnType.Money))],
            period.Arguments, Keep: false, Coded: present);
    }

    private void Read(Batch batch, string[] present)
    {
        int[]? Codes(string key) => Array.IndexOf(present, key) is var at and >= 0 ? batch.Codes(at) : null;
        IReadOnlyList<string> Texts(string key) => batch.Texts(Array.IndexOf(present, key));
        var (baskets, accounts, products, campaigns) = (Codes("basket"), Codes("account"), Codes("product")!, Codes("campaign"));
        var days = batch.Column<DateOnly>(present.Length);
        var (bought, net, discount) = (batch.Units(present.Length + 1), batch.Units(present.Length + 2), batch.Units(present.Length + 3));
        for (var i = 0; i < batch.Rows; i++)
        {
            Counts.All++;
            var product = Product(products[i], Texts("product"));
            if (product < 0) continue;
            var account = accounts is null ? -1 : Place(accounts[i], () => Texts("account"), _accountOf, _accounts);
            var basket = Basket(baskets?[i] ?? -1, baskets is null ? [] : Texts("basket"), account, days[i].DayNumber);
            if (basket < 0) continue;
            if (bought[i] <= 0)
            {
                Counts.Returns++;
                continue;
            }
            if (account < 0) Counts.NoAccount++;
            Use(Baskets[basket], account, days[i].DayNumber);
            Lines.Add(new(basket, product, campaigns is null ? -1 : Place(campaigns[i], () => Texts("campaign"), _campaignOf, _campaigns), net[i], Math.Abs(discount[i])));
        }
    }

    // a basket over midnight is of its first day; one of several accounts is of the first of them by id
    private void Use(ReadBasket basket, int account, int day)
    {
        basket.Day = Math.Min(basket.Day, day);
        if (account >= 0 && (basket.Account < 0 || account != basket.Account && string.CompareOrdinal(_accounts.Texts[account], _accounts.Texts[basket.Account]) < 0)) basket.Account = account;
    }

    private int Product(int code, IReadOnlyList<string> texts)
    {
        if (code < 0 || texts[code].Length == 0)
        {
            Counts.NoProduct++;
            return Unusable;
        }
        while (_productOf.Count <= code) _productOf.Add(Unknown);
        if (_productOf[code] == Unknown) _productOf[code] = NewProduct(reading.UpperCase ? texts[code].ToUpperInvariant() : texts[code]);
        if (_productOf[code] >= 0) return _productOf[code];
        if (_productOf[code] == Unusable) Counts.NoItem++;
        else Counts.OtherProducts++;
        return Unusable;
    }

    private int NewProduct(string id)
    {
        const int Other = -3;
        if (_pattern?.IsMatch(id) == false)
        {
            Counts.OtherIds.Add(id);
            return Other;
        }
        return catalog.ItemOf(id) is null ? Unusable : _products.Place(id);
    }

    private static int Place(int code, Func<IReadOnlyList<string>> texts, List<int> known, TextIndex index)
    {
        if (code < 0) return -1;
        while (known.Count <= code) known.Add(texts()[known.Count] is { Length: > 0 } text ? index.Place(text) : -1);
        return known[code];
    }

    private int Basket(int code, IReadOnlyList<string> texts, int account, int day)
    {
        while (_basketOf.Count <= code) _basketOf.Add(NewBasket(texts[_basketOf.Count]));
        var basket = code < 0 ? Unknown : _basketOf[code];
        if (basket >= 0) return basket;
        if (basket == Unusable)
        {
            Counts.Skipped++;
            return Unusable;
        }
        if (account < 0 || window.AsOf is null)
        {
            Counts.NoBasket++;
            return Unusable;
        }
        Counts.ByAccountAndDay++;
        if (!_byDay.TryGetValue((account, day), out basket))
        {
            _byDay[(account, day)] = basket = Baskets.Count;
            Baskets.Add(new(null, account, day));
        }
        return basket;
    }

    private int NewBasket(string id)
    {
        if (id.Length == 0) return Unknown;
        if (_skip.Any(s => id.StartsWith(s, StringComparison.Ordinal))) return Unusable;
        Baskets.Add(new(id, -1, int.MaxValue));
        return Baskets.Count - 1;
    }

    /// <summary>Texts numbered in the order in which they came.</summary>
    private sealed class TextIndex
    {
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        public List<string> Texts { get; } = [];

        public int Place(string text)
        {
            if (_places.TryGetValue(text, out var place)) return place;
            Texts.Add(text);
            return _places[text] = Texts.Count - 1;
        }
    }
}
