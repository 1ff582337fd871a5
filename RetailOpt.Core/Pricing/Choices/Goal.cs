using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>A limit that a plan keeps: the weighted sum is at least the level.</summary>
internal readonly record struct Row(Weights Weights, double Level)
{
    public bool Keeps(in Totals t) => Weights.Of(t) >= Level;
}

/// <summary>A limit with its multiplier in a cut.</summary>
internal readonly record struct Priced(Row Row, double Price);

/// <summary>A weighted sum that every plan of a merit reaches, if it keeps the limit.</summary>
internal readonly record struct Cut(Weights Weights, double AtLeast);

/// <summary>What a scenario asks of a plan on steps: the most merit within a limit.</summary>
internal abstract class Goal(Row? limit)
{
    protected Row? Limit => limit;

    /// <summary>Merit of a plan; minus infinity where it breaks the limit.</summary>
    public double MeritOf(in Totals t) => limit is { } row && !row.Keeps(t) ? double.NegativeInfinity : Value(t);

    protected abstract double Value(in Totals t);

    /// <summary>The cut at a merit, from the multipliers of the relaxed answer: any that are not negative make a valid one, good ones a tight one.</summary>
    public abstract Cut CutAt(double merit);

    /// <summary>The limits that the cuts are made of, beside the merit.</summary>
    public abstract IReadOnlyList<Priced> Limits { get; }

    /// <summary>Whether a cut's weights stay when the merit moves.</summary>
    public virtual bool IsLinear => false;

    /// <summary>The most merit of a plan whose weighted sum passes the cut at a merit by an excess.</summary>
    public abstract double Above(double merit, double excess);

    /// <summary>Merits that differ by less are equal: the noise of sums taken in another order.</summary>
    public virtual double Noise(double merit) => 1e-14 * Math.Abs(merit);

    protected Weights With(in Weights own, double price) => limit is { Weights: var c } ? own.Plus(c, price) : own;
}

/// <summary>The most of a sum.</summary>
/// <param name="objective">Weights of the sum.</param>
/// <param name="limit">The limit, null for none.</param>
/// <param name="price">Its multiplier, 0 or more.</param>
internal sealed class SumGoal(Weights objective, Row? limit = null, double price = 0) : Goal(limit)
{
    public override bool IsLinear => true;
    protected override double Value(in Totals t) => objective.Of(t);
    public override Cut CutAt(double merit) => new(With(objective, price), merit + price * (Limit?.Level ?? 0));
    public override IReadOnlyList<Priced> Limits => Limit is { } row ? [new(row, price)] : [];
    public override double Above(double merit, double excess) => merit + excess;
}

/// <summary>The largest paid share D / R, or the least where the sign is -1 (then the merit is its negative).</summary>
/// <param name="sign">1 or -1.</param>
/// <param name="limit">The limit, null for none.</param>
/// <param name="price">Its multiplier in D - q R, 0 or more.</param>
/// <param name="leastListSales">No plan sells less at list price.</param>
internal sealed class PaidGoal(int sign, Row? limit, double price, double leastListSales) : Goal(limit)
{
    protected override double Value(in Totals t) => t.ListSales > 0 ? sign * t.Demand / t.ListSales : double.NegativeInfinity;

    public override Cut CutAt(double merit) => new(With(new(sign, 0, -merit), price), price * (Limit?.Level ?? 0));

    public override IReadOnlyList<Priced> Limits => Limit is { } row ? [new(row, price)] : [];

    public override double Above(double merit, double excess) => leastListSales > 0 ? merit + excess / leastListSales : sign > 0 ? 1 : 0;
}
