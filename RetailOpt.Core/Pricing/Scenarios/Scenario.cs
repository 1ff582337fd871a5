namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>The ten pricing scenarios, in the order of the summary.</summary>
public enum Scenario
{
    /// <summary>Most demand.</summary>
    MaxDemand,
    /// <summary>Least weighted markdown.</summary>
    MinWeightedMd,
    /// <summary>Largest weighted markdown.</summary>
    MaxWeightedMd,
    /// <summary>Most demand at a weighted markdown.</summary>
    TargetMd,
    /// <summary>Least weighted markdown at a demand.</summary>
    TargetDemand,
    /// <summary>Least weighted markdown at an inventory left.</summary>
    TargetInventory,
    /// <summary>Weighted markdown against demand, with at most an inventory left.</summary>
    MdAndDemand,
    /// <summary>Demand against inventory left, with at most a weighted markdown.</summary>
    DemandAndInventory,
    /// <summary>Weighted markdown against inventory left, with at least a demand.</summary>
    MdAndInventory,
    /// <summary>Weighted markdown, demand and inventory left.</summary>
    MdDemandAndInventory,
}

/// <summary>Names of scenarios in files.</summary>
public static class ScenarioNames
{
    private static readonly string[] Keys =
        ["MAX_DEMAND", "MIN_W_MD", "MAX_W_MD", "TGT_MD", "TGT_DEMAND", "TGT_INV", "W_MD_DEMAND", "DEMAND_INV", "W_MD_INV", "W_MD_DEMAND_INV"];

    /// <summary>All scenarios in order.</summary>
    public static IReadOnlyList<Scenario> All { get; } = Enum.GetValues<Scenario>();

    /// <summary>The name in files, such as TGT_MD.</summary>
    public static string Key(this Scenario scenario) => Keys[(int)scenario];

    /// <summary>The scenario of a name in files, or null.</summary>
    public static Scenario? Find(string key) => Array.FindIndex(Keys, k => k.Equals(key, StringComparison.OrdinalIgnoreCase)) is var i and >= 0 ? (Scenario)i : null;
}
