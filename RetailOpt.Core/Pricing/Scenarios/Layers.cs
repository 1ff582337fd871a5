namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>What every scenario starts from: the plans that are best for one sum alone. Found once for a problem.</summary>
internal sealed record Layers(Pass MostDemand, Pass MostSales, RatioPoint LeastMd, RatioPoint MostMd)
{
    public static Layers Of(Oracle passes)
    {
        var demand = passes.At(new(1, 0, 0));
        var sales = passes.At(new(0, 1, 0));
        var least = Ratio.LeastMd(passes, demand);
        var most = Ratio.MostMd(passes, demand);
        return new(demand, sales, least, most);
    }
}
