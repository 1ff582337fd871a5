using System.Runtime.Intrinsics.X86;

namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>
/// Items beside the chosen ones, each with the baskets that it shares with them as bits. The first <see cref="Excluded"/> have been searched and only tell what is not closed or maximal;
/// the others extend. One level serves all its siblings in turn, so that the search allocates nothing.
/// </summary>
internal sealed class BitLevel
{
    public int[] Items = [], Supports = [];
    public ulong[] Bits = [];

    /// <summary>Items here.</summary>
    public int Count;
    /// <summary>How many of them, the first, are excluded.</summary>
    public int Excluded;
    /// <summary>Words of each item's bits.</summary>
    public int Words;

    /// <summary>How likely a probe picks each item, in proportion; made when first asked for.</summary>
    public double[] Weights = [];
    public bool Weighed;

    /// <summary>Makes room for weights.</summary>
    public void ReserveWeights()
    {
        if (Weights.Length < Count) Weights = new double[Math.Max(Count, 2 * Weights.Length)];
        Weighed = true;
    }

    /// <summary>An item by its weight, and how likely it was.</summary>
    /// <param name="at">From 0 to 1.</param>
    public (int Item, double Likely) Pick(double at)
    {
        double all = 0, left;
        for (var i = 0; i < Count; i++) all += Weights[i];
        left = at * all;
        for (var item = 0; item < Count - 1; item++)
            if ((left -= Weights[item]) < 0) return (item, Weights[item] / all);
        return (Count - 1, Weights[Count - 1] / all);
    }

    /// <summary>Makes room; what was there is lost.</summary>
    public void Reserve(int count, int words)
    {
        if (Items.Length < count) (Items, Supports) = (new int[Math.Max(count, 2 * Items.Length)], new int[Math.Max(count, 2 * Items.Length)]);
        var bits = (long)count * words;
        if (Bits.Length < bits) Bits = new ulong[Math.Max(bits, 2L * Bits.Length)];
        Words = words;
    }
}

/// <summary>The bits of other items at the set bits of one, drawn together.</summary>
internal ref struct BitPacking(ReadOnlySpan<ulong> mask)
{
    private readonly ReadOnlySpan<ulong> _mask = mask;

    /// <summary>Drawing bits together needs an instruction of the processor; without it bits stay where they are.</summary>
    public static bool IsSupported => Bmi2.X64.IsSupported;

    /// <summary>Writes the bits of <paramref name="source"/> where the mask has one, side by side.</summary>
    public readonly void Pack(ReadOnlySpan<ulong> source, Span<ulong> target)
    {
        target.Clear();
        var at = 0;
        for (var w = 0; w < _mask.Length; w++)
        {
            var mask = _mask[w];
            if (mask == 0) continue;
            var (word, shift) = (at >> 6, at & 63);
            var bits = Bmi2.X64.ParallelBitExtract(source[w], mask);
            target[word] |= bits << shift;
            at += System.Numerics.BitOperations.PopCount(mask);
            if (shift > 0 && (at - 1) >> 6 > word) target[word + 1] = bits >> (64 - shift);
        }
    }
}
