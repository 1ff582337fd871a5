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
        _ => "TARGET",
    };
}
