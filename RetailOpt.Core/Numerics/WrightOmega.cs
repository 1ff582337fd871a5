namespace RetailOpt.Core.Numerics;

/// <summary>The Wright omega function: the u above 0 with u + ln u = z, which is the Lambert W of e^z without its overflow.</summary>
internal static class WrightOmega
{
    private const double First = 1, PerUnit = 16;
    private const int Points = 513;
    private static readonly double[] Table = [.. Enumerable.Range(0, Points).Select(k => Polished(First + k / PerUnit))];

    public static double Of(double z)
    {
        var place = (z - First) * PerUnit;
        return place >= 0 && place < Points - 1 ? Step(Between(place), z) : Polished(z);
    }

    /// <summary>Cubic between two points of the table, whose slope is u / (1 + u): good to 1e-8, which one step takes to the last bits.</summary>
    private static double Between(double place)
    {
        var k = (int)place;
        double t = place - k, a = Table[k], b = Table[k + 1], rise = b - a;
        double da = a / ((1 + a) * PerUnit), db = b / ((1 + b) * PerUnit);
        return a + t * (da + t * (3 * rise - 2 * da - db + t * (da + db - 2 * rise)));
    }

    private static double Polished(double z) => z < -30 ? Math.Exp(z) : Step(Step(Start(z), z), z);

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

    /// <summary>A step of fourth order (Fritsch, Shafer, Crowley 1973).</summary>
    private static double Step(double u, double z)
    {
        var r = z - u - Math.Log(u);
        var w = 1 + u;
        var q = 2 * w * (w + r * (2 / 3d));
        return u * (1 + r / w * ((q - r) / (q - 2 * r)));
    }
}
