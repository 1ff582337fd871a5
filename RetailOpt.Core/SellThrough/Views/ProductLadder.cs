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
/// <param name="Steps">Units, from the first, and the chance that each sells, 0 to 1, never rising; of long ladders some steps only.</param>
/// <param name="LastNow">Chance that the last unit of now sells; 0 without units.</param>
/// <param name="NextNow">Chance that one unit more than now would sell.</param>
/// <param name="Last">Chance that the last unit of the plan sells; 0 without units.</param>
/// <param name="Next">Chance that one unit more than the plan would sell.</param>
/// <param name="Why">Why it gains, loses or stays, in a sentence.</param>
public sealed record LadderStore(string Store, string Cluster, int Now, int Plan, int Least, int Most, double Wanted, IReadOnlyList<LadderStep> Steps, double LastNow, double NextNow, double Last, double Next, string Why);

/// <summary>A step of a ladder.</summary>
/// <param name="Unit">Which unit, from 1.</param>
/// <param name="Chance">The chance that it sells.</param>
public readonly record struct LadderStep(int Unit, double Chance);

/// <summary>A product that moves.</summary>
/// <param name="Product">Its id.</param>
/// <param name="Moved">Units that the plan adds somewhere.</param>
/// <param name="Gain">Expected units sold more.</param>
public sealed record MovedProduct(string Product, long Moved, double Gain);
