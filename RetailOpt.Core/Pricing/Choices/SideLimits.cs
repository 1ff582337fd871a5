using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>What a plan keeps beside its scenario's own target: how many SKUs may change, and each budget of markdown money.</summary>
/// <param name="MostChanges">Most SKUs that may change against today; <see cref="int.MaxValue"/> for any number.</param>
/// <param name="Allowed">Money of each budget, 0 or more.</param>
/// <param name="Names">Name of each budget: its category.</param>
public sealed record SideLimits(int MostChanges, double[] Allowed, string[] Names)
{
    /// <summary>Nothing to keep.</summary>
    public static SideLimits None { get; } = new(int.MaxValue, [], []);

    /// <summary>Whether there is nothing to keep.</summary>
    public bool IsNone => MostChanges == int.MaxValue && Allowed.Length == 0;
}

/// <summary>Multipliers of the side limits.</summary>
/// <param name="Change">Price of a changed SKU.</param>
/// <param name="Money">Price of the markdown money of each budget.</param>
internal sealed record SidePrices(double Change, double[] Money);

/// <summary>What a plan takes of the side limits.</summary>
internal struct SideUse(int budgets)
{
    public int Changes;
    public readonly double[] Spent = new double[budgets];

    public static SideUse Of(ChoiceTable table, int[] plan)
    {
        var use = new SideUse(table.Limits.Allowed.Length);
        for (var b = 0; b < plan.Length; b++)
        {
            use.Changes += table.Changes[plan[b]];
            if (table.Budgets[b] is >= 0 and var k) use.Spent[k] += table.Spend[plan[b]];
        }
        return use;
    }

    /// <summary>A block goes from one choice to another.</summary>
    public void Move(ChoiceTable table, int block, int from, int to)
    {
        Changes += table.Changes[to] - table.Changes[from];
        if (table.Budgets[block] is >= 0 and var k) Spent[k] += table.Spend[to] - table.Spend[from];
    }

    /// <summary>How many limits are broken.</summary>
    public readonly int Broken(ChoiceTable table)
    {
        var count = Changes > table.Limits.MostChanges ? 1 : 0;
        for (var k = 0; k < Spent.Length; k++)
            if (Spent[k] > table.Ceilings[k]) count++;
        return count;
    }
}

/// <summary>A plan that keeps the side limits whatever else it does, or why there is none.</summary>
internal static class FirstPlan
{
    public static (int[]? Plan, string? Reason) Of(ChoiceTable table)
    {
        var (limits, plan) = (table.Limits, new int[table.Blocks]);
        for (var b = 0; b < plan.Length; b++) plan[b] = Best(table, b, c => (table.Changes[c], table.Budgets[b] < 0 ? 0 : table.Spend[c]));
        for (var k = 0; k < limits.Allowed.Length; k++)
            if (!Save(table, plan, k)) return (null, Invariant($"The budget of {limits.Names[k]} is {limits.Allowed[k]:#,##0.##}, but its markdowns cost at least {Least(table, k):#,##0.##} within their bounds, stock and steps."));
        var changes = SideUse.Of(table, plan).Changes;
        if (changes <= limits.MostChanges) return (plan, null);
        var why = limits.Allowed.Length > 0 ? "keep today's markdown within their range and the budgets" : "keep today's markdown within their bounds, stock and group";
        return (null, Invariant($"At most {limits.MostChanges:N0} SKUs may change, but {changes:N0} cannot {why}."));
    }

    /// <summary>Changes the blocks that save most until the budget is kept: no other way changes fewer single SKUs.</summary>
    private static bool Save(ChoiceTable table, int[] plan, int budget)
    {
        var own = Enumerable.Range(0, plan.Length).Where(b => table.Budgets[b] == budget).ToArray();
        var spent = own.Sum(b => table.Spend[plan[b]]);
        var cheapest = own.Select(b => (Block: b, Choice: Best(table, b, c => (0, table.Spend[c])))).OrderByDescending(x => table.Spend[plan[x.Block]] - table.Spend[x.Choice]).ThenBy(x => x.Block);
        foreach (var (block, choice) in cheapest)
        {
            if (spent <= table.Ceilings[budget]) return true;
            spent -= table.Spend[plan[block]] - table.Spend[choice];
            plan[block] = choice;
        }
        return own.Sum(b => table.Spend[plan[b]]) <= table.Ceilings[budget];
    }

    private static double Least(ChoiceTable table, int budget) =>
        Enumerable.Range(0, table.Blocks).Where(b => table.Budgets[b] == budget).Sum(b => Enumerable.Range(table.Starts[b], table.Starts[b + 1] - table.Starts[b]).Min(c => table.Spend[c]));

    private static int Best(ChoiceTable table, int block, Func<int, (int, double)> cost) =>
        Enumerable.Range(table.Starts[block], table.Starts[block + 1] - table.Starts[block]).MinBy(cost);
}
