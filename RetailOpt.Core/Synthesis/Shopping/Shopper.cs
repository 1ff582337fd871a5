using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Substitution;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Shopping;

/// <summary>
/// Sends customers shopping, one after the other. Each has streams of its own, so what one buys depends neither on the others nor on the order.
/// Holds the working memory of one thread.
/// </summary>
internal sealed class Shopper(Market market)
{
    private const double AtHome = .9;
    private readonly Catalogue _catalogue = market.Catalogue;
    private readonly float[] _weights = new float[market.Catalogue.Items.Count];
    private readonly double[] _values = new double[market.Catalogue.Categories.Count];
    private readonly bool[] _bought = new bool[market.Catalogue.Categories.Count];

    /// <summary>Adds what a customer buys over all weeks, in the order of time.</summary>
    public void Shop(Customer customer, List<Purchase> purchases)
    {
        var stream = customer.TripStream(market);
        var (chance, before, visited, value) = (1.0, -1, false, 0.0);
        for (var week = customer.FirstWeek; week < Math.Min(market.Weeks, customer.LastWeek + 1); week++)
        {
            if (before >= 0)
                chance = (1 - customer.Memory) * Logistic(customer.VisitLevel + (visited ? customer.VisitValue * value : 0) + customer.VisitSignal * Signal(customer, week)) + customer.Memory * chance;
            visited = stream.Next() < chance;
            before = week;
            if (!visited) continue;
            var trips = 1 + (market.Settings.ExtraTrips > 0 ? stream.Poisson(market.Settings.ExtraTrips) : 0);
            for (var trip = 0; trip < trips; trip++) value = Go(customer, week, trip, ref stream, purchases);
        }
    }

    private double Signal(Customer customer, int week) => market.Prices.Signal[week] + (market.Campaigns.Any(c => week >= c.From && week <= c.To && (c.Segment is null || c.Segment == customer.Segment)) ? 1 : 0);

    /// <summary>One trip; returns its value SV.</summary>
    private double Go(Customer customer, int week, int trip, ref RandomStream stream, List<Purchase> purchases)
    {
        var store = market.Shops.Count > 1 && stream.Next() >= AtHome ? stream.Below(market.Shops.Count) : customer.Home;
        var day = stream.Below(7);
        var value = Value(customer, week, store, ref stream);
        Array.Clear(_bought);
        for (var c = 0; c < _values.Length; c++)
        {
            var category = _catalogue.Categories[c];
            var draw = stream.Next(); // one for each category, wanted or not: a price that moves one choice leaves the others where they are
            if (double.IsNegativeInfinity(_values[c])) continue;
            var logit = category.Level + customer.CategoryTaste[c] + category.Slope * _values[c];
            foreach (var affinity in _catalogue.Triggers[c])
                if (_bought[affinity.Trigger]) logit += affinity.Kappa;
            if (draw >= Logistic(logit)) continue;
            _bought[c] = true;
            var own = RandomStream.Of(stream.NextBits());
            var (first, picks) = (purchases.Count, 1 + (market.Settings.ExtraPicks > 0 ? own.Poisson(market.Settings.ExtraPicks) : 0));
            for (var pick = 0; pick < Math.Min(picks, category.To - category.From); pick++)
                if (Choose(customer, category, week, store, ref own) is >= 0 and var item && !Holds(purchases, first, item)) purchases.Add(Line(customer, week, day, trip, store, item, ref own));
        }
        return value;
    }

    private static bool Holds(List<Purchase> purchases, int from, int item)
    {
        for (var i = from; i < purchases.Count; i++)
            if (purchases[i].Item == item) return true;
        return false;
    }

    /// <summary>Fills weights and category values.</summary>
    private double Value(Customer customer, int week, int store, ref RandomStream stream)
    {
        var noise = (float)market.Settings.UtilityNoise;
        if (noise > 0)
            for (var i = 0; i < _weights.Length; i++) _weights[i] = ((stream.NextBits() >> 41) + .5f) * (1f / (1 << 23));
        Weights.Fill(customer.Utility, market.Prices.Slopes[week], market.Shops[store].Mask, (float)customer.Sensitivity, noise, _weights);
        var all = 0.0;
        for (var c = 0; c < _values.Length; c++)
        {
            var sum = 0.0;
            foreach (var weight in _weights.AsSpan(_catalogue.Categories[c].From.._catalogue.Categories[c].To)) sum += weight;
            _values[c] = Math.Log(sum);
            all += sum;
        }
        return Math.Log(all);
    }

    /// <summary>The product of a category that is bought, or -1.</summary>
    private int Choose(Customer customer, Category category, int week, int store, ref RandomStream stream)
    {
        var left = stream.Next() * Math.Exp(_values[Place(category)]);
        var wanted = -1;
        for (var i = category.From; i < category.To; i++)
        {
            if (_weights[i] == 0) continue;
            wanted = i;
            if ((left -= _weights[i]) < 0) break;
        }
        var there = market.Shelves.Has(store, wanted, week);
        if (there && !market.Prices.TooDear[week][wanted]) return wanted;
        if (!market.Settings.Substitutes) return there ? wanted : -1;
        return Substitute(customer, category, wanted, week, store) is var (item, score) && stream.Next() < score ? item : -1;
    }

    private (int Item, double Score) Substitute(Customer customer, Category category, int wanted, int week, int store)
    {
        var best = (Item: -1, Score: 0.0);
        for (var i = category.From; i < category.To; i++)
        {
            if (i == wanted || _weights[i] == 0) continue;
            var score = Substitutes.Score(_catalogue.Attributes[wanted], _catalogue.Attributes[i], customer.Tastes);
            if (score < Substitutes.LeastScore || score <= best.Score || market.Prices.TooDear[week][i] || !market.Shelves.Has(store, i, week)) continue;
            best = (i, score);
        }
        return best;
    }

    private Purchase Line(Customer customer, int week, int day, int trip, int store, int item, ref RandomStream stream)
    {
        var it = _catalogue.Items[item];
        var log = it.QuantityLevel + market.Settings.QuantityLevel + customer.Quantity + it.QuantitySlope * Math.Log(_weights[item]);
        if (market.Settings.QuantitySpread > 0) log += market.Settings.QuantitySpread * stream.Normal();
        var (cents, campaign) = Price(customer, item, week);
        return new(customer.Number, week, day, trip, store, item, 1 + stream.Poisson(Math.Exp(Math.Min(log, MostLog))), cents, campaign);
    }

    // e^11 is 59,874 units on a line: beyond any basket, and what a Poisson draw can count
    private const double MostLog = 11;

    private (int Cents, int Campaign) Price(Customer customer, int item, int week)
    {
        var (cents, best) = (market.Prices.Tags[week][item].Cents, -1);
        var paid = cents;
        for (var c = 0; c < market.Campaigns.Count; c++)
        {
            var campaign = market.Campaigns[c];
            if (week < campaign.From || week > campaign.To || _catalogue.Attributes[item].Category != campaign.Category || (campaign.Segment is not null && campaign.Segment != customer.Segment)) continue;
            var lowered = Math.Max(1, (int)Math.Round(cents * (1 - campaign.Depth)));
            if (lowered < paid) (paid, best) = (lowered, c);
        }
        return (paid, best);
    }

    private int Place(Category category) => _catalogue.Attributes[category.From].Category;

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
