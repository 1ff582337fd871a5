using System.Runtime.Intrinsics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Weighted sums of a line through (h, y): all that the linear and the log family need of the observations.</summary>
internal readonly record struct Sums(double W, double Wh, double Whh, double Wy, double Wyh, double Wyy)
{
    public static Sums Of(ReadOnlySpan<Vector256<double>> weight, ReadOnlySpan<Vector256<double>> h, ReadOnlySpan<Vector256<double>> y)
    {
        Vector256<double> w = default, wh = default, whh = default, wy = default, wyh = default, wyy = default;
        for (var k = 0; k < h.Length; k++)
        {
            var (qh, qy) = (weight[k] * h[k], weight[k] * y[k]);
            w += weight[k];
            wh += qh;
            whh += qh * h[k];
            wy += qy;
            wyh += qy * h[k];
            wyy += qy * y[k];
        }
        return new(Vector256.Sum(w), Vector256.Sum(wh), Vector256.Sum(whh), Vector256.Sum(wy), Vector256.Sum(wyh), Vector256.Sum(wyy));
    }

    /// <summary>Level and slope of the least-squares line, and its squared error; NaN where there is no line.</summary>
    public (double Level, double Slope, double Squares) Line()
    {
        var det = W * Whh - Wh * Wh;
        double level = (Whh * Wy - Wh * Wyh) / det, rise = (W * Wyh - Wh * Wy) / det;
        return (level, rise / level, Math.Max(0, Wyy - level * Wy - rise * Wyh));
    }

    /// <summary>For a slope that is given: the sums of g * g and of g * y.</summary>
    public (double Gg, double Gy) At(double slope) => (W + slope * (2 * Wh + slope * Whh), Wy + slope * Wyh);
}
