using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough;

/// <summary>What stands for a store.</summary>
public enum SellThroughEntity
{
    /// <summary>Stores.</summary>
    Store,
    /// <summary>Accounts, where sales name no store: a wholesaler's shops.</summary>
    Account,
}

/// <summary>Within what supply may move.</summary>
public enum SupplyScope
{
    /// <summary>The whole chain.</summary>
    Chain,
    /// <summary>The stores of a cluster.</summary>
    Cluster,
}

/// <summary>For what the mix of roles is limited.</summary>
public enum MixScope
{
    /// <summary>For nothing.</summary>
    None,
    /// <summary>For each store.</summary>
    Store,
    /// <summary>For each cluster.</summary>
    Cluster,
}

/// <summary>What loading reads of the options.</summary>
public sealed record SellThroughReading(SellThroughEntity Entity, DateOnly? From, DateOnly? To, int? K, bool EstimateSupply, double SupplyFactor);

/// <summary>Options of the analysis "sell-through".</summary>
public sealed record SellThroughOptions : IOptionRules
{
    private const string Data = "Data", Objective = "Objective", Limits = "Limits", Mix = "Mix of roles", Tables = "Derived tables", Work = "Work";

    /// <summary>What stands for a store.</summary>
    [Option("entity", "Stores are", Group = Data, Help = "Stores, or accounts in their place where sales name no store.")]
    public SellThroughEntity Entity { get; init; } = SellThroughEntity.Store;

    /// <summary>First day that counts.</summary>
    [Option("from", "From", Group = Data, Help = "First day of the sales and supply that count. Empty: from the beginning.")]
    public DateOnly? From { get; init; }

    /// <summary>Last day that counts.</summary>
    [Option("to", "To", Group = Data, Help = "Last day of the sales and supply that count. Empty: to the end.")]
    public DateOnly? To { get; init; }

    /// <summary>Number of clusters where none are given.</summary>
    [Option("k", "Number of clusters", Group = Data, Min = 1, Max = 50, Step = 1, Help = "Used only where no clusters are given. Empty: the number with the best silhouette is chosen.")]
    public int? K { get; init; }

    /// <summary>Whether missing supply is estimated.</summary>
    [Option("estimate-supply", "Estimate supply", Group = Data, Help = "Where the data has no supply: units sold times the supply factor. Everything that comes of it is an estimate and is marked so.")]
    public bool EstimateSupply { get; init; }

    /// <summary>Units supplied for a unit sold, where supply is estimated.</summary>
    [Option("supply-factor", "Supply factor", Group = Data, Min = 1, Max = 100, Step = .1, Help = "Units supplied for each unit sold, where supply is estimated.")]
    public double SupplyFactor { get; init; } = 1.5;

    /// <summary>Weights of units sold, revenue and turnover.</summary>
    [Option("weights", "Weights", Group = Objective, Live = true, Help = "Weights of units sold, revenue and turnover, each against its baseline: 0.7/0.2/0.1; 1/0/0 is sell-through alone.")]
    public string Weights { get; init; } = "0.7/0.2/0.1";

    /// <summary>What moving a unit costs.</summary>
    [Option("move-cost", "Cost of a move", Group = Objective, Unit = "units sold", Min = 0, Max = 10, Step = .0001, Live = true, Help = "A unit moves only where that brings more than so many units sold. 0: for any gain, however small.")]
    public double MoveCost { get; init; } = .0001;

    /// <summary>Periods that are planned one after the other.</summary>
    [Option("periods", "Periods", Group = Limits, Min = 1, Max = 60, Step = 1, Live = true, Help = "1 plans all days as a whole. More: what arrives in a period is shared out in it, and what does not sell is there in the next.")]
    public int Periods { get; init; } = 1;

    /// <summary>Weeks of each period; null where their number is given.</summary>
    [Option("period-weeks", "Weeks of a period", Group = Limits, Unit = "weeks", Min = 1, Max = 520, Step = 1, Live = true, Help = "Periods of so many weeks from the first day, in place of a number of periods. Empty: by their number.")]
    public int? PeriodWeeks { get; init; }

    /// <summary>Whether the market index scales demand.</summary>
    [Option("use-market", "Use the market index", Group = Objective, Live = true, Help = "Scales demand by the market index that is given (market).")]
    public bool UseMarket { get; init; }

