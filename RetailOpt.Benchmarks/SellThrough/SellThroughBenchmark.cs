using System.Globalization;

namespace RetailOpt.Benchmarks.SellThrough;

/// <summary>Sell-through: `[replications]` holds the interval of the improvement against the truth of the sample retailer; `cells [replications]` the belief in each cell's demand.</summary>
internal sealed class SellThroughBenchmark : IBenchmark
{
    public string Name => "sell-through-coverage";

    public Task RunAsync(string[] args)
    {
        if (args is ["cells", ..]) SampleCalibration.Run(SampleCoverage.Size, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20);
        else SampleCoverage.Run(args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 400);
        return Task.CompletedTask;
    }
}
