using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>Log curves that fall: the weighted objective may be concave in part of the interval only, so the best of its ends and of that part's maximum counts.</summary>
internal static class FallingLog
{
    public static void Take<TSink>(SkuArrays s, in Centre c, int i, ref TSink sink) where TSink : ISink, allows ref struct
    {
        if (c.Alpha == 0) { BestMd.End(s, c, i, ref sink); return; }
        double top = c.At(s.InversePrice[i]) + 1, low = 1 + s.Low[i], high = 1 + s.High[i];
        // f'' has the sign of -b * alpha * (top + t): b is negative here
        var (from, to) = c.Alpha < 0 ? (Math.Max(low, -top), high) : (low, Math.Min(high, -top));
        var f = new Derivative(s.A[i], s.B[i], top, Math.Sign(c.Alpha));
        double t = from, atFrom = from < to ? f.At(from) : 0;
        if (atFrom > 0 && f.At(to) is < 0 and var atTo) t = Chandrupatla.Root(ref f, from, atFrom, to, atTo);
        else { BestMd.End(s, c, i, ref sink); return; }
        double x = t - 1, sold = s.A[i] + s.B[i] * Math.Log(t), best = sold * c.Margin(s.InversePrice[i], x);
        if (x <= s.Low[i] || x >= s.High[i] || best <= s.SoldLow[i] * c.Margin(s.InversePrice[i], s.Low[i]) || best <= s.SoldHigh[i] * c.Margin(s.InversePrice[i], s.High[i]))
            BestMd.End(s, c, i, ref sink);
        else
            sink.Take(i, s.Price[i], x, sold, s.B[i] / t, t * t / (s.B[i] * (top + t) * c.Alpha * s.Price[i]));
    }

    /// <summary>Derivative of (a + b ln t)(top - t), times the sign of alpha.</summary>
    private readonly struct Derivative(double a, double b, double top, int sign) : IFunction
    {
        public double At(double t) => sign * (b * (top / t - 1) - a - b * Math.Log(t));
    }
}
