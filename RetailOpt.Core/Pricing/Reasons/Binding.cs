namespace RetailOpt.Core.Pricing.Reasons;

/// <summary>What decides the markdown of a SKU in a plan.</summary>
public enum Binding
{
    /// <summary>The best within its range: a point more or less loses.</summary>
    Inner,
    /// <summary>The least that its bound allows.</summary>
    Lower,
    /// <summary>The most that its bound allows.</summary>
    Upper,
    /// <summary>Its stock: one step on, it would sell more than there is.</summary>
    Stock,
    /// <summary>Its curve: one step on, it would not sell.</summary>
    Zero,
    /// <summary>Its bounds leave one markdown.</summary>
    OnlyOne,
    /// <summary>No markdown keeps its sales within its stock: the nearest is taken.</summary>
    Capped,
    /// <summary>A person locked it.</summary>
    Locked,
    /// <summary>It is kept at its newest markdown.</summary>
    AsIs,
    /// <summary>It is where the plan meets its target exactly.</summary>
    Target,
    /// <summary>The best of its steps.</summary>
    Step,
    /// <summary>The best step for all SKUs of its group.</summary>
    Group,
    /// <summary>The best of its paths over the weeks.</summary>
    Path,
    /// <summary>It is where the steps of all SKUs together come nearest to the target.</summary>
    Steps,
    /// <summary>Another would be better, but no more SKUs may change.</summary>
    Changes,
    /// <summary>Another would be better, but its category's budget allows no more markdown money.</summary>
    Budget,
}

/// <summary>Names of bindings in files.</summary>
public static class BindingNames
{
    /// <summary>The name in files, such as STOCK.</summary>
    public static string Key(this Binding binding) => binding switch
    {
        Binding.Inner => "INNER",
        Binding.Lower => "LOWER_BOUND",
        Binding.Upper => "UPPER_BOUND",
        Binding.Stock => "STOCK",
        Binding.Zero => "ZERO",
        Binding.OnlyOne => "ONE_MARKDOWN",
        Binding.Capped => "INV_CAPPED",
        Binding.Locked => "LOCKED",
        Binding.AsIs => "AS_IS",
        Binding.Target => "TARGET",
        Binding.Step => "STEP",
        Binding.Group => "GROUP",
        Binding.Path => "PATH",
        Binding.Steps => "STEPS_TO_TARGET",
        Binding.Changes => "MAX_CHANGES",
        _ => "BUDGET",
    };
}
