using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Sample;

/// <summary>A line of a basket: <paramref name="Visit"/> counts within the store, prices are cents of one unit, campaign -1 for none.</summary>
internal readonly record struct Line(int Visit, int Product, int Quantity, int Cents, int Campaign);

/// <summary>What happened in a store: lines in the order of time, and the units of each product that were wanted and that stock could not serve.</summary>
internal sealed record Trade(List<Line> Lines, int[] Wanted, int[] Lost, int[][] Supply);

/// <summary>
/// One store's year. A product's weekly demand is shared out over the week's baskets by taste and appetite, so over all baskets it adds up to
/// the true curve; each basket then draws every product. Stores are independent of each other.
/// </summary>
internal sealed class Shopping(World world, Demand demand, PricePlan prices, Assortment assortment, Affinity[] affinities)
{
    private readonly int[] _linkOf = LinkOf(world.Products.Length, affinities);
    private readonly int[] _drawOrder = [.. Enumerable.Range(0, world.Products.Length).OrderBy(p => affinities.Any(a => a.Targets.Contains(p)) ? 1 : 0)];
    private readonly int[][] _triggers = TriggersOf(world.Products.Length, affinities);

    public Trade Of(int store, Visit[] visits)
    {
        var supply = SupplyPlan.OfStore(world, demand, prices, assortment, store);
        var trade = new Trade([], new int[world.Products.Length], new int[world.Products.Length], supply);
        var till = new Till(trade);
        var week = new StoreWeek(world, store, _drawOrder.Where(p => assortment.Carries[store][p]).ToArray());
        for (int w = 0, from = 0; w < world.Options.Weeks; w++)
        {
            if (w % SupplyPlan.WeeksPerPeriod == 0) till.Receive(w / SupplyPlan.WeeksPerPeriod);
            var to = from;
            while (to < visits.Length && visits[to].Day < (w + 1) * 7) to++;
            week.Open(w, visits.AsSpan(from, to - from), demand, prices, assortment);
            for (var v = from; v < to; v++) Fill(week, visits[v], v, till);
            from = to;
        }
        return trade;
    }

    private void Fill(StoreWeek week, Visit visit, int number, Till till)
    {
        var account = world.Accounts[visit.Account];
        var stream = RandomStream.Of(world.Seed, Streams.Basket, visit.Account, visit.Number);
        var offers = Offers.For(world, visit);
        Span<double> chance = stackalloc double[affinities.Length];
        Span<bool> fired = stackalloc bool[affinities.Length];
        chance.Clear();
        fired.Clear();
        foreach (var p in week.Products)
        {
            var (cents, campaign, boost) = offers.Price(p, week.Cents(p), demand.Curves[p]);
            var mean = week.Mean(p) * visit.Appetite * account.Taste[p] * boost;
            var perLine = mean / world.Products[p].UnitsPerLine;
            var plain = 1 - Math.Exp(-perLine);
            var bought = stream.Next() < Chance(_linkOf[p], plain, account.Segment, chance, fired);
            foreach (var link in _triggers[p])
            {
                chance[link] += perLine;
                fired[link] |= bought;
            }
            if (bought) till.Sell(new Line(number, p, 1 + stream.Poisson(mean / plain - 1), cents, campaign));
        }
    }

    /// <summary>The chance of a line given which triggers fired; averaged over triggered and other baskets it is <paramref name="plain"/>.</summary>
    private double Chance(int link, double plain, Segment segment, ReadOnlySpan<double> triggerRate, ReadOnlySpan<bool> fired)
    {
        if (link < 0 || triggerRate[link] == 0 || (affinities[link].Segment is { } only && only != segment)) return plain;
        var trigger = 1 - Math.Exp(-triggerRate[link]);
        var with = Math.Min(affinities[link].Strength * plain, Math.Min(.95, plain / trigger));
        return fired[link] ? with : (plain - with * trigger) / (1 - trigger);
    }

    private static int[] LinkOf(int products, Affinity[] affinities)
    {
        var link = new int[products];
        Array.Fill(link, -1);
        for (var a = 0; a < affinities.Length; a++)
            foreach (var target in affinities[a].Targets) link[target] = a;
        return link;
    }

    private static int[][] TriggersOf(int products, Affinity[] affinities) =>
        [.. Enumerable.Range(0, products).Select(p => Enumerable.Range(0, affinities.Length).Where(a => affinities[a].Triggers.Contains(p)).ToArray())];
}
