namespace RetailOpt.Core.SellThrough.Views;

/// <summary>A product and what each further unit of it sells in each store.</summary>
/// <param name="Product">Its id.</param>
/// <param name="Role">Its role, such as CORE.</param>
/// <param name="Band">Its price band, such as VALUE.</param>
/// <param name="Category">Its category.</param>
/// <param name="Units">Units that the stores hold now.</param>
/// <param name="Moved">Of them, units that the plan adds somewhere.</param>
/// <param name="Before">Expected units sold now.</param>
/// <param name="After">Expected units sold by the plan.</param>
/// <param name="Stores">Its stores: those that gain most first, then those that lose.</param>
public sealed record ProductLadder(string Product, string Role, string Band, string Category, long Units, long Moved, double Before, double After, IReadOnlyList<LadderStore> Stores);

/// <summary>A store of a product's ladder.</summary>
/// <param name="Store">Its id.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Now">Units now.</param>
/// <param name="Plan">Units of the plan.</param>
/// <param name="Least">Least units that the limit on changes allows.</param>
/// <param name="Most">Most units that it allows.</param>
/// <param name="Wanted">Units that are believed to be wanted.</param>
/// <param name="Chances">Chance that the first, second, ... unit sells, 0 to 1; never rising.</param>
/// <param name="Why">Why it gains, loses or stays, in a sentence.</param>
public sealed record LadderStore(string Store, string Cluster, int Now, int Plan, int Least, int Most, double Wanted, IReadOnlyList<double> Chances, string Why)
{
    /// <summary>Chance that the last unit of the plan sells; 0 without units.</summary>
    public double Last => Plan == 0 || Plan > Chances.Count ? 0 : Chances[Plan - 1];

    /// <summary>Chance that one unit more would sell.</summary>
    public double Next => Plan < Chances.Count ? Chances[Plan] : 0;
}

/// <summary>A product that moves.</summary>
/// <param name="Product">Its id.</param>
/// <param name="Moved">Units that the plan adds somewhere.</param>
/// <param name="Gain">Expected units sold more.</param>
public sealed record MovedProduct(string Product, long Moved, double Gain);
