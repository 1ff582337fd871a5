using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>Takes the best markdown of each SKU: totals, or the plan itself.</summary>
internal interface ISink
{
    /// <param name="sku">Canonical place.</param>
    /// <param name="price">List price.</param>
    /// <param name="md">Best markdown.</param>
    /// <param name="sold">Units at it.</param>
    /// <param name="slope">Derivative of the units.</param>
    /// <param name="give">1 / -f'' of the weighted objective at an inner optimum, 0 at an end of the interval.</param>
    void Take(int sku, double price, double md, double sold, double slope, double give);
}

/// <summary>
/// The oracle of all scenarios. For weights on (D, S, R) the problem falls apart into one SKU each: the largest sold(x) * (c - x) * alpha * price,
/// where alpha is the weight on D and c = 1 + gamma / alpha + beta / (alpha * price). The maximum is global: an end of the interval or the inner optimum in closed form.
/// </summary>
internal static class BestMd
{
    public static void Of<TSink>(SkuArrays s, in Weights w, int from, int to, ref TSink sink) where TSink : ISink, allows ref struct
    {
        var ends = s.Ends;
        Fixed(s, from, Math.Min(to, ends[0]), ref sink);
        Linear(s, w, Math.Max(from, ends[0]), Math.Min(to, ends[1]), ref sink);
        Exp(s, w, Math.Max(from, ends[1]), Math.Min(to, ends[2]), ref sink);
        Log(s, w, Math.Max(from, ends[2]), Math.Min(to, ends[3]), ref sink);
    }

    private static void Fixed<TSink>(SkuArrays s, int from, int to, ref TSink sink) where TSink : ISink, allows ref struct
    {
        for (var i = from; i < to; i++) sink.Take(i, s.Price[i], s.Low[i], s.SoldLow[i], 0, 0);
    }

    private static void Linear<TSink>(SkuArrays s, in Weights w, int from, int to, ref TSink sink) where TSink : ISink, allows ref struct
    {
        var c = new Centre(w);
        for (var i = from; i < to; i++)
        {
            double a = s.A[i], price = s.Price[i];
            if (!(a * c.Alpha > 0)) { End(s, c, i, ref sink); continue; }
            var x = .5 * (c.At(s.InversePrice[i]) - s.Shape[i]);
            if (x <= s.Low[i]) sink.Take(i, price, s.Low[i], s.SoldLow[i], a, 0);
            else if (x >= s.High[i]) sink.Take(i, price, s.High[i], s.SoldHigh[i], a, 0);
            else sink.Take(i, price, x, a * x + s.B[i], a, .5 / (a * c.Alpha * price));
        }
    }

    private static void Exp<TSink>(SkuArrays s, in Weights w, int from, int to, ref TSink sink) where TSink : ISink, allows ref struct
    {
        var c = new Centre(w);
        for (var i = from; i < to; i++)
        {
            double b = s.B[i], price = s.Price[i];
            if (!(b * c.Alpha > 0)) { End(s, c, i, ref sink); continue; }
            var x = c.At(s.InversePrice[i]) - s.Shape[i];
            if (x <= s.Low[i]) sink.Take(i, price, s.Low[i], s.SoldLow[i], b * s.SoldLow[i], 0);
            else if (x >= s.High[i]) sink.Take(i, price, s.High[i], s.SoldHigh[i], b * s.SoldHigh[i], 0);
            else
            {
                var sold = s.A[i] * Math.Exp(b * x);
                // units may underflow on a steep curve: the cap keeps the product finite
                sink.Take(i, price, x, sold, b * sold, Math.Min(1e280, 1 / (b * sold * c.Alpha * price)));
            }
        }
    }

    /// <summary>With u = (c + 1) / (1 + x) the inner optimum solves u + ln u = 1 + a / b + ln(c + 1), and units there are b * (u - 1).</summary>
    private static void Log<TSink>(SkuArrays s, in Weights w, int from, int to, ref TSink sink) where TSink : ISink, allows ref struct
    {
        var c = new Centre(w);
        var sameLog = c.IsSame ? Math.Log(c.At(0) + 1) : 0;
        for (var i = from; i < to; i++)
        {
            double b = s.B[i], price = s.Price[i];
            if (b < 0) { FallingLog.Take(s, c, i, ref sink); continue; }
            if (!(b * c.Alpha > 0)) { End(s, c, i, ref sink); continue; }
            double top = c.At(s.InversePrice[i]) + 1, low = 1 + s.Low[i], high = 1 + s.High[i];
            if (top * b <= low * (b + s.SoldLow[i])) sink.Take(i, price, s.Low[i], s.SoldLow[i], b / low, 0);
            else if (top * b >= high * (b + s.SoldHigh[i])) sink.Take(i, price, s.High[i], s.SoldHigh[i], b / high, 0);
            else
            {
                double u = WrightOmega.Of(s.Shape[i] + 1 + (c.IsSame ? sameLog : Math.Log(top))), t = top / u;
                sink.Take(i, price, t - 1, b * (u - 1), b / t, t / (b * (u + 1) * c.Alpha * price));
            }
        }
    }

    /// <summary>Where the objective has no inner maximum: the better end, the lower one where they are equal.</summary>
    public static void End<TSink>(SkuArrays s, in Centre c, int i, ref TSink sink) where TSink : ISink, allows ref struct
    {
        var atLow = s.SoldLow[i] * c.Margin(s.InversePrice[i], s.Low[i]) >= s.SoldHigh[i] * c.Margin(s.InversePrice[i], s.High[i]);
        sink.Take(i, s.Price[i], atLow ? s.Low[i] : s.High[i], atLow ? s.SoldLow[i] : s.SoldHigh[i], 0, 0);
    }
}

/// <summary>The weights as the SKUs need them.</summary>
internal readonly struct Centre(in Weights w)
{
    public readonly double Alpha = w.Demand;
    private readonly double beta = w.Sales, sum = w.Demand + w.ListSales;
    private readonly double same = 1 + w.ListSales / w.Demand, perPrice = w.Sales / w.Demand;

    /// <summary>Whether c is the same for all SKUs.</summary>
    public bool IsSame => perPrice == 0;

    /// <summary>c of a SKU; means nothing where alpha is 0.</summary>
    public double At(double inversePrice) => same + perPrice * inversePrice;

    /// <summary>What a unit at a markdown adds to the weighted objective, per unit of list price.</summary>
    public double Margin(double inversePrice, double md) => sum + beta * inversePrice - Alpha * md;
}