    /// <summary>Within what supply moves.</summary>
    [Option("scope", "Supply moves within", Group = Limits, Live = true, Help = "The chain, or each cluster by itself.")]
    public SupplyScope Scope { get; init; } = SupplyScope.Chain;

    /// <summary>Share of a cell's units that may change; null for no limit.</summary>
    [Option("change-limit", "Change limit", Group = Limits, Unit = "%", Min = 0, Max = 10, Step = .05, Live = true, Help = "Share of the current units of a store and product that may be added or taken, at least one unit. Empty: no limit.")]
    public double? ChangeLimit { get; init; } = .3;

    /// <summary>Whether stores may get products that they do not have.</summary>
    [Option("open-cells", "Open new cells", Group = Limits, Live = true, Help = "Lets a store receive a product that its cluster sells and it does not have.")]
    public bool OpenCells { get; init; }

    /// <summary>Share of the supply kept back.</summary>
    [Option("holdback", "Held back", Group = Limits, Unit = "%", Min = 0, Max = .9, Step = .01, Live = true, Help = "Share of each product's supply that is kept in the warehouse.")]
    public double Holdback { get; init; }

    /// <summary>Share of the rack capacity that carried products may take; null for no limit.</summary>
    [Option("slots", "Slots used at most", Group = Limits, Unit = "%", Min = .01, Max = 10, Step = .01, Live = true, Help = "Share of a store's rack capacity, in product slots, that carried products may take. Empty: no limit.")]
    public double? Slots { get; init; } = .85;

    /// <summary>Whether stores' capacities in units hold.</summary>
    [Option("units-limit", "Capacity in units", Group = Limits, Live = true, Help = "A store holds no more units than its units capacity, or where none is given, than its own stock has ever been.")]
    public bool UnitsLimit { get; init; } = true;

    /// <summary>Units that a carried product needs.</summary>
    [Option("min-presentation", "Least units on show", Group = Limits, Unit = "units", Min = 0, Max = 10_000, Step = 1, Live = true, Help = "A product that a store carries has at least so many units there. 0: no limit.")]
    public int MinPresentation { get; init; }

    /// <summary>Units move in packs of this size.</summary>
    [Option("pack-size", "Pack size", Group = Limits, Unit = "units", Min = 1, Max = 10_000, Step = 1, Live = true, Help = "Units are added and taken in packs of this size.")]
    public int PackSize { get; init; } = 1;

    /// <summary>Categories that a store must carry.</summary>
    [Option("min-categories", "Categories of a store", Group = Limits, Min = 0, Max = 1000, Step = 1, Live = true, Help = "A store carries products of at least so many categories. 0: no limit.")]
    public int MinCategories { get; init; } = 3;

    /// <summary>For what the mix of roles is limited.</summary>
    [Option("role-mix", "Mix of roles held", Group = Mix, Live = true, Help = "For each cluster, each store, or not at all.")]
    public MixScope RoleMix { get; init; } = MixScope.Cluster;

    /// <summary>Greatest share of any role.</summary>
    [Option("role-max", "Any role at most", Group = Mix, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true, Help = "Share of the units that any one role may take.")]
    public double RoleMax { get; init; } = .6;

    /// <summary>Least share of CORE.</summary>
    [Option("core-min", "CORE at least", Group = Mix, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true)]
    public double CoreMin { get; init; } = .15;

    /// <summary>Least share of SEASONAL.</summary>
    [Option("seasonal-min", "SEASONAL at least", Group = Mix, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true)]
    public double SeasonalMin { get; init; }

    /// <summary>Least share of FILLER.</summary>
    [Option("filler-min", "FILLER at least", Group = Mix, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true)]
    public double FillerMin { get; init; }

    /// <summary>Greatest share of FILLER.</summary>
    [Option("filler-max", "FILLER at most", Group = Mix, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true)]
    public double FillerMax { get; init; } = .45;

    /// <summary>Whether roles are cut at fixed sales in place of percentiles.</summary>
    [Option("absolute-roles", "Roles by fixed sales", Group = Tables, Live = true, Help = "CORE from 14,000 of sales, SEASONAL from 10,000 with a fashion share of .6, CLEARANCE below 5,000; else the chain's own quartiles.")]
    public bool AbsoluteRoles { get; init; }

