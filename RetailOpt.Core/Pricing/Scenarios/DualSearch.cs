namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// Answer of a dual search: the best of the convex hull of all plans. Where the best plan jumps over the level, it lies between two plans
/// (<see cref="Below"/> and <see cref="Above"/> the level, both best to the last bits for their weights); otherwise both are the same.
/// </summary>
/// <param name="Below">The pass at or below the level.</param>
/// <param name="Above">The pass at or above it.</param>
/// <param name="Totals">The sums of the mix that meets the level.</param>
/// <param name="Bound">Certified: no plan at the level has more of the objective.</param>
/// <param name="Proof">The pass that proves it.</param>
/// <param name="Multiplier">Its price of the constraint in units of the objective.</param>
internal readonly record struct DualPoint(Pass Below, Pass Above, Totals Totals, double Bound, Pass Proof, double Multiplier)
{
    public bool Jumps => Below.Weights != Above.Weights;

    /// <summary>The answer of one pass, without a constraint.</summary>
    public static DualPoint Of(in Pass pass) => new(pass, pass, pass.Totals, pass.Value, pass, 0);
}

/// <summary>
/// Maximises objective over plans whose constraint sum equals a level, by one multiplier. The weights run over the half circle
/// cos t * objective + sin t * constraint, so any sign and size of multiplier is within reach; the constraint sum rises with t.
/// Newton steps on its known slope, the crossing of the two tangents of the dual where the plan jumps, bisection as the guard.
/// </summary>
internal sealed class DualSearch(Oracle passes, Weights objective, Weights constraint, double level)
{
    /// <summary>The sums cannot be told nearer than this, relative to their size.</summary>
    public const double Tight = 1e-14;

    private const int MostPasses = 80;
    private readonly double perObjective = 1 / Size(objective, passes.Scale), perConstraint = 1 / Size(constraint, passes.Scale);
    private double from = -Math.PI / 2, to = Math.PI / 2;
    private Pass below, above;
    private bool hasBelow, hasAbove;
    private double bound = double.PositiveInfinity, price;
    private Pass proof;

    /// <summary>How large a weighted sum can be, whatever the signs of its weights.</summary>
    public static double Size(in Weights w, in Totals scale) =>
        Math.Abs(w.Demand) * scale.Demand + Math.Abs(w.Sales) * scale.Sales + Math.Abs(w.ListSales) * scale.ListSales;

    /// <summary>Searches from a guess of the multiplier until the level is met to a relative tolerance.</summary>
    public DualPoint Run(double guess = 0, double tolerance = Tight)
    {
        var t = Angle(guess);
        var (last, least) = (Step.Halving, double.PositiveInfinity);
        for (var k = 1; ; k++)
        {
            var pass = passes.At(At(t));
            var over = constraint.Of(pass.Totals) - level;
            Bound(t, pass, over);
            if (Math.Abs(over) <= tolerance * (Size(constraint, pass.Totals) + Math.Abs(level))) return Answer(pass, pass, pass.Totals);
            if (over < 0) (from, below, hasBelow) = (t, pass, true);
            else (to, above, hasAbove) = (t, pass, true);
            if (Mixed() is { } mix && (k >= MostPasses || to - from < 1e-15 || bound - objective.Of(mix.Totals) <= 1e-13 / perObjective)) return mix;
            if (k >= MostPasses || to - from < 1e-15) return OneSided();
            var isNearer = Math.Abs(over) < .5 * least;
            least = Math.Min(least, Math.Abs(over));
            (last, t) = Next(isNearer ? Step.Halving : last);
        }
    }

    private enum Step { Newton, Crossing, Halving }

    /// <summary>The next angle: Newton's step while it pays, then the crossing of the tangents, then the middle, and round again.</summary>
    private (Step, double) Next(Step last)
    {
        if (last != Step.Newton && Newton() is var newton && Inside(newton)) return (Step.Newton, newton);
        if (last != Step.Crossing && Crossing() is var crossing && Inside(crossing)) return (Step.Crossing, crossing);
        return (Step.Halving, .5 * (from + to));
    }

    private Weights At(double t)
    {
        double o = Math.Cos(t) * perObjective, c = Math.Sin(t) * perConstraint;
        return new(o * objective.Demand + c * constraint.Demand, o * objective.Sales + c * constraint.Sales, o * objective.ListSales + c * constraint.ListSales);
    }

    private double Angle(double multiplier) => Math.Atan(multiplier * perObjective / perConstraint);

    private double Multiplier(double t) => Math.Tan(t) * perConstraint / perObjective;

    private void Bound(double t, in Pass pass, double over)
    {
        var dual = objective.Of(pass.Totals) + Multiplier(t) * over + pass.Excess / (Math.Cos(t) * perObjective);
        if (Math.Cos(t) > 1e-12 && dual <= bound) (bound, proof, price) = (dual, pass, Multiplier(t));
    }

    /// <summary>From the end of the bracket that is nearer to the level.</summary>
    private double Newton()
    {
        double under = hasBelow ? level - constraint.Of(below.Totals) : double.PositiveInfinity, over = hasAbove ? constraint.Of(above.Totals) - level : double.PositiveInfinity;
        return under < over ? from + under / Slope(from, below) : to - over / Slope(to, above);
    }

    /// <summary>Change of the constraint sum per angle.</summary>
    private double Slope(double t, in Pass pass)
    {
        double o = -Math.Sin(t) * perObjective, c = Math.Cos(t) * perConstraint;
        Weights turn = new(o * objective.Demand + c * constraint.Demand, o * objective.Sales + c * constraint.Sales, o * objective.ListSales + c * constraint.ListSales);
        return constraint.Of(pass.Curvature.Times(turn));
    }

    /// <summary>Where the tangents of the dual at both ends cross: exact at a jump.</summary>
    private double Crossing()
    {
        if (!hasBelow || !hasAbove) return double.NaN;
        var lost = (objective.Of(below.Totals) - objective.Of(above.Totals)) * perObjective;
        var gained = (constraint.Of(above.Totals) - constraint.Of(below.Totals)) * perConstraint;
        return Math.Atan2(lost, gained);
    }

    private bool Inside(double t) => t > from && t < to;

    private DualPoint? Mixed()
    {
        if (!hasBelow || !hasAbove) return null;
        double b = constraint.Of(below.Totals) - level, a = constraint.Of(above.Totals) - level, share = -b / (a - b);
        return Answer(below, above, below.Totals.Mix(above.Totals, share));
    }

    /// <summary>The level lies at the very end of what is attainable: the plan nearest to it.</summary>
    private DualPoint OneSided()
    {
        var pass = hasBelow ? below : above;
        return Answer(pass, pass, pass.Totals);
    }

    private DualPoint Answer(in Pass low, in Pass high, in Totals totals) => new(low, high, totals, bound, proof, price);
}
