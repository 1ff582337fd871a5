using RetailOpt.Core.Analyses;
using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>The sales cut in two by a day.</summary>
/// <param name="First">The first part, with clusters that know nothing of the second.</param>
/// <param name="Second">What the same stores sold in the second.</param>
/// <param name="Split">First day of the second.</param>
/// <param name="FirstDays">Days of the first.</param>
/// <param name="SecondDays">Days of the second.</param>
internal sealed record ProofParts(OpportunitiesModel First, SalesCells Second, DateOnly Split, int FirstDays, int SecondDays);

/// <summary>What the rule is tried on: all sales, and the two parts of them where they have dates.</summary>
public sealed class ProofModel : IModel
{
    internal ProofModel(OpportunitiesModel whole, ProofParts? parts, string? noParts) => (Whole, Parts, NoParts) = (whole, parts, noParts);

    internal OpportunitiesModel Whole { get; }
    internal ProofParts? Parts { get; }
    internal string? NoParts { get; }

    /// <inheritdoc/>
    public long Bytes => Whole.Bytes + (Parts is { } parts ? parts.First.Bytes + parts.Second.Bytes : 0);
}
