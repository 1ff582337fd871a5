using RetailOpt.Core.Storage;

namespace RetailOpt.Tests.Core.Storage;

public sealed class IdsTests
{
    [Fact]
    public void New_LaterMillisecond_SortsLater()
    {
        string early = Ids.New(new At(20_000)), late = Ids.New(new At(20_001));
        Assert.True(Ids.IsId(early) && Ids.IsId(late));
        Assert.True(string.CompareOrdinal(early, late) < 0);
    }

    [Fact]
    public void After_SameMillisecond_RisesByOne()
    {
        Assert.Equal((5L, 8), Ids.After((5, 7), 5));
        Assert.InRange(Ids.After((5, 7), 6).Chance, 0, (1 << 29) - 1);
    }

    private sealed class At(int day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(day);
    }
}
