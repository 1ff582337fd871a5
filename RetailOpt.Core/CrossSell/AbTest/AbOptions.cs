using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.AbTest;

/// <summary>Options of the analysis "cross-sell-ab-test".</summary>
public sealed record AbOptions : CrossSellOptions
{
    private const string Test = "Test";

    /// <summary>Share of the accounts that are offered the recommendations.</summary>
    [Option("treated-share", "Share that is treated", Group = Test, Unit = "%", Min = .05, Max = .95, Step = .05, Live = true, Help = "Of each segment; the others are the control.")]
    public double TreatedShare { get; init; } = .5;

    /// <summary>Share of the control that is expected to respond.</summary>
    [Option("baseline", "Expected response", Group = Test, Unit = "%", Min = .0001, Max = .9999, Step = .01, Live = true, Help = "Share of the control that is expected to respond, for the sample size.")]
    public double Baseline { get; init; } = .1;

    /// <summary>Relative lift that is to be found.</summary>
    [Option("detectable-lift", "Lift to be found", Group = Test, Unit = "%", Min = .01, Max = 10, Step = .05, Live = true, Help = "Relative: .2 finds a rise from 10% to 12%.")]
    public double DetectableLift { get; init; } = .2;

    /// <summary>Chance of finding it.</summary>
    [Option("power", "Power", Group = Test, Unit = "%", Min = .5, Max = .99, Step = .05, Live = true, Help = "Chance of finding such a lift at a two-sided level of 5%.")]
    public double Power { get; init; } = .8;

    /// <inheritdoc/>
    public override IEnumerable<OptionError> Check()
    {
        foreach (var error in base.Check()) yield return error;
        if (Baseline * (1 + DetectableLift) >= 1) yield return new("detectable-lift", "The expected response with that lift would be 100% or more; lower one of them.");
    }
}
