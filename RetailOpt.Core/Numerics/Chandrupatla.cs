namespace RetailOpt.Core.Numerics;

/// <summary>A function of one variable, as a struct so that a search allocates nothing.</summary>
internal interface IFunction
{
    double At(double x);
}

/// <summary>Root in a bracket by inverse quadratic steps, guarded by bisection (Chandrupatla 1997).</summary>
internal static class Chandrupatla
{
    public static double Root<TF>(ref TF f, double a, double fa, double b, double fb, double tolerance = 1e-16, int limit = 100) where TF : struct, IFunction, allows ref struct
    {
        double c = a, fc = fa, t = .5;
        for (var k = 0; k < limit && fa != 0; k++)
        {
            var x = a + t * (b - a);
            var fx = f.At(x);
            if (Math.Sign(fx) == Math.Sign(fa)) (c, fc) = (a, fa);
            else (c, b, fc, fb) = (b, a, fb, fa);
            (a, fa) = (x, fx);
            var slack = (4e-16 * Math.Abs(a) + tolerance) / Math.Abs(b - a);
            if (slack > .5) break;
            t = Math.Clamp(Next(a, fa, b, fb, c, fc), slack, 1 - slack);
        }
        return Math.Abs(fa) < Math.Abs(fb) ? a : b;
    }

    private static double Next(double a, double fa, double b, double fb, double c, double fc)
    {
        double xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
        if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) return .5;
        var t = fa / (fb - fa) * (fc / (fb - fc)) + (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb));
        return double.IsFinite(t) ? t : .5;
    }
}
