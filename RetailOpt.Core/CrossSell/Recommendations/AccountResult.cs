using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>An account that a search found.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Segment">Its segment, or null.</param>
/// <param name="Items">Different items that it bought in the window.</param>
public sealed record FoundAccount(string Account, string? Segment, int Items);

/// <summary>What to offer to an account.</summary>
public sealed class AccountResult
{
    internal AccountResult(RecommendationModel model, int account, RuleIndex rules, ListMaker lists) =>
        (Model, Account, Rules, FellBack, Ranked, RankedByLearned, List) = (model, account, rules.Count, rules.FellBack, lists.Told, lists.Learned, lists.For(account));

    /// <summary>What it was made of.</summary>
    internal RecommendationModel Model { get; }
    /// <summary>Place of the account.</summary>
    internal int Account { get; }
    /// <summary>Whether the floor of its segment was lowered.</summary>
    internal bool FellBack { get; }
    /// <summary>What ranks, and why.</summary>
    internal Notice Ranked { get; }
    /// <summary>The recommendations.</summary>
    internal IReadOnlyList<Recommendation> List { get; }

    /// <summary>The recommendations, best first, as other systems get them.</summary>
    public IReadOnlyList<AccountOffer> Offers
    {
        get
        {
            var (purchases, tables) = (Model.Purchases, new RecommendationTables(Model));
            return [.. List.Select(r => new AccountOffer(r.Rank, purchases.Items[r.Item], purchases.ItemNames[r.Item], r.Score, r.Rule.BaseScore, r.Boost, r.Campaign?.Id, r.Likely, [.. r.Rule.If.Select(i => purchases.Items[i])],
                r.Rule.Confidence, r.Rule.Lift, r.Rule.Support, Model.BasketValue(r.Item), Model.Products[r.Item], tables.Reason(r)))];
        }
    }

    /// <summary>What ranks and why, in a sentence.</summary>
    public string RankedWhy => Ranked.Text;

    /// <summary>Whether the learned ranker ranks.</summary>
    public bool RankedByLearned { get; }

    /// <summary>Last day of the baskets that the rules were mined from; null where sales have no dates.</summary>
    public DateOnly? AsOf => Model.Window.AsOf;

    /// <summary>Rules of the account's segment that its strategy takes.</summary>
    public int Rules { get; }

    /// <summary>Id of the account.</summary>
    public string AccountId => Model.Purchases.Accounts[Account];

    /// <summary>Its segment, or null.</summary>
    public string? Segment => SegmentOf(Account);

    /// <summary>Accounts whose id holds a text, whatever the case: the same id first, then ids that begin with it, then the others, each by id.</summary>
    public IReadOnlyList<FoundAccount> Search(string text, int most)
    {
        var accounts = Model.Purchases.Accounts;
        int Rank(string id) => id.Equals(text, StringComparison.Ordinal) ? 0 : id.Equals(text, StringComparison.OrdinalIgnoreCase) ? 1 : id.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 2 : 3;
        return [.. Enumerable.Range(0, accounts.Count).Where(a => accounts[a].Contains(text, StringComparison.OrdinalIgnoreCase)).OrderBy(a => Rank(accounts[a])).ThenBy(a => accounts[a], StringComparer.Ordinal)
            .Take(most).Select(a => new FoundAccount(accounts[a], SegmentOf(a), Model.History.Bought[a].Length))];
    }

    private string? SegmentOf(int account) => Model.Purchases.Segments.Of[account] is var s and >= 0 ? Model.Purchases.Segments.Names[s] : null;
}
