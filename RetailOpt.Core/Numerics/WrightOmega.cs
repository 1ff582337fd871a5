namespace RetailOpt.Core.Numerics;

/// <summary>The Wright omega function: the u above 0 with u + ln u = z, which is the Lambert W of e^z without its overflow.</summary>
internal static class WrightOmega
{
    private const double First = 1, Width = 1 / 16d;
    private const int Cells = 512, Terms = 7;

    /// <summary>Taylor coefficients about the middle of each cell, from the highest; within a cell they leave less than 1e-16.</summary>
    private static readonly double[] Table = [.. Enumerable.Range(0, Cells).SelectMany(k => Taylor(First + (k + .5) * Width))];

    public static double Of(double z)
    {
        var place = (z - First) / Width;
        if (!(place >= 0 && place < Cells)) return Polished(z);
        var k = (int)place;
        var t = z - (First + (k + .5) * Width);
        var c = Table.AsSpan(k * Terms, Terms);
        var u = c[0];
        for (var i = 1; i < Terms; i++) u = u * t + c[i];
        return u;
    }

    /// <summary>
    /// With w' = w / (1 + w) the n-th derivative is q(w) / (1 + w)^(2n - 1), where the polynomial q begins with w
    /// and goes on as w ((1 + w) q' - (2n - 1) q).
    /// </summary>
    private static double[] Taylor(double z)
    {
        double w = Polished(z), factorial = 1, scale = 1 + w;
        double[] q = [0, 1], terms = new double[Terms];
        terms[^1] = w;
        for (var n = 1; n < Terms; n++)
        {
            factorial *= n;
            terms[Terms - 1 - n] = q.Index().Sum(c => c.Item * Math.Pow(w, c.Index)) / scale / factorial;
            scale *= (1 + w) * (1 + w);
            var next = new double[q.Length + 1];
            for (var i = 1; i < q.Length; i++)
            {
                next[i] += i * q[i];
                next[i + 1] += (i - (2 * n - 1)) * q[i];
            }
            q = next;
        }
        return terms;
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
