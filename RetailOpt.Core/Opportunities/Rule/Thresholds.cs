namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>The parameters of the rule.</summary>
/// <param name="TopPerformer">Percentile from which a product is a top performer, in (0, 1].</param>
/// <param name="MinClusterStores">Stores that a category needs in a cluster.</param>
/// <param name="MinStoresSelling">Stores that must sell a product.</param>
/// <param name="MinProductSales">Ten-thousandths of the currency that a store must have sold of a product; less is dropped before everything else.</param>
/// <param name="Adoption">Adoption that an opportunity needs.</param>
/// <param name="EnforceAdoption">Whether it needs it.</param>
internal readonly record struct Thresholds(double TopPerformer, int MinClusterStores, int MinStoresSelling, long MinProductSales, double Adoption, bool EnforceAdoption)
{
    /// <summary>How far below the threshold a percentile still counts, so that 4/5 does at .80.</summary>
    public const double Slack = 1e-12;

    public bool IsTop(double percentile) => percentile >= TopPerformer - Slack;

    public bool Allows(double adoption) => !EnforceAdoption || adoption >= Adoption;
}
