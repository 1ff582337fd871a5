using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Pricing;

/// <summary>What one observation of a demand curve is.</summary>
public enum PricingPeriod
{
    /// <summary>Rows of a pricing file, weeks of a history.</summary>
    Auto,
    /// <summary>Each row of the file.</summary>
    Row,
    /// <summary>A SKU's sales of a day.</summary>
    Day,
    /// <summary>A SKU's sales of a week, from Monday.</summary>
    Week,
}

/// <summary>What a SKU is.</summary>
public enum PricingLevel
{
    /// <summary>A product, over all its stores.</summary>
    Product,
    /// <summary>A product in a store; the SKU is written store|product.</summary>
    ProductAndStore,
}

/// <summary>How the markdown bounds of the input are written.</summary>
public enum MdConvention
{
    /// <summary>As the share taken off the list price.</summary>
    Discount,
    /// <summary>As the share of the list price that is paid.</summary>
    PaidShare,
}

/// <summary>How a target of TGT_MD, TGT_DEMAND and TGT_INV is meant.</summary>
public enum TargetReading
{
    /// <summary>Met exactly.</summary>
    Equal,
    /// <summary>A limit: weighted markdown and inventory at most, demand at least.</summary>
    AtMost,
}

/// <summary>The scenario whose plan is exported to be edited, named as in files and in the order of <see cref="Scenarios.Scenario"/>.</summary>
public enum PlanScenario
{
    /// <summary>MAX_DEMAND.</summary>
    MaxDemand,
    /// <summary>MIN_W_MD.</summary>
    MinWMd,
    /// <summary>MAX_W_MD.</summary>
    MaxWMd,
    /// <summary>TGT_MD.</summary>
    TgtMd,
    /// <summary>TGT_DEMAND.</summary>
    TgtDemand,
    /// <summary>TGT_INV.</summary>
    TgtInv,
    /// <summary>W_MD_DEMAND.</summary>
    WMdDemand,
    /// <summary>DEMAND_INV.</summary>
    DemandInv,
    /// <summary>W_MD_INV.</summary>
    WMdInv,
    /// <summary>W_MD_DEMAND_INV.</summary>
    WMdDemandInv,
}

/// <summary>How observations and bounds are read: exactly what loading depends on.</summary>
/// <param name="Period">What an observation is.</param>
/// <param name="By">What a SKU is.</param>
/// <param name="Convention">How bounds are written.</param>
public sealed record PricingReading(PricingPeriod Period, PricingLevel By, MdConvention Convention);

/// <summary>Options of the analysis "price". A target left empty is put where the scenarios can reach it, and the report says where.</summary>
public sealed record PricingOptions : IOptionRules
{
    private const string Targets = "Targets", Scope = "Prices people can set", Belief = "How much to believe", Data = "Data and picture";

    /// <summary>x.</summary>
    [Option("target-md", "Weighted markdown", Group = Targets, Unit = "%", Min = 0, Max = 1, Step = .005, Live = true,
        Help = "The discount over all SKUs, weighted by sales at list price (.3 is 30 percent off). Empty: half way between the least and that of the largest demand.")]
    public double? TargetMd { get; init; }

    /// <summary>y.</summary>
    [Option("target-demand", "Demand", Group = Targets, Unit = "money", Min = 0, Live = true,
        Help = "Net sales in money, over the horizon. Empty: half way between that of the least markdown and the largest.")]
    public double? TargetDemand { get; init; }

    /// <summary>z.</summary>
    [Option("target-inventory", "Inventory", Group = Targets, Unit = "units", Min = 0, Live = true,
        Help = "Units left at the end of the horizon. Empty: half way between that of the least markdown and that of the largest demand.")]
    public double? TargetInventory { get; init; }

    /// <summary>How the three targets are meant.</summary>
    [Option("target-mode", "Targets are", Group = Targets, Live = true,
        Help = "equal: TGT_MD, TGT_DEMAND and TGT_INV meet their target exactly; at-most: it is a limit (demand: at least).")]
    public TargetReading TargetMode { get; init; } = TargetReading.Equal;

    /// <summary>Periods that stock, totals and targets span.</summary>
    [Option("horizon", "Horizon", Group = Scope, Unit = "periods", Min = 1, Max = 520, Step = 1, Live = true,
        Help = "Number of periods the plan spans: a curve tells the sales of one period, the horizon multiplies them.")]
    public int Horizon { get; init; } = 1;

    /// <summary>Step of the markdowns.</summary>
    [Option("ladder", "Markdowns in steps of", Group = Scope, Unit = "%", Min = .001, Max = .5, Step = .005,
        Help = "Markdowns are multiples of this step (.05: 0, 5, 10 ... percent off). Empty: any markdown. A target is then met as nearly as steps allow.")]
    public double? Ladder { get; init; }

    /// <summary>How prices end, as text.</summary>
    [Option("endings", "Prices end in", Group = Scope,
        Help = "Prices after the markdown end so: .99, or .99, .49 (9.99: every ten). Each step of the markdown takes the nearest such price. Empty: any price.")]
    public string? Endings { get; init; }

