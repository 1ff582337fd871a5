namespace RetailOpt.Web.Pages.Synthesis;

/// <summary>What a person looks at, as the address holds it.</summary>
/// <param name="Tab">The tab.</param>
/// <param name="Options">Its options: the record of its analysis.</param>
/// <param name="Data">Id of the dataset, or null.</param>
/// <param name="Target">Id of the dataset that it is held against, or null.</param>
/// <param name="Run">The run that is shown, or null.</param>
/// <param name="Metric">The metric whose distributions are shown, or null.</param>
public sealed record SynthesisView(SynthesisTab Tab, object Options, string? Data, string? Target, string? Run, string? Metric)
{
    /// <summary>Id of the dataset of an input.</summary>
    public string? this[string input] => input == "target" ? Target : Data;

    /// <summary>The same with another dataset for an input; the run shown was of others.</summary>
    public SynthesisView With(string input, string? id) => (input == "target" ? this with { Target = id } : this with { Data = id }) with { Run = null, Metric = null };
}
