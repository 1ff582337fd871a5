using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>Limits in plain words: what each is about, how the plan stands to it, and what letting one more pass would bring.</summary>
internal sealed class LimitWords(SellThroughResult result)
{
    public static IResultTable Table(SellThroughResult result)
    {
        var words = new LimitWords(result);
        var limits = result.Solution.Limits.Select(l => (Limit: l, Kind: Kind(l), Of: words.Of(l), Class: Class(l)))
            .OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.Of, StringComparer.Ordinal).ThenBy(l => l.Class, StringComparer.Ordinal).ToArray();
        return new TableLayout<(LimitState Limit, string Kind, string Of, string Class)>("constraints", "Limits")
            .Text("constraint", "Limit", l => l.Kind).Text("of", "Of", l => l.Of).Text("class", "Class", l => l.Class).Number("used", "Used", l => l.Limit.Used).Number("least", "At least", l => l.Limit.Least).Number("most", "At most", l => l.Limit.Most)
            .Number("spare", "Spare", l => l.Limit.Spare).Number("beyond", "Beyond", l => l.Limit.Excess).Flag("binds", "Binds", l => l.Limit.Binds).Number("price", "One more brings", l => l.Limit.Price, help: "In units sold, revenue and turnover counted in by their weights.")
            .Text("meaning", "In words", l => words.Meaning(l.Limit)).OrderBy("constraint", "of", "class").IdentifiedBy("constraint", "of", "class").Of(limits);
    }

    public const string CellKind = "units of a cell";

    /// <summary>A price below this is not worth a word.</summary>
    public const double Nothing = 5e-5;

    /// <summary>Whether a limit has a price that counts units sold; a higher one counts what easing a limit that is not kept would save.</summary>
    public bool IsWorth(LimitState limit) => Math.Abs(limit.Price) >= Nothing && Math.Abs(limit.Price) <= result.Solution.UnitWorth * (1 + 1e-9);

    /// <summary>The product, store or cluster that a limit is of, with its class.</summary>
    public string Named(LimitState limit) => limit.Kind == LimitKind.Mix ? $"{Class(limit)} in {Of(limit)}" : Of(limit);

    public static string Kind(LimitState limit) => limit.Kind switch
    {
        LimitKind.Supply => "supply",
        LimitKind.Capacity => "store capacity in units",
        LimitKind.Slots => "product slots",
        LimitKind.Categories => "categories of a store",
        LimitKind.Mix => "mix of roles",
        _ => CellKind,
    };

    public static string Class(LimitState limit) => limit.Kind == LimitKind.Mix ? ((ProductRole)limit.Class).ToString().ToUpperInvariant() : "";

    /// <summary>The product, store or cluster that a limit is of, and the period where there are several.</summary>
    public string Of(LimitState limit)
    {
        var (pairs, periods) = (result.Pairs, result.Cells.Periods);
        var (clusters, index) = (pairs.Clusters.Length, limit.Index / periods);
        var period = limit.Kind == LimitKind.Cell ? result.Cells.Period[limit.Index] : limit.Index % periods;
        return (periods > 1 ? $"period {period + 1}: " : "") + limit.Kind switch
        {
            LimitKind.Supply => result.Options.Scope == SupplyScope.Chain ? pairs.Products[index] : $"{pairs.Products[index / clusters]} in {pairs.Clusters[index % clusters]}",
            LimitKind.Mix => result.Options.RoleMix == MixScope.Store ? pairs.Stores[index] : pairs.Clusters[index],
            LimitKind.Cell => $"{pairs.Products[result.Cells.Product[limit.Index]]} in {pairs.Stores[result.Cells.Store[limit.Index]]}",
            _ => pairs.Stores[index],
        };
    }

    /// <summary>One sentence.</summary>
    public string Meaning(LimitState limit)
    {
        var (what, of) = (limit.Kind switch { LimitKind.Slots => "slot", LimitKind.Categories => "category", _ => "unit" }, Of(limit));
        if (limit.Excess > 0) return Beyond(limit, what);
        if (limit.Binds && limit.Price > result.Solution.UnitWorth && !IsWorth(limit)) return Invariant($"Easing this limit of {of} would help to keep those that are not kept.");
        if (!limit.Binds || !IsWorth(limit)) return "";
        return limit.Kind switch
        {
            LimitKind.Supply when limit.Price < 0 => Invariant($"One more unit of {of} would sell too rarely: with turnover counted in it costs what {-limit.Price:0.0000} units sold are worth."),
            LimitKind.Supply => Invariant($"One more unit of {of} would bring {limit.Price:0.0000} units sold."),
            LimitKind.Mix when limit.Price < 0 => Invariant($"One unit less of {Class(limit)} to be held in {of} would bring {-limit.Price:0.0000} units sold."),
            LimitKind.Mix => Invariant($"One unit more of {Class(limit)} in {of} would bring {limit.Price:0.0000} units sold."),
            LimitKind.Categories => Invariant($"One category less to be carried by {of} would bring {-limit.Price:0.0000} units sold."),
            _ => Invariant($"Room for one more {what} in {of} would bring {limit.Price:0.0000} units sold."),
        };
    }

    /// <summary>By how much a limit is not kept, whether any plan comes closer, at which limit the plan would stand, and why it cannot where supply itself says so.</summary>
    private string Beyond(LimitState limit, string what)
    {
        var solution = result.Solution;
        var certain = solution.Bound - (solution.Value - solution.SlackCost) < solution.SlackPrice
            ? Invariant($"No plan that the other limits allow comes closer, unless for more than {solution.SlackPrice:#,0.##} units sold for each {what}.")
            : "No plan was found that comes closer; that there is none is not proven.";
        var all = limit.Kind == LimitKind.Mix ? solution.Limits.Where(l => (l.Kind, l.Rule, l.Index) == (limit.Kind, limit.Rule, limit.Index)).Sum(l => l.Used) : 0;
        var stands = all > 0 ? Invariant($"a share of {limit.Used / all:0.0%}") : Invariant($"{limit.Used:#,0.##}");
        return Invariant($"{Named(limit)}: the plan is {limit.Excess:#,0.##} {(limit.Excess == 1 ? what : limit.Kind == LimitKind.Categories ? "categories" : what + "s")} beyond this limit. {certain} A limit of {stands} would be kept.{Supplied(limit)}");
    }

    /// <summary>Where all supply is shared out, its own mix limits that of the clusters together.</summary>
    private string Supplied(LimitState limit)
    {
        if (limit.Kind != LimitKind.Mix || result.Options.Holdback > 0) return "";
        var ofClass = result.Problem.Mixes[limit.Rule].Class;
        var (all, of) = (result.Whole.Supplied, ofClass.Select((k, c) => k == limit.Class ? (double)result.Cells.Current[c] : 0).Sum());
        var share = result.Problem.Mixes[limit.Rule].Limits.Single(l => l.Class == limit.Class);
        return of > share.Most * all || of < share.Least * all ? Invariant($" Of all supply {of / all:0.0%} is {Class(limit)}, and all of it is shared out: other limits on the mix, or supply held back, would help.") : "";
    }
}
