namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Holds a plan against every limit of a problem.</summary>
public static class Feasibility
{
    /// <summary>Every limit that is switched on, in the order of <see cref="LimitKind"/> and index; of cells only those that break theirs. Without prices.</summary>
    /// <param name="problem">The limits.</param>
    /// <param name="plan">Units of each cell.</param>
    public static IEnumerable<LimitState> Of(AllocationProblem problem, int[] plan) =>
        [.. Supply(problem, plan), .. Capacity(problem, plan), .. Slots(problem, plan), .. Categories(problem, plan), .. Mixes(problem, plan), .. Cells(problem, plan)];

    /// <summary>Only the limits that a plan breaks.</summary>
    public static IEnumerable<LimitState> Broken(AllocationProblem problem, int[] plan) => Of(problem, plan).Where(l => l.Excess > 0);

    private static IEnumerable<LimitState> Supply(AllocationProblem problem, int[] plan)
    {
        var used = new long[problem.Pools.Length];
        for (var c = 0; c < plan.Length; c++) used[problem.Pool[c]] += plan[c];
        return problem.Pools.Select((pool, i) => new LimitState(LimitKind.Supply, i, 0, 0, used[i], pool.Units - pool.Holdback, pool.Units));
    }

    private static IEnumerable<LimitState> Capacity(AllocationProblem problem, int[] plan)
    {
        if (problem.Capacity.Length == 0) return [];
        var used = new long[problem.Sites];
        for (var c = 0; c < plan.Length; c++) used[problem.SiteOf(c)] += plan[c];
        return used.Select((units, site) => new LimitState(LimitKind.Capacity, site, 0, 0, units, 0, Limit(problem.Capacity[site / problem.Periods])));
    }

    private static IEnumerable<LimitState> Slots(AllocationProblem problem, int[] plan)
    {
        if (problem.Slots.Length == 0) return [];
        var used = new int[problem.Sites];
        for (var c = 0; c < plan.Length; c++) used[problem.SiteOf(c)] += plan[c] > 0 ? 1 : 0;
        return used.Select((products, site) => new LimitState(LimitKind.Slots, site, 0, 0, products, 0, Limit(problem.Slots[site / problem.Periods])));
    }

    private static IEnumerable<LimitState> Categories(AllocationProblem problem, int[] plan)
    {
        if (problem.LeastCategories == 0) return [];
        var offered = new HashSet<(int, int)>();
        var carried = new HashSet<(int, int)>();
        for (var c = 0; c < plan.Length; c++)
        {
            var key = (problem.SiteOf(c), problem.Category[problem.Product[c]]);
            if (problem.Most[c] > 0) offered.Add(key);
            if (plan[c] > 0) carried.Add(key);
        }
        var (there, used) = (offered.CountBy(k => k.Item1).ToDictionary(), carried.CountBy(k => k.Item1).ToDictionary());
        return Enumerable.Range(0, problem.Sites).Select(site => new LimitState(LimitKind.Categories, site, 0, 0, used.GetValueOrDefault(site), Math.Min(problem.LeastCategories, there.GetValueOrDefault(site)), double.PositiveInfinity));
    }

    private static IEnumerable<LimitState> Mixes(AllocationProblem problem, int[] plan)
    {
        for (var rule = 0; rule < problem.Mixes.Length; rule++)
        {
            var mix = problem.Mixes[rule];
            var (all, of) = (new long[mix.Groups], new Dictionary<(int, int), long>());
            for (var c = 0; c < plan.Length; c++)
            {
                if (mix.Group[c] < 0) continue;
                all[mix.Group[c]] += plan[c];
                of[(mix.Group[c], mix.Class[c])] = of.GetValueOrDefault((mix.Group[c], mix.Class[c])) + plan[c];
            }
            for (var g = 0; g < mix.Groups; g++)
                foreach (var limit in mix.Limits)
                    yield return new(LimitKind.Mix, g, rule, limit.Class, of.GetValueOrDefault((g, limit.Class)), limit.Least * all[g], limit.Most * all[g]);
        }
    }

    private static IEnumerable<LimitState> Cells(AllocationProblem problem, int[] plan)
    {
        for (var c = 0; c < plan.Length; c++)
        {
            var shown = plan[c] > 0 ? Math.Max(problem.Least[c], problem.PresentationOf(c)) : problem.Least[c];
            if (plan[c] < shown || plan[c] > problem.Most[c]) yield return new(LimitKind.Cell, c, 0, 0, plan[c], shown, problem.Most[c]);
        }
    }

    private static double Limit(int units) => units == int.MaxValue ? double.PositiveInfinity : units;
}
