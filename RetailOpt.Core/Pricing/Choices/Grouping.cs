using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Why the SKUs of a group do not all share one markdown.</summary>
internal enum GroupFault
{
    /// <summary>No markdown is allowed for all of them: each is planned alone.</summary>
    NothingCommon,
    /// <summary>A member is locked where others may not be, or members are locked apart: the locked ones keep their lock, the others share.</summary>
    LockApart,
    /// <summary>They share a markdown but not a list price, so their prices cannot all end as asked: steps are taken instead.</summary>
    ListPrices,
    /// <summary>Its members' markdown money counts to several budgets: the members of each share a markdown among themselves.</summary>
    Budgets,
}

/// <summary>A group that could not be planned as asked.</summary>
/// <param name="Group">Its number.</param>
/// <param name="Fault">Why.</param>
/// <param name="Skus">Its members, by their place as given.</param>
internal sealed record GroupNote(int Group, GroupFault Fault, int[] Skus);

/// <summary>Puts SKUs into blocks that share one markdown.</summary>
internal sealed class Grouping(PricingProblem problem, ChoiceRules rules)
{
    public List<(int[] Skus, Span Interval)> Blocks { get; } = [];
    public List<GroupNote> Notes { get; } = [];
    public SkuFlags[] Flags { get; } = new SkuFlags[problem.Count];

    public void Run()
    {
        var groups = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < problem.Count; i++)
        {
            if (rules.Groups?[i] is not ({ } number and >= 0)) Alone(i);
            else if (groups.TryGetValue(number, out var members)) members.Add(i);
            else groups[number] = [i];
        }
        foreach (var (number, members) in groups) Split(number, [.. members]);
    }

    private void Alone(int sku) => Blocks.Add(([sku], problem.FeasibleMd(sku)));

    private void Split(int group, int[] members)
    {
        int[][] parts = [.. members.GroupBy(rules.BudgetOf).Select(part => part.ToArray())];
        if (parts.Length > 1) Told(group, GroupFault.Budgets, members);
        foreach (var part in parts) Share(group, part);
    }

    private void Told(int group, GroupFault fault, int[] skus)
    {
        Notes.Add(new(group, fault, skus));
        foreach (var sku in skus) Flags[sku] |= SkuFlags.GroupSplit;
    }

    private void Share(int group, int[] members)
    {
        int[] locked = [.. members.Where(i => rules.IsLocked(i))], free = [.. members.Where(i => !rules.IsLocked(i))];
        if (locked.Length > 0 && Common(members) is not null) free = members;
        else if (locked.Length > 0)
        {
            Told(group, GroupFault.LockApart, members);
            foreach (var sku in locked) Alone(sku);
        }
        if (free.Length == 0) return;
        if (Common(free) is { } interval) Add(group, free, interval);
        else
        {
            Told(group, GroupFault.NothingCommon, free);
            foreach (var sku in free) Alone(sku);
        }
    }

    private void Add(int group, int[] skus, Span interval)
    {
        if (rules.Endings is not null && !skus.Any(i => rules.IsLocked(i)) && skus.Any(i => problem.MsrpOf(i) != problem.MsrpOf(skus[0]))) Notes.Add(new(group, GroupFault.ListPrices, skus));
        // sums do not depend on the order given
        Array.Sort(skus, problem.CompareData);
        Blocks.Add((skus, interval));
    }

    /// <summary>The markdowns allowed for all; a lock leaves one.</summary>
    private Span? Common(int[] skus)
    {
        double low = skus.Max(i => problem.FeasibleMd(i).Low), high = skus.Min(i => problem.FeasibleMd(i).High);
        return low <= high ? new(low, high) : low <= high + Steps.Same ? new(high, high) : null;
    }
}
