using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>A plan in canonical order, with the SKU that was moved to meet the level, or -1.</summary>
internal readonly record struct Plan(double[] Md, Totals Totals, int Moved);

/// <summary>
/// Makes the plan of a dual search's answer. Where it lies between two plans, the SKUs go over from one to the other in their order,
/// and the one that crosses the level stops on the way, so that the level is met to the last bits.
/// </summary>
internal static class Walk
{
    public static Plan To(Passes passes, in DualPoint point, in Weights constraint, double level)
    {
        var md = passes.Plan(point.Below.Weights);
        if (!point.Jumps) return new(md, point.Below.Totals, -1);
        var moved = Cross(passes.Skus, md, passes.Plan(point.Above.Weights), constraint, level - constraint.Of(point.Below.Totals));
        return new(md, passes.TotalsOf(md), moved);
    }

    private static int Cross(SkuArrays skus, double[] md, double[] above, in Weights constraint, double missing)
    {
        var gone = new Neumaier();
        for (var i = 0; i < md.Length; i++)
        {
            if (md[i] == above[i]) continue;
            var part = new Part(skus, i, constraint, 0);
            double from = part.At(md[i]), to = part.At(above[i]);
            if (gone.Value + (to - from) < missing)
            {
                gone.Add(to - from);
                md[i] = above[i];
                continue;
            }
            var target = new Part(skus, i, constraint, from + (missing - gone.Value));
            md[i] = Chandrupatla.Root(ref target, md[i], target.At(md[i]), above[i], target.At(above[i]));
            return i;
        }
        return -1;
    }

    /// <summary>One SKU's part of the constraint sum, less a target.</summary>
    private readonly struct Part(SkuArrays skus, int sku, Weights w, double target) : IFunction
    {
        public double At(double md)
        {
            var sold = skus.SoldAt(sku, md);
            return sold * (skus.Price[sku] * (w.Demand * (1 - md) + w.ListSales) + w.Sales) - target;
        }
    }
}
