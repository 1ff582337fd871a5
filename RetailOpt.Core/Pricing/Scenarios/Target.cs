namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>A relaxed answer: the hull's best point at the level, and a bound on the merit of every plan there.</summary>
internal readonly record struct Relaxed(DualPoint Point, double Bound);

/// <summary>One of the scenarios 4 to 6 as an equality: the most merit over plans whose constraint sum equals the level.</summary>
internal abstract class Target
{
    public abstract Weights Constraint { get; }
    public abstract double Level { get; }
    /// <summary>What is maximised.</summary>
    public abstract double Merit(in Totals t);
    /// <summary>The best of the hull; the level must be attainable.</summary>
    public abstract Relaxed Relax(Oracle passes, double guess = double.NaN);
    /// <summary>Gap in the measure of the result.</summary>
    public abstract double Gap(in Totals t, double bound);
    /// <summary>The bound in the measure of the result.</summary>
    public abstract double BoundShown(double bound);
}

/// <summary>Most demand at a weighted markdown: (1 - x) R = D.</summary>
internal sealed class MdTarget(double x, double guess = 0) : Target
{
    public override Weights Constraint => new(1, 0, x - 1);
    public override double Level => 0;
    public override double Merit(in Totals t) => t.Demand;
    public override double Gap(in Totals t, double bound) => Math.Max(0, (bound - t.Demand) / Math.Abs(bound));
    public override double BoundShown(double bound) => bound;

    public override Relaxed Relax(Oracle passes, double start)
    {
        var point = new DualSearch(passes, new(1, 0, 0), Constraint, 0).Run(double.IsNaN(start) ? guess : start);
        return new(point, point.Bound);
    }
}

/// <summary>Least weighted markdown at a demand: there it is least where list sales are.</summary>
internal sealed class DemandTarget(double y, double guess = 1) : Target
{
    public override Weights Constraint => new(1, 0, 0);
    public override double Level => y;
    public override double Merit(in Totals t) => -t.ListSales;
    public override double Gap(in Totals t, double bound) => Math.Max(0, t.WeightedMd - BoundShown(bound));
    public override double BoundShown(double bound) => 1 - y / -bound;

    public override Relaxed Relax(Oracle passes, double start)
    {
        var point = new DualSearch(passes, new(0, 0, -1), Constraint, y).Run(double.IsNaN(start) ? guess : start);
        return new(point, point.Bound);
    }
}

/// <summary>Least weighted markdown at a sum, such as units sold: Dinkelbach's steps on D / R, a dual search within each, started where the curvature says.</summary>
internal sealed class PaidTarget(Weights constraint, double level, double paidShare) : Target
{
    private const int MostSteps = 40;

    public override Weights Constraint => constraint;
    public override double Level => level;
    public override double Merit(in Totals t) => 1 - t.WeightedMd;
    public override double Gap(in Totals t, double bound) => Math.Max(0, t.WeightedMd - BoundShown(bound));
    public override double BoundShown(double bound) => 1 - bound;

    public override Relaxed Relax(Oracle passes, double start)
    {
        double q = paidShare, price = double.IsNaN(start) ? 0 : start;
        for (var k = 1; ; k++)
        {
            var point = new DualSearch(passes, new(1, 0, -q), constraint, level).Run(price);
            var gain = Math.Max(point.Bound, point.Totals.Demand - q * point.Totals.ListSales);
            var size = point.Totals.Demand + q * point.Totals.ListSales;
            price = point.Multiplier;
            if (Math.Abs(gain) <= 1e-14 * size || k == MostSteps)
                return new(point, 1 - Ratio.Certify(passes, Own(price, q), q, price * level, 1, gain - 1e-14 * size > 0 ? gain : 0, point.Totals));
            var next = point.Totals.Demand / point.Totals.ListSales;
            // the price that keeps the sum at its level while q moves
            var own = constraint.Of(point.Proof.Curvature.Times(constraint));
            if (own > 0) price += constraint.Of(point.Proof.Curvature.Times(new(0, 0, 1))) / own * (next - q);
            q = next;
        }
    }

    private Weights Own(double price, double q) => new(1 + price * constraint.Demand, price * constraint.Sales, price * constraint.ListSales - q);
}
