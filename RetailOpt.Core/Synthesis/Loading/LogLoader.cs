using System.Globalization;
using System.Text.RegularExpressions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Loading;

/// <summary>Reads a dataset's sales as the metrics want them.</summary>
internal sealed class LogLoader(IQueryEngine data, LogReading reading)
{
    private static readonly string[] Keys = ["product", "account", "basket"];
    private readonly string[] _skip = [.. (reading.SkipBaskets ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    private readonly Regex? _pattern = reading.ProductPattern is { } pattern ? new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;
    private readonly SalesAmount _amount = SalesAmount.Of(data, "s");
    private readonly List<(LogLine Line, int Day)> _lines = [];
    private readonly Dictionary<(int Account, int Day), int> _byDay = [];
    private readonly Dictionary<int, int> _placeOf = [], _customerOf = [];
    private readonly List<string> _ids = [];
    private long _returns, _others, _nameless, _skipped, _unpriced;

    /// <summary>Reads the log.</summary>
    /// <exception cref="InputException">The sales name no product or no date, or nothing was bought.</exception>
    public async Task<LoadedLog> LoadAsync(IWork work, CancellationToken ct)
    {
        if (!data.Has("sales", "product") || !data.Has("sales", "date")) throw new InputException($"The sales of '{data.Name}' must name a product and a date. Map a column to each.");
        if (!data.Has("sales", "basket") && !data.Has("sales", "account")) throw new InputException($"The sales of '{data.Name}' name neither baskets nor accounts. Map a column to one of them.");
        await ReadAsync(work, ct);
        if (_lines.Count == 0) throw new InputException($"'{data.Name}' has no purchases to compare: every row is a return or was left out.");
        var first = _lines.Min(l => l.Day);
        var products = reading.Level == ShelfLevel.Name ? NameShelves.Of(await ProductsAsync(ct)) : await ProductsAsync(ct);
        var (categories, brands) = (Places(products, p => p.Category), Places(products, p => p.Brand));
        var lines = _lines.Select(l => l.Line with { Week = (l.Day - first) / 7 }).ToArray();
        var knows = (data.Has("sales", "account") ? Known.Customers : 0) | (data.Has("sales", "amount") || data.Has("sales", "unit_price") ? Known.Prices : 0)
            | (data.Has("sales", "discount") || data.Has("sales", "list_price") ? Known.Discounts : 0)
            | (categories.Any(c => c >= 0) ? Known.Categories : 0) | (brands.Any(b => b >= 0) ? Known.Brands : 0);
        var log = new ShoppingLog(lines, await CustomersAsync(ct), lines.Max(l => l.Week) + 1, new(categories, brands), knows);
        return new(log, products, DateOnly.FromDayNumber(first), Notices());
    }

    private async Task ReadAsync(IWork work, CancellationToken ct)
    {
        var present = Keys.Where(k => data.Has("sales", k)).ToArray();
        var period = SalesPeriod.Of(data, "s", reading.From, reading.To);
        var quantity = data.Has("sales", "quantity") ? "COALESCE(s.quantity, 1)" : "1";
        var query = new Aggregate("lines of sales", $"SELECT {string.Concat(present.Select(k => $"s.{k}, "))}s.date, {quantity}, {_amount.Sql}, {Discount(quantity)} FROM sales s{period.Where}",
            [.. present.Select(k => new Column(k, k, ColumnType.Text)), new("day", "day", ColumnType.Date), .. new[] { "quantity", "net", "discount" }.Select(k => new Column(k, k, ColumnType.Money))],
            period.Arguments, Keep: false, Coded: present);
        await foreach (var batch in data.PullAsync(query, ct))
        {
            Read(batch, present);
            work.Report(null, "Reading sales", $"{_lines.Count:N0} lines");
        }
    }

    // what was taken off; else what the list price says more than was paid
    private string Discount(string quantity) => data.Has("sales", "discount") ? "COALESCE(s.discount, 0)"
        : data.Has("sales", "list_price") ? $"CASE WHEN s.list_price * {quantity} > {_amount.Sql} THEN CAST(s.list_price * {quantity} - {_amount.Sql} AS DECIMAL(18,4)) ELSE 0 END" : "0";

    private void Read(Batch batch, string[] present)
    {
        int At(string key) => Array.IndexOf(present, key);
        int[]? Codes(string key) => At(key) is >= 0 and var at ? batch.Codes(at) : null;
        var (products, accounts, baskets) = (Codes("product")!, Codes("account"), Codes("basket"));
        var days = batch.Column<DateOnly>(present.Length);
        var (quantity, net, discount) = (batch.Units(present.Length + 1), batch.Units(present.Length + 2), batch.Units(present.Length + 3));
        for (var i = 0; i < batch.Rows; i++)
        {
            var product = Place(products[i], At("product"), batch);
            if (product < 0) continue;
            if (baskets is not null && baskets[i] >= 0 && _skip.Any(s => batch.Texts(At("basket"))[baskets[i]].StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            {
                _skipped++;
                continue;
            }
            if (quantity[i] <= 0 || net[i] < 0)
            {
                _returns++;
                continue;
            }
            if (net[i] == 0 && discount[i] == 0) _unpriced++;
            var account = accounts is null || accounts[i] < 0 ? -1 : Customer(accounts[i]);
            if (accounts is not null && account < 0) _nameless++;
            var day = days[i].DayNumber;
            var basket = baskets is not null && baskets[i] >= 0 ? baskets[i] : OfDay(account, day);
            _lines.Add((new(account, 0, basket, product, quantity[i] / 1e4, net[i] / 1e4, Math.Abs(discount[i]) / 1e4), day));
        }
    }

    // baskets without an id are what an account buys on a day; their places lie above those of ids
    private int OfDay(int account, int day)
    {
        if (account < 0) return _byDay[(-1 - _lines.Count, day)] = FirstOfDay + _byDay.Count;
        return _byDay.TryGetValue((account, day), out var basket) ? basket : _byDay[(account, day)] = FirstOfDay + _byDay.Count;
    }

    private const int FirstOfDay = 1 << 29;

    private int Customer(int code) => _customerOf.TryGetValue(code, out var place) ? place : _customerOf[code] = _customerOf.Count;

    private int Place(int code, int column, Batch batch)
    {
        if (_placeOf.TryGetValue(code, out var place))
        {
            if (place < 0) _others++;
            return place;
        }
        if (code < 0 || batch.Texts(column)[code] is not { Length: > 0 } id || _pattern?.IsMatch(id) == false)
        {
            _others++;
            return _placeOf[code] = -1;
        }
        _ids.Add(id);
        return _placeOf[code] = _ids.Count - 1;
    }

    private async Task<SoldProduct[]> ProductsAsync(CancellationToken ct)
    {
        var level = reading.Level.ToString().ToLower(CultureInfo.InvariantCulture);
        string[] wanted = [.. new[] { "name", level, "brand", "size" }.Where(c => data.Has("products", c))];
        var known = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        if (data.Has("products"))
            await foreach (var batch in data.PullAsync(new("products", $"SELECT product{string.Concat(wanted.Select(c => ", " + c))} FROM products ORDER BY product",
                [new("product", "product", ColumnType.Text), .. wanted.Select(c => new Column(c, c, ColumnType.Text))]), ct))
                for (var i = 0; i < batch.Rows; i++) known[batch.Column<string?>(0)[i]!] = [.. wanted.Select((_, c) => batch.Column<string?>(c + 1)[i])];
        string? Cell(string id, string column) => Array.IndexOf(wanted, column) is >= 0 and var at && known.GetValueOrDefault(id)?[at] is { Length: > 0 } text ? text : null;
        return [.. _ids.Select(id => new SoldProduct(id, Cell(id, "name") ?? id, Cell(id, level), Cell(id, "brand"), Cell(id, "size")))];
    }

    /// <summary>Accounts that the dataset lists, at least those that bought.</summary>
    private async Task<int> CustomersAsync(CancellationToken ct)
    {
        if (!data.Has("accounts")) return _customerOf.Count;
        var listed = 0L;
        await foreach (var batch in data.PullAsync(new("accounts", "SELECT count(*) FROM accounts", [new("n", "n", ColumnType.Integer)]), ct))
            for (var i = 0; i < batch.Rows; i++) listed += batch.Column<long>(0)[i];
        return (int)Math.Max(listed, _customerOf.Count);
    }

    private static int[] Places(SoldProduct[] products, Func<SoldProduct, string?> text)
    {
        var names = products.Select(text).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((n, i) => (n, i)).ToDictionary(x => x.n, x => x.i, StringComparer.Ordinal);
        return [.. products.Select(p => text(p) is { } name ? names[name] : -1)];
    }

    private Notice[] Notices()
    {
        (long Count, string Text)[] told =
        [
            (_returns, "rows of returns or without a quantity are left out"), (_others, "rows of other products are left out"), (_skipped, "rows of skipped baskets are left out"),
            (_nameless, "lines name no account: they count in baskets and products, not in what customers do"), (_unpriced, "lines have no price"),
        ];
        var notices = told.Where(t => t.Count > 0).Select(t => new Notice(NoticeLevel.Info, string.Create(CultureInfo.InvariantCulture, $"{data.Name}: {t.Count:N0} {t.Text}."), t.Count));
        return [.. _amount.Told is { } amount ? notices.Prepend(amount) : notices];
    }
}
