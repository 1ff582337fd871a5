using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>The relaxed answer within a limit, as the search of plans needs it.</summary>
/// <param name="Point">The two plans about the limit and its multiplier.</param>
/// <param name="Goal">The goal with that multiplier.</param>
/// <param name="Bound">No plan that keeps the limit has more merit; infinity where the goal's cut alone tells.</param>
internal readonly record struct Eased(DualPoint Point, Goal Goal, double Bound);

/// <summary>Relaxes the limit over choices of which some are held.</summary>
/// <param name="passes">The choices.</param>
/// <param name="guess">Of the multiplier.</param>
/// <param name="mostPrice">Larger multipliers are cut to this: any is valid, and the noise of sums grows with them.</param>
internal delegate Eased Ease(ChoicePasses passes, double guess, double mostPrice);

/// <summary>The limits relaxed: of a sum, and of the paid share.</summary>
internal static class Easing
{
    /// <summary>The most of a sum.</summary>
    public static Ease Most(Weights objective, Row row) => (passes, guess, mostPrice) =>
    {
        var point = new DualSearch(passes, objective, row.Weights, row.Level).Run(guess);
        return new(point, new SumGoal(objective, row, Price(point, mostPrice)), double.PositiveInfinity);
    };

    /// <summary>The largest paid share, from one that a plan has.</summary>
    public static Ease Paid(Row row, double paidShare) => (passes, guess, mostPrice) =>
    {
        var (point, bound) = new PaidTarget(row.Weights, row.Level, paidShare).Relax(passes, guess);
        var price = Price(point, mostPrice);
        return new(point, new PaidGoal(1, row, price, passes.Floor.ListSales), point.Multiplier == price ? bound : double.PositiveInfinity);
    };

    /// <summary>The multiplier as a price: none where the limit does not bind.</summary>
    private static double Price(in DualPoint point, double most) => point.Multiplier > 0 ? Math.Min(point.Multiplier, most) : 0;
}
