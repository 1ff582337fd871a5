using System.Runtime.CompilerServices;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Backtest;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>Everything that a moved target leaves as it is: the SKUs, their fitted curves, and the problems prepared for the options in use.</summary>
public sealed class PricingModel : IModel
{
    /// <summary>Problems kept: a page moves between few of them.</summary>
    private const int KeptProblems = 3;

    private readonly Lock _gate = new();
    private readonly List<(PricingOptions Standing, PricingProblem Problem)> _problems = [];

    private readonly ConditionalWeakTable<ScenarioResult, PlanValue> _values = [];
    private readonly Beliefs _shrunk;
    private readonly Lazy<Beliefs> _own;

    internal PricingModel(PricingData data, CurveFit[] fits, Beliefs shrunk, GivenRules? rules = null, PastTest? past = null)
    {
        (Data, Fits, _shrunk, Given, Past) = (data, fits, shrunk, rules ?? GivenRules.None, past ?? PastTest.None);
        _own = new(() => BeliefBuilder.Build(data, fits, shrink: false));
        ProblemFor(new());
    }

    /// <summary>The SKUs and their observations.</summary>
    public PricingData Data { get; }

    /// <summary>The fitted curve of each SKU, per period.</summary>
    public IReadOnlyList<CurveFit> Fits { get; }

    /// <summary>What is believed of each SKU: leaning on its category, or on its own observations alone.</summary>
    public Beliefs BeliefsFor(PricingOptions options) => options.Shrink ? _shrunk : _own.Value;

    /// <summary>What a plan is worth beside its own figures: a plan that a moved target leaves as it is, is not valued again.</summary>
    internal PlanValue Valued(ScenarioResult plan, Func<ScenarioResult, PlanValue> value) => _values.GetValue(plan, p => value(p));

    /// <summary>How well the curves would have told the newest observations before they came.</summary>
    public PastTest Past { get; }

    /// <summary>What came with the data for every plan to keep.</summary>
    internal GivenRules Given { get; }

    /// <summary>The same as rules alone; <see cref="RulesFor"/> adds what options say.</summary>
    public PlanRules Rules => Given.Rules;

    /// <summary>What a plan must keep: what came with the data and what the options add.</summary>
    public PlanRules RulesFor(PricingOptions options) => Given.With(options.Locks, Data).Rules;

    /// <inheritdoc/>
    public long Bytes => Data.Bytes + Past.Bytes + 2 * _shrunk.Bytes + Data.Count * (128L + KeptProblems * (160L + Scenarios.ScenarioNames.All.Count * 3 * sizeof(double)));

    /// <summary>The problem that options ask for, whatever their targets; the last few are kept.</summary>
    public PricingProblem ProblemFor(PricingOptions options)
    {
        var standing = options.Standing;
        lock (_gate)
        {
            var at = _problems.FindIndex(p => p.Standing == standing);
            var entry = at >= 0 ? _problems[at] : (Standing: standing, Problem: ProblemBuilder.Build(this, standing));
            if (at >= 0) _problems.RemoveAt(at);
            else if (_problems.Count == KeptProblems) _problems.RemoveAt(KeptProblems - 1);
            _problems.Insert(0, entry);
            return entry.Problem;
        }
    }
}
