using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Sample;

/// <summary>A visit of an account to a store; days count from the first. <paramref name="Number"/> counts the account's visits and names the basket's random stream.</summary>
internal readonly record struct Visit(int Store, int Day, int Account, int Number, double Appetite);

internal static class Visits
{
    private const double AtHome = .88;
    private static readonly double[] UpToDay = [.11, .22, .34, .48, .67, .87, 1];

    /// <summary>All visits, by store in the order of time.</summary>
    public static Visit[][] Make(World world)
    {
        var neighbours = world.Stores.Select(home => Enumerable.Range(0, world.Stores.Length).Where(s => world.Stores[s].City == home.City).ToArray()).ToArray();
        var visits = Enumerable.Range(0, world.Accounts.Length).SelectMany(a => Of(world, a, neighbours)).ToLookup(v => v.Store);
        return [.. Enumerable.Range(0, world.Stores.Length).Select(s => visits[s].OrderBy(v => v.Day).ThenBy(v => v.Account).ThenBy(v => v.Number).ToArray())];
    }

    private static List<Visit> Of(World world, int index, int[][] neighbours)
    {
        var account = world.Accounts[index];
        var stream = RandomStream.Of(world.Seed, Streams.Visits, index);
        var visits = new List<Visit>();
        for (var week = account.FromWeek; week < account.ToWeek; week++)
            for (var left = stream.Poisson(account.VisitsPerWeek); left > 0; left--)
            {
                var near = neighbours[account.Home];
                var store = stream.Next() < AtHome ? account.Home : near[stream.Below(near.Length)];
                var weekday = Array.BinarySearch(UpToDay, stream.Next());
                visits.Add(new Visit(store, week * 7 + (weekday < 0 ? ~weekday : weekday), index, visits.Count, account.Appetite * stream.LogNormal(.4)));
            }
        return visits;
    }
}
