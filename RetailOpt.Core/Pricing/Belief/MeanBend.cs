using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The bend of a SKU's sales: the weighted contrast with the square of the markdown that no level and no slope can show. It is linear in the
/// sales, so whatever the noise is shaped like, its mean over SKUs is not biased.
/// </summary>
/// <param name="Seen">Contrast over the weighted mean of the sales.</param>
/// <param name="Precision">1 / its variance, times the relative noise.</param>
/// <param name="Linear">What the linear family would show.</param>
/// <param name="Exp">What exp would show.</param>
/// <param name="Log">What log would show.</param>
internal readonly record struct MeanBend(double Seen, double Precision, double Linear, double Exp, double Log)
{
    /// <summary>A SKU of fewer observations shows no bend.</summary>
    private const int Fewest = 4;

    /// <param name="o">The observations.</param>
    /// <param name="slope">Mean of the SKU's slope as its category has it.</param>
    /// <param name="variance">Variance of that.</param>
    public static MeanBend Of(Observations o, double slope, double variance)
    {
        if (o.Count < Fewest) return default;
        var square = Square(o);
        var (bend, mean, size) = Contrast(o, square, k => o.Sold[k]);
        if (!(size > 1e-12)) return default;
        double Expected(int family)
        {
            var (b, m, _) = Contrast(o, square, k => Families.MeanShape(family, slope, variance, o.Distances(family)[k]));
            return b / m;
        }
        return new(bend / mean, size, Expected(0), Expected(1), Expected(2));
    }

    /// <summary>The tilt of the families that the mean bend of all SKUs asks for.</summary>
    /// <param name="bends">Each SKU's; a precision of 0 is none.</param>
    /// <param name="noise">Relative noise of a SKU.</param>
    public static FamilyTilt Tilt(MeanBend[] bends, Func<int, double> noise)
    {
        Neumaier precision = default, seen = default, linear = default, exp = default, log = default;
        for (var i = 0; i < bends.Length; i++)
        {
            if (!(bends[i].Precision > 0)) continue;
            var p = bends[i].Precision / noise(i);
            precision.Add(p);
            seen.Add(p * bends[i].Seen);
            linear.Add(p * bends[i].Linear);
            exp.Add(p * bends[i].Exp);
            log.Add(p * bends[i].Log);
        }
        var sum = precision.Value;
        return sum > 0 ? FamilyTilt.Of(seen.Value / sum, 1 / sum, [linear.Value / sum, exp.Value / sum, log.Value / sum]) : FamilyTilt.Unseen;
    }

    /// <summary>Weighted mean of the distance, and what of its square a line does not take.</summary>
    private static (double Mean, double Offset, double Slope) Square(Observations o)
    {
        double w = 0, mean = 0, two = 0, three = 0;
        for (var k = 0; k < o.Count; k++)
        {
            w += o.Weight[k];
            mean += o.Weight[k] * o.Near[k];
        }
        mean /= w;
        for (var k = 0; k < o.Count; k++)
        {
            var d = o.Near[k] - mean;
            two += o.Weight[k] * d * d / w;
            three += o.Weight[k] * d * d * d / w;
        }
        return (mean, two, two > 0 ? three / two : 0);
    }

    private static (double Bend, double Mean, double Size) Contrast(Observations o, (double Mean, double Offset, double Slope) square, Func<int, double> value)
    {
        double w = 0, sum = 0, bend = 0, size = 0;
        for (var k = 0; k < o.Count; k++)
        {
            double d = o.Near[k] - square.Mean, q = d * d - square.Offset - square.Slope * d, v = value(k);
            w += o.Weight[k];
            sum += o.Weight[k] * v;
            bend += o.Weight[k] * q * v;
            size += o.Weight[k] * q * q;
        }
        return (bend / size, sum / w, size);
    }
}
