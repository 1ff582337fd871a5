using RetailOpt.Core.Pricing.Rules;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Whether options and rules ask for a plan on steps, and on which.</summary>
internal static class StepRules
{
    /// <summary>The steps where no ladder is given.</summary>
    public const double Finest = .01;

    /// <summary>What the plan chooses from; null where any markdown will do.</summary>
    public static ChoiceRules? Of(PricingOptions options, PlanRules rules, PricingData data)
    {
        if (!Asks(options, rules)) return null;
        // a budget of a category without a SKU holds nothing back; the reader of the file has told of it
        string[] budgets = [.. rules.Budgets.Keys.Where(name => data.Categories.Contains(name, StringComparer.Ordinal)).Order(StringComparer.Ordinal)];
        return new()
        {
            Step = options.Ladder ?? Finest,
            Endings = PriceEndings.Parse(options.Endings),
            Weeks = options.Weeks,
            Groups = rules.Groups,
            IsLocked = rules.IsLocked,
            Current = options.MaxChanges is null ? null : [.. Enumerable.Range(0, data.Count).Select(data.CurrentMd)],
            Budgets = budgets.Length == 0 ? null : Array.ConvertAll(data.Categories, name => Array.BinarySearch(budgets, name, StringComparer.Ordinal) is >= 0 and var k ? k : -1),
            Limits = new(options.MaxChanges ?? int.MaxValue, Array.ConvertAll(budgets, name => rules.Budgets[name]), budgets),
        };
    }

    private static bool Asks(PricingOptions options, PlanRules rules) =>
        options.Ladder is not null || !string.IsNullOrWhiteSpace(options.Endings) || options.Weeks > 1 || rules.Groups is not null || rules.Budgets.Count > 0 || options.MaxChanges is not null;
}
