namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// Closes the gap of a target that lies where the problem is not convex. A node narrows the intervals of some SKUs; it is split at the SKU
/// that stopped on its way in the node's own walk. The node of the best bound goes first, so the bound left is always the certificate.
/// </summary>
internal static class BranchAndBound
{
    private readonly record struct Node(SkuArrays Skus, int Split, double At, double Guess);

    /// <param name="passes">Counts the passes of all nodes.</param>
    /// <param name="target">What is solved.</param>
    /// <param name="root">The walked plan of the whole problem.</param>
    /// <param name="relaxed">Its relaxed answer.</param>
    /// <param name="enough">Stop at this gap.</param>
    /// <param name="mostNodes">Stop after so many.</param>
    public static (Plan Plan, double Bound) Close(Passes passes, Target target, Plan root, in Relaxed relaxed, double enough, int mostNodes)
    {
        var open = new PriorityQueue<Node, double>();
        var best = root;
        open.Enqueue(new(passes.Skus, root.Moved, Split(passes.Skus, root), relaxed.Point.Multiplier), -relaxed.Bound);
        var bound = relaxed.Bound;
        for (var nodes = 0; nodes < mostNodes && open.TryDequeue(out var node, out var merit); nodes += 2)
        {
            bound = Math.Max(-merit, target.Merit(best.Totals));
            if (target.Gap(best.Totals, bound) <= enough) return (best, bound);
            double low = node.Skus.Low[node.Split], high = node.Skus.High[node.Split];
            Visit(node.Skus.With(node.Split, low, node.At), node.Guess, bound);
            Visit(node.Skus.With(node.Split, node.At, high), node.Guess, bound);
        }
        return (best, Math.Max(target.Merit(best.Totals), open.TryPeek(out _, out var left) ? Math.Min(bound, -left) : target.Merit(best.Totals)));

        void Visit(SkuArrays skus, double guess, double above)
        {
            var own = passes.On(skus);
            if (!Attainable(own, target)) return;
            var answer = target.Relax(own, guess);
            var nodeBound = Math.Min(answer.Bound, above);
            if (nodeBound <= target.Merit(best.Totals)) return;
            var plan = Walk.To(own, answer.Point, target.Constraint, target.Level);
            if (target.Merit(plan.Totals) > target.Merit(best.Totals)) best = plan;
            if (plan.Moved >= 0 && nodeBound > target.Merit(best.Totals)) open.Enqueue(new(skus, plan.Moved, Split(skus, plan), answer.Point.Multiplier), -nodeBound);
        }
    }

    /// <summary>Where the walk stopped; half way where it stopped at an end, so that both halves are smaller.</summary>
    private static double Split(SkuArrays skus, Plan plan)
    {
        double low = skus.Low[plan.Moved], high = skus.High[plan.Moved], at = plan.Md[plan.Moved], edge = 1e-6 * (high - low);
        return at > low + edge && at < high - edge ? at : .5 * (low + high);
    }

    private static bool Attainable(Passes passes, Target target)
    {
        var c = target.Constraint;
        var slack = 1e-13 * (Math.Abs(target.Level) + Math.Abs(c.Of(passes.Skus.Scale)));
        if (passes.At(c).Value < target.Level - slack) return false;
        return -passes.At(new(-c.Demand, -c.Sales, -c.ListSales)).Value <= target.Level + slack;
    }
}
