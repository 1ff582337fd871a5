namespace RetailOpt.Benchmarks.SellThrough;

/// <summary>Sell-through: `coverage [replications]` holds the interval of the improvement against the truth of the sample retailer.</summary>
internal sealed class SellThroughBenchmark : IBenchmark
{
    public string Name => "sell-through-coverage";

    public Task RunAsync(string[] args)
    {
        SampleCoverage.Run(args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 400);
        return Task.CompletedTask;
    }
}
