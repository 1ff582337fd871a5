using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;

namespace RetailOpt.Core.Grouping;

/// <summary>Which groups are wanted.</summary>
/// <param name="Entity">What is grouped: the column of the sales, "store" or "account".</param>
/// <param name="Count">Number of groups, or null for the number that fits best.</param>
/// <param name="From">First day of the sales that are compared, or null.</param>
/// <param name="To">Last day of the sales that are compared, or null.</param>
internal sealed record GroupWish(string Entity, int? Count, DateOnly? From, DateOnly? To);

/// <summary>A group of stores that are alike.</summary>
/// <param name="Name">Its label.</param>
/// <param name="Members">How many there are in it.</param>
/// <param name="Why">What sets it apart, in a sentence without its full stop.</param>
internal sealed record StoreGroup(string Name, int Members, string Why);

/// <summary>Stores with their labels, and what the groups are.</summary>
/// <param name="Labels">Label of each store.</param>
/// <param name="Groups">The groups; empty where labels were given and nothing more is known of them.</param>
/// <param name="Told">What to know of how the labels came about.</param>
internal sealed record StoreGroups(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<StoreGroup> Groups, IReadOnlyList<Notice> Told);

/// <summary>Finds groups of stores that are alike in what they sell and in how much. The clusters analysis implements it; features that compare a store with its peers ask it.</summary>
internal interface IStoreGroups
{
    /// <summary>The groups of a source's stores; the same source, wish and seed give the same groups.</summary>
    /// <exception cref="InputException">The sales cannot be grouped; the message says what to do.</exception>
    Task<StoreGroups> FindAsync(IQueryEngine data, GroupWish wish, IWork work, CancellationToken ct);
}
