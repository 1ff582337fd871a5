namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Weighted sums of a line through (h, y): all that the linear and the log family need of the observations.</summary>
internal readonly record struct Sums(double W, double Wh, double Whh, double Wy, double Wyh, double Wyy)
{
    public static Sums Of(ReadOnlySpan<double> weight, ReadOnlySpan<double> h, ReadOnlySpan<double> y)
    {
        double w = 0, wh = 0, whh = 0, wy = 0, wyh = 0, wyy = 0;
        for (var k = 0; k < h.Length; k++)
        {
            double q = weight[k], qh = q * h[k], qy = q * y[k];
            w += q;
            wh += qh;
            whh += qh * h[k];
            wy += qy;
            wyh += qy * h[k];
            wyy += qy * y[k];
        }
        return new(w, wh, whh, wy, wyh, wyy);
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
