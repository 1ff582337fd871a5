using RetailOpt.Core.Pricing.Rules;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Whether options and rules ask for a plan on steps, and on which.</summary>
internal static class StepRules
{
    /// <summary>The steps where no ladder is given.</summary>
    public const double Finest = .01;

    /// <summary>What the plan chooses from; null where any markdown will do.</summary>
    public static ChoiceRules? Of(PricingOptions options, PlanRules rules) => Asks(options, rules)
        ? new()
        {
            Step = options.Ladder ?? Finest,
            Endings = PriceEndings.Parse(options.Endings),
            Weeks = options.Weeks,
            Groups = rules.Groups,
            IsLocked = rules.IsLocked,
        }
        : null;

    private static bool Asks(PricingOptions options, PlanRules rules) =>
        options.Ladder is not null || !string.IsNullOrWhiteSpace(options.Endings) || options.Weeks > 1 || rules.Groups is not null;
}
