using MathNet.Numerics.Distributions;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What a plan's demand is expected to be, with the 90% interval around it.</summary>
/// <param name="Expected">Mean of what is believed, sales cut at the stock.</param>
/// <param name="Low">It is below this with a chance of 5%.</param>
/// <param name="High">It is above this with a chance of 5%.</param>
public readonly record struct DemandInterval(double Expected, double Low, double High)
{
    /// <summary>Chance left out at each end.</summary>
    private const double Tail = .05;

    /// <summary>The interval with the plan's own demand in it: a plan that sells out its stock can be met but not exceeded, and then it is one-sided.</summary>
    internal DemandInterval Holding(double demand) => this with { Low = Math.Min(Low, demand), High = Math.Max(High, demand) };

    /// <summary>
    /// The interval of a plan. Errors of SKUs are independent but for what they share: the category's mean slope, the spread of slopes and the families' tilt move many SKUs together.
    /// Its ends are Student's, with the degrees of freedom of Satterthwaite, so that few SKUs make it wider.
    /// </summary>
    /// <param name="data">Prices and stock.</param>
    /// <param name="beliefs">What is believed of each SKU.</param>
    /// <param name="horizon">Periods that the stock is for.</param>
    /// <param name="stages">The markdowns of all SKUs, one after another, each with the number of periods that it holds.</param>
    internal static DemandInterval Of(PricingData data, Beliefs beliefs, int horizon, params IReadOnlyList<(double[] Md, double Periods)> stages)
    {
        Neumaier mean = default, variance = default, satterthwaite = default, most = default;
        var shared = new ByShared[beliefs.Categories.Count];
        for (var i = 0; i < beliefs.Count; i++)
        {
            var part = Part(beliefs[i], data.Msrp[i], data.StockOver(i, horizon), i, stages);
            mean.Add(part.Mean);
            variance.Add(part.Variance);
            satterthwaite.Add(part.Variance * part.Variance / beliefs[i].Freedom);
            most.Add(part.Most);
            shared[beliefs.Category[i]] += part.By;
        }
        var total = variance.Value + beliefs.Learnt.SharedVariance(shared);
        if (!(total > 0)) return new(mean.Value, mean.Value, mean.Value);
        var freedom = satterthwaite.Value > 0 ? Math.Min(1e6, total * total / satterthwaite.Value) : 1e6;
        var half = StudentT.InvCDF(0, 1, freedom, 1 - Tail) * Math.Sqrt(total);
        return new(mean.Value, Math.Max(0, mean.Value - half), Math.Min(most.Value, mean.Value + half));
    }

    /// <summary>One SKU: money expected, its variance, its change with what is shared, and the most that its stock allows.</summary>
    private static (double Mean, double Variance, ByShared By, double Most) Part(in SkuBelief belief, double msrp, double stock, int sku, IReadOnlyList<(double[] Md, double Periods)> stages)
    {
        double units = 0, deviation = 0, money = 0, least = 1;
        ByShared by = default;
        foreach (var (plan, periods) in stages)
        {
            var at = belief.At(plan[sku]);
            units += periods * at.Mean;
            // a SKU that sells more than believed at one markdown does so at the next
            deviation += periods * Math.Sqrt(at.Variance);
            by += periods * at.By;
            money += periods * at.Mean * (1 - plan[sku]);
            least = Math.Min(least, plan[sku]);
        }
        var price = msrp * (units > 0 ? money / units : 1 - least);
        var cut = Censored.Of(units, deviation, stock);
        return (price * cut.Mean, price * price * cut.Variance, price * cut.Inside * by, msrp * (1 - least) * stock);
    }
}
