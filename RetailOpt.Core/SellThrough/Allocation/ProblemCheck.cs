using System.Diagnostics.CodeAnalysis;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Whether the arrays of a problem fit each other: a mistake of the caller, not of the user.</summary>
internal static class ProblemCheck
{
    /// <exception cref="ArgumentException">What does not fit, and where.</exception>
    public static void Of(AllocationProblem problem)
    {
        foreach (var (name, length) in new[] { (nameof(problem.Product), problem.Product.Length), (nameof(problem.Current), problem.Current.Length), (nameof(problem.Least), problem.Least.Length), (nameof(problem.Most), problem.Most.Length), (nameof(problem.Mean), problem.Mean.Length), (nameof(problem.WorthSold), problem.WorthSold.Length), (nameof(problem.Pool), problem.Pool.Length) })
            Length(name, length, problem.Cells, false);
        foreach (var (name, length) in new[] { (nameof(problem.Period), problem.Period.Length), (nameof(problem.Dispersion), problem.Dispersion.Length), (nameof(problem.WorthUnit), problem.WorthUnit.Length), (nameof(problem.Presentation), problem.Presentation.Length), (nameof(problem.Pack), problem.Pack.Length) })
            Length(name, length, problem.Cells, true);
        Length(nameof(problem.Capacity), problem.Capacity.Length, problem.Stores, true);
        Length(nameof(problem.Slots), problem.Slots.Length, problem.Stores, true);
        Length(nameof(problem.Category), problem.Category.Length, problem.Products, problem.LeastCategories == 0);
        foreach (var mix in problem.Mixes)
        {
            Length(mix.Name, mix.Group.Length, problem.Cells, false);
            Length(mix.Name, mix.Class.Length, problem.Cells, false);
        }
        if (!(problem.WorthKept >= 0 && double.IsFinite(problem.WorthKept))) Fail("the worth of a unit kept is below 0 or no number");
        for (var c = 0; c < problem.Cells; c++) Cell(problem, c);
        if (problem.Periods == 1) return;
        OnePeriod(problem, nameof(problem.Pool), problem.Pool);
        foreach (var mix in problem.Mixes) OnePeriod(problem, mix.Name, mix.Group);
    }

    private static void OnePeriod(AllocationProblem problem, string name, int[] of)
    {
        var periods = new Dictionary<int, int>();
        for (var c = 0; c < problem.Cells; c++)
            if (of[c] >= 0 && !periods.TryAdd(of[c], problem.PeriodOf(c)) && periods[of[c]] != problem.PeriodOf(c)) Fail($"{name} {of[c]} has cells of several periods");
    }

    private static void Cell(AllocationProblem p, int c)
    {
        if ((uint)p.Store[c] >= p.Stores || (uint)p.Product[c] >= p.Products || (uint)p.PeriodOf(c) >= p.Periods || (uint)p.Pool[c] >= p.Pools.Length) Fail($"cell {c} names a store, product, period or pool that is not there");
        if (p.Least[c] < 0 || p.Most[c] < p.Least[c] || p.Current[c] < 0 || p.PackOf(c) < 1) Fail($"cell {c} has units below 0, a most below its least, or a pack below 1");
        if (!(p.Mean[c] >= 0 && p.DispersionOf(c) >= 0 && p.WorthSold[c] >= 0 && double.IsFinite(p.Mean[c] + p.DispersionOf(c) + p.WorthSold[c] + p.WorthUnitOf(c)))) Fail($"cell {c} has a demand or worth that is below 0 or no number");
        if (c > 0 && (p.Product[c - 1], p.Store[c - 1], p.PeriodOf(c - 1)).CompareTo((p.Product[c], p.Store[c], p.PeriodOf(c))) >= 0) Fail($"cell {c} does not come after the one before it by product, store and period");
    }

    private static void Length(string name, int length, int expected, bool mayBeEmpty)
    {
        if (length != expected && !(mayBeEmpty && length == 0)) Fail($"{name} has {length} values and should have {expected}");
    }

    [DoesNotReturn]
    private static void Fail(string what) => throw new ArgumentException($"The allocation problem does not fit together: {what}.");
}
