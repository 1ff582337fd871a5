using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Loading;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>A product that can be offered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Price">List price, else mean price of the window, in the currency; null where neither is known.</param>
public sealed record OfferedProduct(string Id, string? Name, double? Price);

/// <summary>Baskets, mined rules, campaigns and products: all that recommending needs.</summary>
internal sealed class RecommendationModel : IModel
{
    private double[]? _values;

    public required Purchases Purchases { get; init; }
    public required SalesWindow Window { get; init; }
    public required History History { get; init; }
    public required IReadOnlyList<RuleBook> Books { get; init; }
    public required IReadOnlyList<Offer> Offers { get; init; }
    public required IReadOnlyList<OfferedProduct>[] Products { get; init; }
    /// <summary>What stands for the category of each item: its product's, else the item itself.</summary>
    public required int[] Groups { get; init; }
    /// <summary>Baskets that came after the rules were mined.</summary>
    public int NewBaskets { get; init; }
    public required IReadOnlyList<Notice> Notices { get; init; }

    /// <inheritdoc/>
    public long Bytes => 2 * Purchases.Bytes + 900L * Purchases.Items.Count + 120L * Books.Sum(b => (long)b.Rules.Count);

    /// <summary>Mean net value of the baskets with an item, in the currency.</summary>
    public double BasketValue(int item) => LazyInitializer.EnsureInitialized(ref _values, Values)[item];

    /// <summary>The same with a basket that has just come: the account's items and the item counts move, the rules stay as they are and become a basket older.</summary>
    /// <param name="account">Account of the purchases.</param>
    /// <param name="items">Items of the purchases.</param>
    public RecommendationModel With(int account, IReadOnlyList<int> items) => Copy(History.With(account, items), Books, NewBaskets + 1);

    /// <summary>The same at another moment: what could be seen then, and the rules mined from it.</summary>
    public RecommendationModel At(History history, IReadOnlyList<RuleBook> books) => Copy(history, books, 0);

    private RecommendationModel Copy(History history, IReadOnlyList<RuleBook> books, int newBaskets) => new()
    {
        Purchases = Purchases,
        Window = Window,
        History = history,
        Books = books,
        Offers = Offers,
        Products = Products,
        Groups = Groups,
        Notices = Notices,
        NewBaskets = newBaskets,
    };

    /// <summary>The rules of a segment, else of everybody.</summary>
    public RuleBook BookOf(int segment) => Books[segment + 1] is { Rules.Count: > 0 } own ? own : Books[0];

    private double[] Values()
    {
        var (sums, counts) = (new double[Purchases.Items.Count], new int[Purchases.Items.Count]);
        for (var b = 0; b < Purchases.Count; b++)
        {
            var value = Purchases.NetOf(b) / CrossSell.Purchases.Minor;
            foreach (var item in Purchases.Basket(b)) (sums[item], counts[item]) = (sums[item] + value, counts[item] + 1);
        }
        return [.. sums.Zip(counts, (s, n) => s / n)];
    }
}
