namespace RetailOpt.Core.Truth;

/// <summary>What is done to the market: the markdown of each product (a fraction of its list price), for some weeks.</summary>
internal sealed record Intervention(IReadOnlyDictionary<string, double> Markdowns, int Weeks);

/// <summary>What the market then wants of a product, over all weeks and stores: on average, and in one draw.</summary>
internal readonly record struct RealisedDemand(string Product, double Mean, long Units);

/// <summary>A market whose truth is known: the proof of a recommendation asks it what the recommendation would have brought.</summary>
internal interface ITruth
{
    /// <summary>Simulates an intervention; the same seed gives the same draw. Products come in the order of their ids.</summary>
    /// <exception cref="Analyses.InputException">A product is not known here, or a markdown is not a fraction from 0 to below 1.</exception>
    Task<IReadOnlyList<RealisedDemand>> SimulateAsync(Intervention what, ulong seed, CancellationToken ct);
}
