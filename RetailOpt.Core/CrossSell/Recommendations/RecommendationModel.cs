using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Core.CrossSell.Loading;
using RetailOpt.Core.CrossSell.Ranking;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>A product that can be offered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Price">List price, else mean price of the window, in the currency; null where neither is known.</param>
public sealed record OfferedProduct(string Id, string? Name, double? Price);

/// <summary>A basket that came after the rules were mined.</summary>
/// <param name="Account">Account of the purchases.</param>
/// <param name="Items">Different items of the purchases, ascending.</param>
/// <param name="Day">Its day, or null.</param>
internal sealed record NewBasket(int Account, int[] Items, DateOnly? Day);

/// <summary>Baskets, mined rules, campaigns and products: all that recommending needs.</summary>
internal sealed class RecommendationModel : IModel
{
    private RuleShelf? _shelf;
    private Features? _features;

    public required Purchases Purchases { get; init; }
    public required SalesWindow Window { get; init; }
    public required History History { get; init; }
    public required RuleMining Mining { get; init; }
    public required IReadOnlyList<RuleBook> Books { get; init; }
    /// <summary>The item of each product that was bought in the window.</summary>
    public IReadOnlyDictionary<string, int> ItemOf { get; init; } = new Dictionary<string, int>();
    /// <summary>What another recommender said, by account; null where nothing is given.</summary>
    public IReadOnlyList<(string? Account, ExternalItem Item)>? External { get; init; }
    public required IReadOnlyList<Offer> Offers { get; init; }
    public required IReadOnlyList<OfferedProduct>[] Products { get; init; }
    /// <summary>What stands for the category of each item: its product's, else the item itself.</summary>
    public required int[] Groups { get; init; }
    /// <summary>Baskets that came after the rules were mined.</summary>
    public IReadOnlyList<NewBasket> New { get; init; } = [];
    /// <summary>What was learned beside the rules; null where nothing was asked to be.</summary>
    public Learning? Learning { get; init; }
    public required IReadOnlyList<Notice> Notices { get; init; }

    /// <inheritdoc/>
    public long Bytes => 2 * Purchases.Bytes + 900L * Purchases.Items.Count + (Learning is null ? 1 : 3) * 160L * Books.Sum(b => (long)b.Rules.Count);

    /// <summary>Mean net value of the baskets with an item, in the currency.</summary>
    public double BasketValue(int item) => History.BasketValue(item);

    /// <summary>What a ranker looks at.</summary>
    public Features Features => LazyInitializer.EnsureInitialized(ref _features, () => new(this));

    private RuleShelf Shelf => LazyInitializer.EnsureInitialized(ref _shelf, () => new(Books, Purchases.Items.Count));

    /// <summary>The same with baskets that have just come: the accounts' items and the item counts move, the rules stay as they are and become older.</summary>
    public RecommendationModel With(IReadOnlyList<NewBasket> baskets) => Copy(Purchases, History.With(baskets), Books, [.. New, .. baskets], Learning, Shelf);

    /// <summary>The same with a learned ranker.</summary>
    public RecommendationModel With(Learning learning) => Copy(Purchases, History, Books, New, learning, Shelf);

    /// <summary>The same at another moment: what could be seen then, and the rules mined from it.</summary>
    public RecommendationModel At(History history, IReadOnlyList<RuleBook> books) => Copy(history.Purchases, history, books, [], null, null);

    /// <summary>All rules of a segment, else of everybody, prepared.</summary>
    public RuleIndex AllRules(int segment) => Shelf.All(segment);

    /// <summary>The rules that the settings take for a segment, prepared.</summary>
    public RuleIndex RulesFor(int segment, RecommendationSettings settings) => Shelf.Taken(segment, settings.Strategy(NameOf(segment)), settings.LeastConfidence, BasketValue);

    /// <summary>The factors by which campaigns raise items for an account.</summary>
    public Boosts BoostsOf(int account, RecommendationSettings settings) =>
        new(settings.Promotions ? Offers.Where(o => o.Reaches(Purchases, account)) : [], settings.Strategy(NameOf(Purchases.Segments.Of[account])).Boost, settings.RecencyWeight);

    /// <summary>Name of a segment, ALL for everybody.</summary>
    public string NameOf(int segment) => segment < 0 ? Transactions.Everybody : Purchases.Segments.Names[segment];

    private RecommendationModel Copy(Purchases purchases, History history, IReadOnlyList<RuleBook> books, IReadOnlyList<NewBasket> newer, Learning? learning, RuleShelf? shelf) => new()
    {
        Purchases = purchases,
        Window = Window,
        History = history,
        Mining = Mining,
        Books = books,
        ItemOf = ItemOf,
        External = External,
        Offers = Offers,
        Products = Products,
        Groups = Groups,
        Notices = Notices,
        New = newer,
        Learning = learning,
        _shelf = shelf,
    };
}
