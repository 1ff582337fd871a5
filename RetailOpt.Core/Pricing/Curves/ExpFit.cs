using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Curves;

/// <summary>
/// Least squares for a * exp(b * x) by variable projection: a has a closed form for each b, so one variable is searched.
/// A scan over b finds the basins; in the best two the derivative's root is taken.
/// </summary>
internal sealed class ExpFit
{
    /// <summary>|b| at most this: a steeper curve would be a spike at one end of the observed range.</summary>
    public const double Steepest = 500;

    /// <summary>b times the observed range, at the points of the scan on either side of 0.</summary>
    private static readonly double[] Grid = [.. Enumerable.Range(0, 17).Select(k => .5 * k), .. Enumerable.Range(1, 26).Select(k => 8 + 2.0 * k)];

    private readonly double[] gains = new double[2 * Grid.Length - 1];
    private double[] u = [], e = [], step = [];

    public DemandCurve Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double low, double high)
    {
        if (u.Length < x.Length) (u, e, step) = (new double[x.Length], new double[x.Length], new double[x.Length]);
        var scale = Math.Min(1, Steepest * (high - low) / Grid[^1]);
        Scan(x, y, low, high, scale, side: -1);
        Scan(x, y, low, high, scale, side: 1);
        var (first, second) = Basins();
        var best = Polish(first, scale, x, y, low, high);
        if (second < 0) return best.Curve;
        var other = Polish(second, scale, x, y, low, high);
        return other.Gain > best.Gain ? other.Curve : best.Curve;
    }

    /// <summary>Walks outwards from b = 0; a step multiplies instead of taking exponentials.</summary>
    private void Scan(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double low, double high, double scale, int side)
    {
        var n = x.Length;
        Distances(x, low, high, side);
        e.AsSpan(0, n).Fill(1);
        double width = 0;
        for (var k = 0; k < Grid.Length; k++)
        {
            var next = k == 0 ? 0 : (Grid[k] - Grid[k - 1]) * scale;
            if (k == 0 || next != width)
                for (var i = 0; i < n; i++) step[i] = Math.Exp(-next * u[i]);
            width = next;
            gains[Grid.Length - 1 + side * k] = Advance(y);
        }
    }

    /// <summary>Distance from the end where the curve is highest, in units of the range: keeps every exponential within 0..1.</summary>
    private void Distances(ReadOnlySpan<double> x, double low, double high, int side)
    {
        var scale = 1 / (high - low);
        for (var i = 0; i < x.Length; i++) u[i] = (side > 0 ? high - x[i] : x[i] - low) * scale;
    }

    /// <summary>What the best a explains of the sum of squares after one more step.</summary>
    private double Advance(ReadOnlySpan<double> y)
    {
        double ye = 0, ee = 0;
        for (var i = 0; i < y.Length; i++)
        {
            var v = e[i] *= step[i];
            ye += y[i] * v;
            ee += v * v;
        }
        return ye * ye / ee;
    }

    private (int First, int Second) Basins()
    {
        int first = -1, second = -1;
        for (var k = 0; k < gains.Length; k++)
        {
            if ((k > 0 && gains[k - 1] > gains[k]) || (k + 1 < gains.Length && gains[k + 1] > gains[k])) continue;
            if (first < 0 || gains[k] > gains[first]) (first, second) = (k, first);
            else if (second < 0 || gains[k] > gains[second]) second = k;
        }
        return (first, second);
    }

    private (DemandCurve Curve, double Gain) Polish(int basin, double scale, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double low, double high)
    {
        var place = basin - (Grid.Length - 1);
        var side = place < 0 ? -1 : 1;
        Distances(x, low, high, side);
        var f = new Derivative(u.AsSpan(0, x.Length), y);
        double from = Steepness(Math.Abs(place) - 1) * scale, to = Steepness(Math.Abs(place) + 1) * scale;
        double fFrom = f.At(from), fTo = f.At(to);
        var beta = fFrom < 0 && fTo > 0 ? Chandrupatla.Root(ref f, from, fFrom, to, fTo) : fTo <= 0 ? to : from;
        var (a, gain) = f.Best(beta);
        double b = side * beta / (high - low), anchor = side > 0 ? high : low;
        return (new(CurveMethod.Exp, a * Math.Exp(-b * anchor), b), gain);
    }

    private static double Steepness(int k) => k < 0 ? -Grid[-k] : Grid[Math.Min(k, Grid.Length - 1)];

    /// <summary>Half the derivative of the squared error in b (in units of the range), with a at its best.</summary>
    private readonly ref struct Derivative(ReadOnlySpan<double> u, ReadOnlySpan<double> y) : IFunction
    {
        private readonly ReadOnlySpan<double> u = u, y = y;

        public double At(double beta)
        {
            double ye = 0, ee = 0, yue = 0, uee = 0;
            for (var i = 0; i < u.Length; i++)
            {
                double v = Math.Exp(-beta * u[i]), yv = y[i] * v, vv = v * v;
                ye += yv;
                ee += vv;
                yue += yv * u[i];
                uee += vv * u[i];
            }
            return ye / ee * (yue - ye / ee * uee);
        }

        public (double A, double Gain) Best(double beta)
        {
            double ye = 0, ee = 0;
            for (var i = 0; i < u.Length; i++)
            {
                var v = Math.Exp(-beta * u[i]);
                ye += y[i] * v;
                ee += v * v;
            }
            return (ye / ee, ye * ye / ee);
        }
    }
}
