using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// What a plan of at most a loss satisfies in one measure: a weighted sum reaches a level, and both give way as the loss grows.
/// A limit that must be kept anyway does not move.
/// </summary>
internal readonly record struct Claim(Weights Weights, double Level, Weights Move = default, double LevelMove = 0)
{
    /// <summary>Weighted markdown at most ideal + loss * width: D - (1 - ideal - loss * width) R is at least 0.</summary>
    public static Claim Md(in Range01 md) => new(new(1, 0, md.Ideal - 1), 0, new(0, 0, md.Width));

    /// <summary>Demand at least ideal - loss * width.</summary>
    public static Claim Demand(in Range01 demand) => new(new(1, 0, 0), demand.Ideal, default, demand.Width);

    /// <summary>Units at least ideal - loss * width.</summary>
    public static Claim Sales(in Range01 sales) => new(new(0, 1, 0), sales.Ideal, default, sales.Width);

    public static Claim Of(in Row row) => new(row.Weights, row.Level);

    /// <summary>How far a plan is within the claim at a loss.</summary>
    public double Spare(in Totals t, double loss) => Weights.Of(t) - Level + loss * Rise(t);

    /// <summary>Change of <see cref="Spare"/> per loss.</summary>
    public double Rise(in Totals t) => Move.Of(t) + LevelMove;

    public Claim Times(double f) => Sum([this], [f]);

    /// <summary>The sum of claims, as one.</summary>
    public static Claim Sum(Claim[] claims, ReadOnlySpan<double> multipliers)
    {
        var sum = default(Claim);
        for (var i = 0; i < claims.Length; i++)
            sum = new(sum.Weights.Plus(claims[i].Weights, multipliers[i]), sum.Level + multipliers[i] * claims[i].Level,
                sum.Move.Plus(claims[i].Move, multipliers[i]), sum.LevelMove + multipliers[i] * claims[i].LevelMove);
        return sum;
    }

    /// <summary>The limit at a loss.</summary>
    public Row At(double loss) => new(Weights.Plus(Move, loss), Level - loss * LevelMove);
}

/// <summary>The least worst loss; among plans of the same worst loss the least sum of losses, so that the plan is efficient.</summary>
/// <param name="limit">The limit, null for none.</param>
/// <param name="payoff">The measures that count; those left out have no loss.</param>
/// <param name="claims">What a plan of at most a loss satisfies, the limit included.</param>
/// <param name="multipliers">Of the claims in the relaxed answer.</param>
internal sealed class LossGoal(Row? limit, Payoff payoff, Claim[] claims, double[] multipliers) : Goal(limit)
{
    private const double Second = 1e-9, Allowance = 1e-11;

    protected override double Value(in Totals t)
    {
        double md = payoff.MdLoss(t), demand = payoff.DemandLoss(t), sales = payoff.SalesLoss(t);
        return t.ListSales > 0 ? -Math.Max(md, Math.Max(demand, sales)) - Second * (md + demand + sales) : double.NegativeInfinity;
    }

    public override Cut CutAt(double merit) => Claim.Sum(claims, multipliers).At(Allowance - merit) is var row ? new(row.Weights, row.Level) : default;

    /// <summary>None: a loss is no sum, so what a better plan may cost is not either.</summary>
    public override IReadOnlyList<Priced> Limits => [];

    /// <summary>Not bounded from the cut: the gap of a compromise is that of its epsilon-constraint problem.</summary>
    public override double Above(double merit, double excess) => double.NaN;

    public override double Noise(double merit) => 1e-12;
}
