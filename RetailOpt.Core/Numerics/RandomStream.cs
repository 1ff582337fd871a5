namespace RetailOpt.Core.Numerics;

/// <summary>
/// A random stream of an entity's own (SplitMix64), keyed by a seed and whatever names the entity: an account, a store and a week.
/// Streams are independent of each other, so the order of work and the number of threads change nothing.
/// </summary>
internal struct RandomStream
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>The stream of an entity.</summary>
    public static RandomStream Of(ulong seed, params ReadOnlySpan<long> key)
    {
        var state = Mix(seed + Step);
        foreach (var part in key) state = Mix((state ^ (ulong)part) + Step);
        return new RandomStream { _state = state };
    }

    public ulong NextBits() => Mix(_state += Step);

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Next();

    /// <summary>Uniform among 0 .. count-1.</summary>
    public int Below(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Standard normal.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    /// <summary>Log-normal with mean 1.</summary>
    public double LogNormal(double sigma) => Math.Exp(sigma * Normal() - sigma * sigma / 2);

    /// <summary>Poisson: by counting exponential gaps, in pieces small enough that no product underflows.</summary>
    public int Poisson(double mean)
    {
        var count = 0;
        for (; mean > 0; mean -= 500)
        {
            var floor = Math.Exp(-Math.Min(mean, 500));
            for (var product = Next(); product > floor; product *= Next()) count++;
        }
        return count;
    }

    /// <summary>Puts items in a random order.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
