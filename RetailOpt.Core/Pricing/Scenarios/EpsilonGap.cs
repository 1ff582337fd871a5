namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// How far a compromise could be bettered in one objective without losing in the others. Weights (alpha, beta, gamma) with beta at least 0 and gamma at most 0
/// bound alpha D + beta S + gamma R by their pass's value; the other objectives' values turn that into a bound on the one.
/// </summary>
internal static class EpsilonGap
{
    public static (double Bound, double Gap) Of(in Pass pass, in Totals t, bool preferDemand)
    {
        var w = pass.Weights;
        double paid = t.Demand / t.ListSales, rest = pass.Value - w.Sales * t.Sales, onDemand = w.Demand + w.ListSales / paid;
        if (onDemand > (preferDemand ? 1e-6 : .5) * w.Demand)
        {
            // W at most the point's: R <= D / paid
            var most = rest / onDemand;
            return (most, Math.Max(0, (most - t.Demand) / Math.Abs(most)));
        }
        // D at least the point's: D <= share * R + spare gives D / R <= share * D / (D - spare)
        double share = -w.ListSales / w.Demand, spare = Math.Max(0, rest / w.Demand);
        var least = 1 - share * t.Demand / (t.Demand - spare);
        return (least, Math.Max(0, t.WeightedMd - least));
    }
}
