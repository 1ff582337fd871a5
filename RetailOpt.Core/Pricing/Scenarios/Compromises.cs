namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// Scenarios 7 to 10: the plan whose worst normalised loss is least. Objectives that leave one out are solved first; where their answer keeps the one
/// left out within its limit, it is the answer, because it solves a problem with fewer demands.
/// </summary>
internal sealed class Compromises(Desk desk)
{
    private const double Slack = 1e-12, AtEnd = 1e-10;
    private readonly Passes passes = desk.Passes;
    private readonly Layers layers = desk.Layers;

    /// <summary>Weighted markdown and demand, with at least the sales that leave the inventory.</summary>
    public ScenarioResult MdAndDemand(double inventory)
    {
        var sales = desk.Problem.Inventory - inventory;
        var frame = new Frame(Scenario.MdAndDemand, inventory, desk.InventoryRange, "inventory or less");
        double most = desk.Skus.Scale.Sales, enough = sales - Slack * most;
        if (sales > most + Math.Max(1e-9 * desk.Problem.Inventory, Math.Min(1e-6, 1e-6 * most))) return desk.Infeasible(frame);
        if (sales >= most * (1 - AtEnd)) return desk.OnePoint(frame, passes.At(new(0, 1, 0)));
        Weights units = new(0, 1, 0);
        var demand = layers.MostDemand.Totals.Sales >= enough ? Free(layers.MostDemand) : new(new DualSearch(passes, new(1, 0, 0), units, sales).Run(), units, sales);
        var md = layers.LeastMd.Pass.Totals.Sales >= enough ? Free(layers.LeastMd.Pass) : new(new PaidTarget(new(0, 1, 0), sales, 1 - layers.LeastMd.WeightedMd).Relax(passes, double.NaN).Point, units, sales);
        var payoff = Payoff.Of(md.Totals, demand.Totals);
        if (payoff.Md.IsOut || payoff.Demand.IsOut) return desk.OnePoint(frame, payoff.Md.IsOut ? demand : md);
        double loss = .3, price = payoff.Demand.Width;
        if (!(demand.Point.Multiplier > 0 && md.Point.Multiplier > 0))
        {
            var pair = Balance.MdAgainst(passes, payoff.Md, Measure.Demand(payoff, layers), ref loss, ref price);
            if (desk.Kept(frame, pair, t => t.Sales >= enough) is { } kept) return kept;
        }
        var q = 1 - payoff.Md.Ideal;
        var limits = Of(payoff) with { Sales = sales, SalesMove = 0 };
        var answer = Together.Solve(passes, limits, loss, Math.Max(.1, price / payoff.Demand.Width), .3 * q * PerUnit) ?? Balance.Along(
            (share, price, tolerance) => Balance.AtLeast(passes, new(1, 0, -(1 - share) * q), units, sales, price, tolerance),
            t => payoff.MdLoss(t) - payoff.DemandLoss(t), md.Point.Multiplier, near => Together.From(passes, limits, near, payoff.MdLoss(near.Totals)));
        return desk.Compromise(frame, answer);
    }

    /// <summary>Demand and inventory, with at most a weighted markdown.</summary>
    public ScenarioResult DemandAndInventory(double x)
    {
        var frame = new Frame(Scenario.DemandAndInventory, x, new(layers.LeastMd.WeightedMd, layers.MostMd.WeightedMd), "weighted markdown or less");
        if (x < layers.LeastMd.WeightedMd - 1e-9) return desk.Infeasible(frame);
        if (x <= layers.LeastMd.WeightedMd + AtEnd) return desk.OnePoint(frame, layers.LeastMd.Pass);
        Weights within = new(1, 0, x - 1);
        var demand = layers.MostDemand.Totals.WeightedMd <= x ? Free(layers.MostDemand) : new(new MdTarget(x, .5).Relax(passes, double.NaN).Point, within, 0);
        var sales = layers.MostSales.Totals.WeightedMd <= x ? Free(layers.MostSales) : new(new DualSearch(passes, new(0, 1, 0), within, 0).Run(desk.UnitsPerMoney), within, 0);
        var payoff = Payoff.Of(demand.Totals, sales.Totals);
        if (payoff.Demand.IsOut || payoff.Sales.IsOut) return desk.OnePoint(frame, payoff.Demand.IsOut ? sales : demand);
        Measure money = Measure.Demand(payoff, layers), units = Measure.Sales(payoff, layers);
        if (!(demand.Point.Multiplier > 0 && sales.Point.Multiplier > 0))
        {
            var pair = Balance.Sums(passes, money, units);
            if (desk.Kept(frame, pair, t => t.WeightedMd <= x + Slack) is { } kept) return kept;
        }
        var limits = Of(payoff) with { Md = x, MdMove = 0 };
        var answer = Together.Solve(passes, limits, .3, 1, .3 * (1 - x) * PerUnit) ?? Balance.Along(
            (share, price, tolerance) => Balance.AtLeast(passes, Measure.Blend(money, units, share).Weights, within, 0, price, tolerance),
            t => payoff.DemandLoss(t) - payoff.SalesLoss(t), sales.Point.Multiplier * units.Weights.Sales, near => Together.From(passes, limits, near, payoff.DemandLoss(near.Totals)));
        return desk.Compromise(frame, answer);
    }

