using RetailOpt.Core.Analyses;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>The rules that came with the data, and what of them is not used.</summary>
internal sealed record GivenRules(PlanRules Rules, IReadOnlyList<NotUsed> NotUsed, EditedPlan? Edited = null)
{
    public static GivenRules None { get; } = PlanRules.None;

    /// <summary>Rules that were all used.</summary>
    public static implicit operator GivenRules(PlanRules rules) => new(rules, []);

    /// <summary>Reads the files of groups, locks and budgets and the edited plan that were given.</summary>
    public static GivenRules Read(RunInputs inputs, PricingData data, CancellationToken ct)
    {
        var files = new RuleFiles(data);
        var rules = PlanRules.None;
        if (inputs.Given(PricingInputs.Groups.Name, RuleFiles.Groups, ct) is { } groups)
        {
            var (numbers, names) = files.ReadGroups(groups);
            rules = rules with { Groups = numbers, GroupNames = names };
        }
        if (inputs.Given(PricingInputs.Lock.Name, RuleFiles.Locks, ct) is { } locks) rules = rules with { Locks = files.ReadLocks(locks) };
        if (inputs.Given(PricingInputs.Budget.Name, RuleFiles.Budgets, ct) is { } budgets) rules = rules with { Budgets = files.ReadBudgets(budgets) };
        if (inputs.Given(PricingInputs.Edited.Name, EditedPlan.Layout, ct) is not { } sheet) return new(rules, files.Notes);
        var (edited, own) = EditedPlan.Read(sheet, data, files);
        return new(rules with { Locks = Override(rules.Locks, own, edited.Name, data, files.Notes) }, files.Notes, edited);
    }

    /// <summary>The options with what an edited plan says of its target, where they leave it open.</summary>
    public PricingOptions Fill(PricingOptions options) => Edited?.Fill(options) ?? options;

    /// <summary>The locks of an edited plan go before those of a file, which are older.</summary>
    private static double[]? Override(double[]? older, double[] newer, string by, PricingData data, List<NotUsed> notes)
    {
        if (Array.TrueForAll(newer, double.IsNaN)) return older;
        if (older is null) return newer;
        for (var i = 0; i < newer.Length; i++)
            if (double.IsNaN(newer[i])) newer[i] = older[i];
            else if (!double.IsNaN(older[i]) && Math.Abs(older[i] - newer[i]) > EditedPlan.Same)
                notes.Add(new(PricingInputs.Lock.Name, "", null, null, data.Skus[i], RuleFault.Overruled, Invariant($"{by} has it at {newer[i]:0.####}, which holds")));
        return newer;
    }

    /// <summary>The same with the locks of an option, which go before those of a file.</summary>
    public GivenRules With(string? locks, PricingData data)
    {
        var said = LockText.Parse(locks);
        if (said.Count == 0) return this;
        var (all, notes) = (Rules.Locks?.ToArray() ?? PlanRules.NoLocks(data.Count), NotUsed.ToList());
        foreach (var (name, md) in said)
        {
            var sku = data.IndexOf(name);
            var value = sku < 0 ? double.NaN : md ?? data.CurrentMd(sku);
            if (sku < 0) notes.Add(new("locks", "", null, null, name, RuleFault.Unknown, "the data has no such SKU that is priced"));
            else if (Markdown.Problem(value) is not null) notes.Add(new("locks", "", null, null, name, RuleFault.Unread, $"the SKU {name} has no markdown below 1 to be kept at"));
            else all[sku] = value;
        }
        return this with { Rules = Rules with { Locks = all }, NotUsed = notes };
    }
}