    /// <summary>Weeks over which markdowns may rise.</summary>
    [Option("weeks", "Weeks planned", Group = Scope, Unit = "weeks", Min = 1, Max = 52, Step = 1,
        Help = "More than 1: each SKU has a markdown for each week that never falls, and all weeks share its inventory. A curve then tells the sales of one week. Needs a horizon of 1.")]
    public int Weeks { get; init; } = 1;

    /// <summary>How many SKUs may change.</summary>
    [Option("max-changes", "SKUs that may change", Group = Scope, Unit = "SKUs", Min = 0, Step = 1,
        Help = "At most so many SKUs get another markdown than their newest; the others keep it, on a step or not. Empty: any number.")]
    public int? MaxChanges { get; init; }

    /// <summary>Locks as text.</summary>
    [Option("locks", "Locked SKUs", Group = Scope, Live = true,
        Help = "Markdowns decided beforehand: SKU=.3; OTHER=20%; THIRD= (an empty one keeps the SKU at its newest markdown). They go before those of a lock file.")]
    public string? Locks { get; init; }

    /// <summary>The scenario of the PLAN sheet.</summary>
    [Option("plan", "Plan to edit", Group = Scope, Live = true,
        Help = "The scenario whose plan is on the sheet PLAN, to be edited and given back as edited. Empty: that of the edited plan that is given, else TGT_MD.")]
    public PlanScenario? Plan { get; init; }

    /// <summary>Whether gaps on steps are closed by CBC.</summary>
    [Option("prove", "Prove it", Group = Scope,
        Help = "Where markdowns move in steps and a gap is left, a second solver (CBC) looks for a better plan or proves that there is none. It takes longer and changes nothing where the gap is closed.")]
    public bool Prove { get; init; }

    /// <summary>Time for all proofs of a run.</summary>
    [Option("prove-seconds", "Time to prove it", Group = Scope, Unit = "seconds", Min = 1, Max = 3600, Step = 1,
        Help = "Time for the proofs of all scenarios together; what is not proven by then keeps its gap.")]
    public int ProveSeconds { get; init; } = 30;

    /// <summary>Whether plans are on what is believed, or on the raw curves.</summary>
    [Option("shrink", "Lean on the category", Group = Belief,
        Help = "true: each curve's slope is drawn towards its category's, the more the less its own observations tell, and plans are on what is then believed. false: plans are on the raw curves, which tend to promise too much.")]
    public bool Shrink { get; init; } = true;

    /// <summary>Whether plans are on the pessimistic side of what is believed.</summary>
    [Option("robust", "Plan for the worst", Group = Belief,
        Help = "Plans on the lower end of each curve's 90% interval instead of its middle: less is promised, and SKUs whose sales are uncertain are marked down with more care.")]
    public bool Robust { get; init; }

    /// <summary>What an observation is.</summary>
    [Option("period", "Observation", Group = Data,
        Help = "What one point of a demand curve is: a row, a day or a week of a SKU. auto: rows of a pricing file, weeks of a sales history.")]
    public PricingPeriod Period { get; init; } = PricingPeriod.Auto;

    /// <summary>What a SKU is.</summary>
    [Option("by", "SKU is", Group = Data, Help = "product, or product-and-store: one curve and one markdown for each product in each store.")]
    public PricingLevel By { get; init; } = PricingLevel.Product;

    /// <summary>How bounds are written.</summary>
    [Option("md-convention", "Bounds are written as", Group = Data,
        Help = "discount: .3 means 30 percent off; paid-share: the input's bounds give the share of the list price that is paid, so .7 means 30 percent off.")]
    public MdConvention MdConvention { get; init; } = MdConvention.Discount;

    /// <summary>Points of each trade-off front.</summary>
    [Option("front-points", "Points of a front", Group = Data, Min = 2, Max = 401, Step = 1, Live = true,
        Help = "How finely the trade-off fronts are drawn; the reported plans do not depend on it.")]
    public int FrontPoints { get; init; } = 41;

    /// <summary>Periods of a curve that stock, totals and targets span.</summary>
    public int Periods => Horizon * Weeks;

    /// <summary>What loading reads of these options.</summary>
    public PricingReading Reading => new(Period, By, MdConvention);

    /// <summary>These options without what moves live: all that the problem to solve depends on.</summary>
    public PricingOptions Standing => this with { TargetMd = null, TargetDemand = null, TargetInventory = null, TargetMode = TargetReading.Equal, FrontPoints = 41, Plan = null };

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (LockText.Problem(Locks) is { } problem) yield return new("locks", problem);
        if (PriceEndings.Problem(Endings) is { } unclear) yield return new("endings", unclear + ".");
        if (Weeks > 1 && Horizon > 1) yield return new("weeks", $"Weeks planned is {Weeks} and the horizon is {Horizon}: weeks count periods themselves, so leave the horizon at 1.");
    }
}