    /// <summary>Benchmark shares of the roles.</summary>
    [Option("role-benchmark", "Benchmark of roles", Group = Tables, Live = true, Help = "Expected shares of CORE/SEASONAL/FILLER/CLEARANCE in percent.")]
    public string RoleBenchmark { get; init; } = "25/30/35/10";

    /// <summary>Benchmark shares of the price bands.</summary>
    [Option("band-benchmark", "Benchmark of bands", Group = Tables, Live = true, Help = "Expected shares of ECONOMY/VALUE/PREMIUM/LUXURY in percent.")]
    public string BandBenchmark { get; init; } = "25/25/25/25";

    /// <summary>Resamples of demand for intervals and simulation.</summary>
    [Option("draws", "Draws", Group = Work, Min = 20, Max = 5_000, Step = 20, Live = true, Help = "How often demand is drawn for the interval of the improvement and for the simulation.")]
    public int Draws { get; init; } = 200;

    /// <summary>Seconds that the solver may take.</summary>
    [Option("time-limit", "Time limit", Group = Work, Unit = "seconds", Min = 1, Max = 86_400, Step = 1, Live = true, Help = "Seconds after which the best plan so far is kept, with its gap.")]
    public double TimeLimit { get; init; } = 60;

    internal SellThroughReading Reading => new(Entity, From, To, K, EstimateSupply, SupplyFactor);

    internal string Many => Entity == SellThroughEntity.Store ? "stores" : "accounts";

    internal string One => Entity == SellThroughEntity.Store ? "Store" : "Account";

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (From > To) yield return new("from", $"From is {OptionSchema.Format(From)}, after To, {OptionSchema.Format(To)}.");
        if (!Shares.TryRead(Weights, 3, out var weights) || weights.Sum() <= 0) yield return new("weights", $"Weights is '{Weights}'; it must be three numbers from 0 that are not all 0, such as 0.7/0.2/0.1.");
        foreach (var (key, label, text) in new[] { ("role-benchmark", "Benchmark of roles", RoleBenchmark), ("band-benchmark", "Benchmark of bands", BandBenchmark) })
            if (!Shares.TryRead(text, 4, out var shares) || Math.Abs(shares.Sum() - 100) > .01) yield return new(key, $"{label} is '{text}'; it must be four shares in percent that add up to 100, such as 25/30/35/10.");
        foreach (var error in MixRules()) yield return error;
        if (Periods > 1 && PeriodWeeks is not null) yield return new("period-weeks", "Give the number of periods or the weeks of each, not both.");
        if (Periods == 1 && PeriodWeeks is null) yield break;
        if (OpenCells) yield return new("open-cells", "New cells are opened in a plan of one period only. Switch them off, or plan one period (periods).");
        if (ChangeLimit is null) yield return new("change-limit", "Several periods are planned within a limit on changes. Give one, such as 30%, or plan one period (periods).");
    }

    private IEnumerable<OptionError> MixRules()
    {
        if (RoleMix == MixScope.None) yield break;
        var least = CoreMin + SeasonalMin + FillerMin;
        if (least > 1) yield return new("core-min", FormattableString.Invariant($"The least shares of the roles add up to {least:0.#%}, more than all units: CORE {CoreMin:0.#%}, SEASONAL {SeasonalMin:0.#%}, FILLER {FillerMin:0.#%}. Lower one of them."));
        foreach (var (key, name, share, most) in new[] { ("core-min", "CORE", CoreMin, RoleMax), ("seasonal-min", "SEASONAL", SeasonalMin, RoleMax), ("filler-min", "FILLER", FillerMin, Math.Min(RoleMax, FillerMax)) })
            if (share > most) yield return new(key, FormattableString.Invariant($"{name} must have at least {share:0.#%} of the units and may have at most {most:0.#%}. Lower the one or raise the other."));
        var greatest = 3 * RoleMax + Math.Min(RoleMax, FillerMax);
        if (greatest < 1) yield return new("role-max", FormattableString.Invariant($"The greatest shares of the four roles add up to {greatest:0.#%}, less than all units. Raise role-max or filler-max."));
    }
}
