using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// The best mix of plans for weights that keeps the side limits, with their multipliers. Budgets do not touch each other, so each has a multiplier of its own
/// once that of the changes is given; that one is searched outside. Along one multiplier the best value is convex and made of straight
/// pieces: where the tangents of the two nearest points cross is the next guess, and when it lies on them the multiplier is exact and the mix of both meets the limit.
/// </summary>
internal sealed class SideDual(ChoiceTable table, Weights w, CancellationToken cancel)
{
    private const int MostSteps = 100;

    /// <summary>A mix: its sums, what it takes of the limit that is searched, and what of it is maximised.</summary>
    private readonly record struct Mix(Totals Totals, double Changes, double Used, double Value)
    {
        public double At(double price) => Value - price * Used;
    }

    private readonly double[] money = new double[table.Limits.Allowed.Length];

    /// <summary>The sums of the mix and the multipliers.</summary>
    public (Totals Totals, SidePrices Prices) Find()
    {
        var price = 0.0;
        var mix = table.Limits.MostChanges == int.MaxValue ? All(0) : Search(All, table.Limits.MostChanges, ref price);
        // the multipliers of the budgets are those at this price
        if (price > 0) All(price);
        return (mix.Totals, new(price, money));
    }

    /// <summary>All blocks at a price of changes, each budget kept.</summary>
    private Mix All(double price)
    {
        cancel.ThrowIfCancellationRequested();
        var sum = Blocks(table.BlocksOf(-1), price, 0);
        for (var k = 0; k < money.Length; k++)
        {
            var own = table.BlocksOf(k);
            var part = Search(p => Blocks(own, price, p), table.Ceilings[k], ref money[k]);
            sum = new(Plus(sum.Totals, part.Totals), sum.Changes + part.Changes, 0, 0);
        }
        return sum with { Used = sum.Changes, Value = w.Of(sum.Totals) };
    }

    /// <summary>The multiplier of one limit.</summary>
    private Mix Search(Func<double, Mix> at, double allowed, ref double price)
    {
        price = 0;
        var over = at(0);
        if (over.Used <= allowed) return over;
        double low = 0, high = w == default ? 1 : Math.Abs(w.Demand) + Math.Abs(w.ListSales) + Math.Abs(w.Sales);
        var under = at(high);
        for (var k = 0; under.Used > allowed && k < 100; k++)
        {
            (over, low) = (under, high);
            under = at(high *= 8);
        }
        for (var k = 0; k < MostSteps; k++)
        {
            var next = (over.Value - under.Value) / (over.Used - under.Used);
            if (!(next > low && next < high)) break;
            var mix = at(next);
            if (mix.At(next) <= under.At(next) + 1e-15 * Math.Abs(under.Value)) break;
            if (mix.Used > allowed) (over, low) = (mix, next);
            else (under, high) = (mix, next);
        }
        price = Math.Clamp((over.Value - under.Value) / (over.Used - under.Used), low, high);
        var share = Math.Clamp((over.Used - allowed) / (over.Used - under.Used), 0, 1);
        double Between(double a, double b) => a + share * (b - a);
        return new(over.Totals.Mix(under.Totals, share), Between(over.Changes, under.Changes), Between(over.Used, under.Used), Between(over.Value, under.Value));
    }

    private Mix Blocks(int[] blocks, double perChange, double perMoney)
    {
        Neumaier d = default, s = default, r = default;
        double changes = 0, spent = 0;
        foreach (var b in blocks)
        {
            var c = table.BestOf(b, w, perChange, perMoney);
            d.Add(table.Demand[c]);
            s.Add(table.Sales[c]);
            r.Add(table.ListSales[c]);
            changes += table.Changes[c];
            spent += table.Spend[c];
        }
        var totals = new Totals(d.Value, s.Value, r.Value);
        return new(totals, changes, spent, w.Of(totals) - perChange * changes);
    }

    private static Totals Plus(in Totals a, in Totals b) => new(a.Demand + b.Demand, a.Sales + b.Sales, a.ListSales + b.ListSales);
}
