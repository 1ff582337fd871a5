namespace RetailOpt.Core.Numerics;

/// <summary>The Wright omega function: the u above 0 with u + ln u = z, which is the Lambert W of e^z without its overflow.</summary>
internal static class WrightOmega
{
    public static double Of(double z)
    {
        if (z < -30) return Math.Exp(z);
        var u = Start(z);
        // Two fourth-order steps (Fritsch, Shafer, Crowley 1973) reach the last bits from these starts.
        return Step(Step(u, z), z);
    }

    private static double Start(double z)
    {
        if (z < -1.5) return Math.Exp(z) * (1 - Math.Exp(z) * .6);
        if (z > 3.5)
        {
            var l = Math.Log(z);
            return z - l + l / z;
        }
        var d = z - 1;
        return 1 + d * (.5 + d * (1 / 16d - d * (1 / 192d)));
    }

    private static double Step(double u, double z)
    {
        var r = z - u - Math.Log(u);
        var w = 1 + u;
        var q = 2 * w * (w + r * (2 / 3d));
        return u * (1 + r / w * ((q - r) / (q - 2 * r)));
    }
}
