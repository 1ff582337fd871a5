using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>What a person looks at, as the address holds it beside dataset and options.</summary>
/// <param name="Plan">The scenario whose plan is shown.</param>
/// <param name="Base">The scenario it is compared with.</param>
/// <param name="Sku">The SKU whose curve is shown; null takes the one that brings the most.</param>
public sealed record PricingView(Scenario Plan = Scenario.TargetMd, Scenario Base = Scenario.MaxDemand, string? Sku = null) : IPageView<PricingView>
{
    private static readonly PricingView Usual = new();

    /// <inheritdoc/>
    public string Analysis => "price";

    /// <inheritdoc/>
    public static PricingView From(IReadOnlyDictionary<string, string> query) => new(
        ScenarioWords.Of(query.GetValueOrDefault("plan")) ?? Usual.Plan,
        ScenarioWords.Of(query.GetValueOrDefault("base")) ?? Usual.Base,
        query.Text("sku"));

    /// <inheritdoc/>
    public IEnumerable<(string Key, string? Value)> ToQuery() =>
    [
        ("plan", Plan == Usual.Plan ? null : Plan.Key()),
        ("base", Base == Usual.Base ? null : Base.Key()),
        ("sku", Sku),
    ];

    /// <inheritdoc/>
    public PricingView Elsewhere() => this with { Sku = null };
}
