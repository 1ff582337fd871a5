namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>The plan of least or largest weighted markdown, with the certified bound on it.</summary>
internal readonly record struct RatioPoint(Pass Pass, double Bound, int Passes)
{
    public double WeightedMd => Pass.Totals.WeightedMd;
}

/// <summary>Extremes of the paid share D / R by Dinkelbach's steps: the best plan for D - q R gives the next q, from below and ever faster.</summary>
internal static class Ratio
{
    private const int MostSteps = 200;

    public static RatioPoint LeastMd(Oracle passes, in Pass start) => Search(passes, start, 1);

    public static RatioPoint MostMd(Oracle passes, in Pass start) => Search(passes, start, -1);

    /// <param name="sign">1 for the largest D / R, -1 for the least.</param>
    private static RatioPoint Search(Oracle passes, in Pass start, int sign)
    {
        var before = passes.Count;
        double q = start.Totals.Demand / start.Totals.ListSales, gain = 0;
        // a pass may choose to sell nothing: then no plan betters the last that sold
        var best = start;
        for (var k = 0; k < MostSteps; k++)
        {
            var pass = passes.At(new(sign, 0, -sign * q));
            gain = pass.Value;
            if (pass.Totals.ListSales > 0) best = pass;
            if (pass.Totals.ListSales <= 0 || gain <= 1e-15 * (pass.Totals.Demand + q * pass.Totals.ListSales)) break;
            q = pass.Totals.Demand / pass.Totals.ListSales;
        }
        var bound = Certify(passes, new(sign, 0, -sign * q), q, 0, sign, gain, best.Totals);
        return new(best, bound, passes.Count - before);
    }

    /// <summary>
    /// A weighted markdown that no plan passes, given the best value of sign * (D - q R) and what else the weights hold, less a constant.
    /// A gain left above 0 moves q by at most gain / (least R); where that is too wide, a pass at a slightly different q proves it.
    /// </summary>
    public static double Certify(Oracle passes, Weights weights, double q, double constant, int sign, double gain, in Totals at)
    {
        if (gain <= 0) return 1 - q;
        var floor = passes.Floor.ListSales;
        if (floor > 0 && gain / floor < 1e-11) return 1 - q - sign * (gain / floor);
        var step = Math.Max(1e-11, 4 * gain / Math.Max(at.ListSales, double.Epsilon));
        for (var k = 0; k < 12; k++, step *= 4)
        {
            var proof = passes.At(weights with { ListSales = weights.ListSales - step });
            if (proof.Value - constant <= 1e-15 * (proof.Totals.Demand + q * proof.Totals.ListSales)) return 1 - q - sign * step;
        }
        return floor > 0 ? 1 - q - sign * (gain / floor) : sign > 0 ? 0 : 1;
    }
}
