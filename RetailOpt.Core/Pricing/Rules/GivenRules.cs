using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>The rules that came with the data, and what of them is not used.</summary>
internal sealed record GivenRules(PlanRules Rules, IReadOnlyList<NotUsed> NotUsed)
{
    public static GivenRules None { get; } = PlanRules.None;

    /// <summary>Rules that were all used.</summary>
    public static implicit operator GivenRules(PlanRules rules) => new(rules, []);

    /// <summary>Reads the files of groups, locks and budgets that were given.</summary>
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
        return new(rules, files.Notes);
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
        return new(Rules with { Locks = all }, notes);
    }
}
