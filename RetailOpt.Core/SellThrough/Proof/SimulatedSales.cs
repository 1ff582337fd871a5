using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Proof;

/// <summary>What a simulation of both plans sold.</summary>
/// <param name="Before">Units sold by the baseline, with the interval that holds 90% of the draws.</param>
/// <param name="After">Units sold by the plan.</param>
/// <param name="Gain">Units more.</param>
/// <param name="Wins">Share of the draws in which the plan sold more.</param>
/// <param name="Draws">How many.</param>
internal sealed record SimulatedSales(Estimate Before, Estimate After, Estimate Gain, double Wins, int Draws);
