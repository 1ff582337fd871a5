using System.Runtime.Intrinsics;

namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>
/// What a store misses: how much, and the sums of scores and of peers' average sales, both in whole parts of the scales of the <see cref="Shelf"/>.
/// Whole numbers add up to the same in any order, and taking away what was added leaves nothing. They are added together: a live answer adds millions.
/// </summary>
internal readonly struct StoreSum
{
    private readonly Vector256<long> _sums;

    private StoreSum(Vector256<long> sums) => _sums = sums;

    public StoreSum(long missing, long scores, long potential) => _sums = Vector256.Create(missing, scores, potential, 0);

    public long Missing => _sums[0];

    public long Scores => _sums[1];

    public long Potential => _sums[2];

    public static StoreSum operator +(StoreSum a, StoreSum b) => new(a._sums + b._sums);

    public static StoreSum operator -(StoreSum a, StoreSum b) => new(a._sums - b._sums);

    public static StoreSum operator -(StoreSum a) => new(-a._sums);
}
