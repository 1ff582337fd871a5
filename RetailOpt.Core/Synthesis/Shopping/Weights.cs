using System.Runtime.Intrinsics;

namespace RetailOpt.Core.Synthesis.Shopping;

/// <summary>exp(utility) of all products at once.</summary>
internal static class Weights
{
    /// <summary>
    /// result[i] = mask[i] * exp(utility[i] + sensitivity * slope[i] + noise), where the noise is Gumbel(0, scale) of the uniform draw in result[i],
    /// which lies above 0 and below 1; no noise is added where the scale is 0. Equal inputs give equal bits, wherever a product stands.
    /// </summary>
    public static void Fill(ReadOnlySpan<float> utility, ReadOnlySpan<float> slope, ReadOnlySpan<float> mask, float sensitivity, float noise, Span<float> result)
    {
        var width = Vector256<float>.Count;
        var whole = result.Length / width * width;
        for (var i = 0; i < whole; i += width) Eight(utility[i..], slope[i..], mask[i..], sensitivity, noise, result[i..]);
        if (whole == result.Length) return;
        Span<float> tail = stackalloc float[4 * width];
        tail.Fill(.5f);
        var left = result.Length - whole;
        utility[whole..].CopyTo(tail);
        slope[whole..].CopyTo(tail[width..]);
        mask[whole..].CopyTo(tail[(2 * width)..]);
        result[whole..].CopyTo(tail[(3 * width)..]);
        Eight(tail, tail[width..], tail[(2 * width)..], sensitivity, noise, tail[(3 * width)..]);
        tail.Slice(3 * width, left).CopyTo(result[whole..]);
    }

    private static void Eight(ReadOnlySpan<float> utility, ReadOnlySpan<float> slope, ReadOnlySpan<float> mask, float sensitivity, float noise, Span<float> result)
    {
        var sum = Vector256.Create(utility) + sensitivity * Vector256.Create(slope);
        if (noise > 0) sum -= noise * Vector256.Log(-Vector256.Log(Vector256.Create<float>(result)));
        (Vector256.Exp(sum) * Vector256.Create(mask)).CopyTo(result);
    }
}