    /// <summary>Weighted markdown and inventory, with at least a demand. Where the demand binds, the markdown is least where list sales are.</summary>
    public ScenarioResult MdAndInventory(double y)
    {
        var most = layers.MostDemand.Totals.Demand;
        var frame = new Frame(Scenario.MdAndInventory, y, new(desk.Skus.Floor.Demand, most), "demand or more");
        if (y > most + Math.Max(1e-9 * most, Math.Min(.01, 1e-6 * most))) return desk.Infeasible(frame);
        if (y >= most * (1 - AtEnd)) return desk.OnePoint(frame, layers.MostDemand);
        Weights money = new(1, 0, 0);
        var enough = y - Slack * most;
        var md = layers.LeastMd.Pass.Totals.Demand >= enough ? Free(layers.LeastMd.Pass) : new(new DemandTarget(y, 4).Relax(passes, double.NaN).Point, money, y);
        var sales = layers.MostSales.Totals.Demand >= enough ? Free(layers.MostSales) : new(new DualSearch(passes, new(0, 1, 0), money, y).Run(desk.UnitsPerMoney), money, y);
        var payoff = Payoff.Of(md.Totals, sales.Totals);
        if (payoff.Md.IsOut || payoff.Sales.IsOut) return desk.OnePoint(frame, payoff.Md.IsOut ? sales : md);
        var units = Measure.Sales(payoff, layers);
        double loss = .3, price = desk.MoneyPerLoss(payoff);
        var pair = Balance.MdAgainst(passes, payoff.Md, units, ref loss, ref price);
        if (desk.Kept(frame, pair, t => t.Demand >= enough) is { } kept) return kept;
        var perList = 1 / Math.Abs(sales.Totals.ListSales - md.Totals.ListSales);
        var limits = Of(payoff) with { Demand = y, DemandMove = 0 };
        var answer = Together.Solve(passes, limits, loss, .3, price * units.Weights.Sales) ?? Balance.Along(
            (share, price, tolerance) => new(new DualSearch(passes, new(0, share * units.Weights.Sales, (share - 1) * perList), money, y).Run(price, tolerance), money, y),
            t => payoff.MdLoss(t) - payoff.SalesLoss(t), perList * 4, near => Together.From(passes, limits, near, payoff.MdLoss(near.Totals)));
        return desk.Compromise(frame, answer);
    }

    /// <summary>All three.</summary>
    public ScenarioResult All()
    {
        var frame = new Frame(Scenario.MdDemandAndInventory);
        var payoff = Payoff.Of(layers.LeastMd.Pass.Totals, layers.MostDemand.Totals, layers.MostSales.Totals);
        if (payoff.Md.IsOut || (payoff.Demand.IsOut && payoff.Sales.IsOut)) return desk.OnePoint(frame, payoff.Md.IsOut ? layers.MostDemand : layers.LeastMd.Pass);
        double loss = .3, price = desk.MoneyPerLoss(payoff);
        if (payoff.Sales.IsOut) return desk.Compromise(frame, Balance.MdAgainst(passes, payoff.Md, Measure.Demand(payoff, layers), ref loss, ref price));
        var units = Measure.Sales(payoff, layers);
        var withSales = Balance.MdAgainst(passes, payoff.Md, units, ref loss, ref price);
        if (payoff.Demand.IsOut || payoff.DemandLoss(withSales.Totals) <= loss + Slack) return desk.Compromise(frame, withSales);
        var money = Measure.Demand(payoff, layers);
        double otherLoss = .3, otherPrice = payoff.Demand.Width;
        var withDemand = Balance.MdAgainst(passes, payoff.Md, money, ref otherLoss, ref otherPrice);
        if (payoff.SalesLoss(withDemand.Totals) <= otherLoss + Slack) return desk.Compromise(frame, withDemand);
        var sums = Balance.Sums(passes, money, units);
        if (payoff.MdLoss(sums.Totals) <= payoff.SalesLoss(sums.Totals) + Slack) return desk.Compromise(frame, sums);
        var limits = Of(payoff);
        var answer = Together.Solve(passes, limits, Math.Max(loss, otherLoss), .5 * otherPrice / payoff.Demand.Width, .5 * price / payoff.Sales.Width) ?? Balance.Along(
            (share, _, tolerance) => Balance.MdAgainst(passes, payoff.Md, Measure.Blend(units, money, share), ref loss, ref price, tolerance),
            t => payoff.SalesLoss(t) - payoff.DemandLoss(t), 0, near => Together.From(passes, limits, near, payoff.MdLoss(near.Totals)));
        return desk.Compromise(frame, answer);
    }

    /// <summary>List price of a unit on the average.</summary>
    private double PerUnit => layers.MostDemand.Totals.ListSales / layers.MostDemand.Totals.Sales;

    private static Limits Of(in Payoff p) => new(p.Md.Ideal, p.Md.Width, p.Demand.Ideal, p.Demand.Width, p.Sales.Ideal, p.Sales.Width);

    private static Balanced Free(in Pass pass) => new(DualPoint.Of(pass), default, 0);
}
