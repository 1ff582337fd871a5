using RetailOpt.Core.Opportunities.Rule;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities;

/// <summary>What stands for a store.</summary>
public enum StoreEntity
{
    /// <summary>Stores.</summary>
    Store,
    /// <summary>Accounts, where sales name no store: a wholesaler's shops.</summary>
    Account,
}

/// <summary>What loading reads of the options: whose sales, of which days, in how many clusters where none are given.</summary>
public sealed record OpportunitiesReading(StoreEntity Entity, DateOnly? From, DateOnly? To, int? K);

/// <summary>The rule's parameters and what it reads. The thresholds and their defaults are the source's.</summary>
public abstract record RuleOptions : IOptionRules
{
    private const string Thresholds = "Thresholds";
    internal const string Data = "Period and stores";

    /// <summary>Percentile from which a product is a top performer.</summary>
    [Option("top-performer-threshold", "Top performer from", Group = Thresholds, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true,
        Help = "Percentile of its sales within its cluster and category from which a product is a top performer (.8 is the best fifth).")]
    public double TopPerformerThreshold { get; init; } = .8;

    /// <summary>Adoption that an opportunity needs.</summary>
    [Option("adoption-threshold", "Adoption from", Group = Thresholds, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true,
        Help = "Share of the cluster's stores in the category that must carry the product.")]
    public double AdoptionThreshold { get; init; } = .6;

    /// <summary>Whether an opportunity needs that adoption.</summary>
    [Option("enforce-adoption", "Adoption counts", Group = Thresholds, Live = true,
        Help = "Off: every missing top performer is an opportunity, as in the source's formulas to the letter; only with it does a score lie between .48 and 1.")]
    public bool EnforceAdoption { get; init; } = true;

    /// <summary>Sales below which a store does not count as selling a product.</summary>
    [Option("min-product-sales", "Least sales of a product", Group = Thresholds, Unit = "money", Min = 0, Max = 1e12, Step = 1, Live = true,
        Help = "A store that sold less than this of a product is taken not to carry it; such rows are dropped before everything else.")]
    public double MinProductSales { get; init; } = 50;

    /// <summary>Stores that must sell a product.</summary>
    [Option("min-stores-selling", "Stores selling", Group = Thresholds, Unit = "stores", Min = 1, Max = 100_000, Step = 1, Live = true,
        Help = "Stores of the cluster that must sell a product before it is ranked.")]
    public int MinStoresSelling { get; init; } = 3;

    /// <summary>Stores that a category needs in a cluster.</summary>
    [Option("min-cluster-stores", "Stores of a cluster", Group = Thresholds, Unit = "stores", Min = 1, Max = 100_000, Step = 1, Live = true,
        Help = "Stores of the cluster that must sell something in a category before it is looked at.")]
    public int MinClusterStores { get; init; } = 5;

    /// <summary>What stands for a store.</summary>
    [Option("entity", "Stores are", Group = Data, Help = "Stores, or accounts in their place where sales name no store.")]
    public StoreEntity Entity { get; init; } = StoreEntity.Store;

    /// <summary>First day of the sales that count.</summary>
    [Option("from", "From", Group = Data, Help = "First day of the sales that count. Empty: from the beginning.")]
    public DateOnly? From { get; init; }

    /// <summary>Last day of the sales that count.</summary>
    [Option("to", "To", Group = Data, Help = "Last day of the sales that count. Empty: to the end.")]
    public DateOnly? To { get; init; }

    /// <summary>Number of clusters where none are given.</summary>
    [Option("k", "Number of clusters", Group = Data, Min = 1, Max = 50, Step = 1,
        Help = "Used only where no clusters are given. Empty: the number with the best silhouette is chosen.")]
    public int? K { get; init; }

    /// <summary>What loading reads.</summary>
    public OpportunitiesReading Reading => new(Entity, From, To, K);

    /// <summary>"stores" or "accounts".</summary>
    internal string Many => Entity == StoreEntity.Store ? "stores" : "accounts";

    /// <summary>"Store" or "Account".</summary>
    internal string One => Entity == StoreEntity.Store ? "Store" : "Account";

    /// <summary>"a store" or "an account".</summary>
    internal string Each => Entity == StoreEntity.Store ? "a store" : "an account";

    internal Thresholds Rule => new(TopPerformerThreshold, MinClusterStores, MinStoresSelling, (long)Math.Ceiling((decimal)MinProductSales * SalesCells.Minor), AdoptionThreshold, EnforceAdoption);

    /// <inheritdoc/>
    public virtual IEnumerable<OptionError> Check()
    {
        if (TopPerformerThreshold <= 0) yield return new("top-performer-threshold", "Top performer from is 0; it must be above 0.");
        if (From > To) yield return new("from", $"From is {OptionSchema.Format(From)}, after To, {OptionSchema.Format(To)}.");
    }
}
