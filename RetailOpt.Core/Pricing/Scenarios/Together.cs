namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>Limits on all three sums at a loss: W at most Md + loss * MdMove, D at least Demand - loss * DemandMove, S at least Sales - loss * SalesMove.</summary>
internal readonly record struct Limits(double Md, double MdMove, double Demand, double DemandMove, double Sales, double SalesMove);

/// <summary>
/// The least loss where all three limits bind: Newton's method on the loss and two multipliers at once, from the curvature of the passes.
/// An answer with multipliers above 0 is the best of the hull; where the steps do not settle there is none, and the caller searches one multiplier within another.
/// </summary>
internal static class Together
{
    private const int MostSteps = 14;
    private const double Settled = 2e-14;

    /// <summary>From an answer that is near.</summary>
    public static Balanced? From(Passes passes, in Limits limits, in Balanced near, double loss)
    {
        var w = near.Point.Proof.Weights;
        var scale = near.Totals.Demand / near.Totals.ListSales / -w.ListSales;
        return Solve(passes, limits, loss, Math.Max(1e-3, w.Demand * scale - 1), Math.Max(1e-9, w.Sales * scale));
    }

    public static Balanced? Solve(Passes passes, in Limits limits, double loss, double priceDemand, double priceSales)
    {
        var (last, beforeLast) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var k = 0; k < MostSteps; k++)
        {
            var q = 1 - limits.Md - loss * limits.MdMove;
            var pass = passes.At(new(1 + priceDemand, priceSales, -q));
            var t = pass.Totals;
            double demand = limits.Demand - loss * limits.DemandMove, sales = limits.Sales - loss * limits.SalesMove;
            double md = t.Demand - q * t.ListSales, money = t.Demand - demand, units = t.Sales - sales;
            var off = Math.Max(Math.Abs(md) / (t.Demand + q * t.ListSales), Math.Max(Math.Abs(money) / (t.Demand + Math.Abs(demand)), Math.Abs(units) / (t.Sales + Math.Abs(sales))));
            if (off <= Settled) return new(DualPoint.Of(pass), default, 0);
            if (off > .5 * beforeLast) return null;
            (last, beforeLast) = (off, last);
            var h = pass.Curvature;
            Totals byLoss = h.Times(new(0, 0, limits.MdMove)), byDemand = h.Times(new(1, 0, 0)), bySales = h.Times(new(0, 1, 0));
            var step = Cramer(
                (byLoss.Demand - q * byLoss.ListSales + limits.MdMove * t.ListSales, byLoss.Demand + limits.DemandMove, byLoss.Sales + limits.SalesMove),
                (byDemand.Demand - q * byDemand.ListSales, byDemand.Demand, byDemand.Sales),
                (bySales.Demand - q * bySales.ListSales, bySales.Demand, bySales.Sales),
                (-md, -money, -units));
            if (!double.IsFinite(step.A + step.B + step.C)) return null;
            // no multiplier loses more than four fifths in one step, so none turns negative
            var length = Math.Min(1, Math.Min(Stretch(priceDemand, step.B), Stretch(priceSales, step.C)));
            loss += length * step.A;
            priceDemand += length * step.B;
            priceSales += length * step.C;
            if (!(loss > -1 && loss < 2)) return null;
        }
        return null;
    }

    private static double Stretch(double price, double step) => step < 0 ? .8 * price / -step : 1;

    /// <summary>Solves for three unknowns whose columns and right side are given.</summary>
    private static (double A, double B, double C) Cramer((double X, double Y, double Z) a, (double X, double Y, double Z) b, (double X, double Y, double Z) c, (double X, double Y, double Z) right)
    {
        var det = Det(a, b, c);
        return (Det(right, b, c) / det, Det(a, right, c) / det, Det(a, b, right) / det);
    }

    private static double Det((double X, double Y, double Z) a, (double X, double Y, double Z) b, (double X, double Y, double Z) c) =>
        a.X * (b.Y * c.Z - b.Z * c.Y) - b.X * (a.Y * c.Z - a.Z * c.Y) + c.X * (a.Y * b.Z - a.Z * b.Y);
}
