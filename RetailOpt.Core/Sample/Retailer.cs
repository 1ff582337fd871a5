namespace RetailOpt.Core.Sample;

/// <summary>The sample retailer after its year of trade. The same options and seed make the same retailer, whatever the number of threads.</summary>
internal sealed record Retailer(
    World World, Demand Demand, PricePlan Prices, Assortment Assortment, Affinity[] Affinities, Visit[][] Visits, Trade[] Trades)
{
    public static Retailer Make(SampleOptions options, ulong seed, int threads, Action<double> progress, CancellationToken ct)
    {
        var world = World.Make(options, seed);
        var visits = Sample.Visits.Make(world);
        var demand = Demand.Make(world, (double)visits.Sum(v => v.Length) / options.Weeks);
        var prices = PricePlan.Make(world);
        var assortment = Assortment.Make(world, demand);
        var affinities = Sample.Affinities.Make(world.Products);
        var shopping = new Shopping(world, demand, prices, assortment, affinities);
        var trades = new Trade[world.Stores.Length];
        var done = 0;
        Parallel.For(0, trades.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = ct }, s =>
        {
            trades[s] = shopping.Of(s, visits[s]);
            progress((double)Interlocked.Increment(ref done) / trades.Length);
        });
        return new Retailer(world, demand, prices, assortment, affinities, visits, trades);
    }

    public DateOnly Day(int day) => World.Options.FirstDay.AddDays(day);

    public long Lines => Trades.Sum(t => (long)t.Lines.Count);
}
