using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Prove;

/// <summary>
/// What a market sells under an intervention, by simulation: a sample of its customers shops for the first weeks, and what they buy is scaled to
/// all. The same customers with the same draws come to every intervention (common random numbers), so that two of them differ by what was done.
/// </summary>
/// <param name="market">The market.</param>
/// <param name="population">Customers that it has.</param>
/// <param name="sample">Customers that shop.</param>
/// <param name="first">Number of the first of them.</param>
/// <param name="weeks">Weeks for which they shop.</param>
internal sealed class Trials(Market market, int population, int sample, int first, int weeks)
{
    private readonly Customer[] _customers = [.. Enumerable.Range(first, sample).Select(n => Customer.Of(market, n))];
    private readonly PriceBoard _board = market.Prices.First(market.Catalogue, market.Settings, weeks);

    /// <summary>Units a week of each product over all stores, at these markdowns of the usual price; products without one keep the prices that they had.</summary>
    public double[] Units(IReadOnlyDictionary<int, double> markdowns)
    {
        var units = new double[market.Catalogue.Items.Count];
        foreach (var p in Shop(market with { Prices = _board.With(market.Catalogue, market.Settings, markdowns) })) units[p.Item] += p.Quantity;
        return Array.ConvertAll(units, u => u * Scale);
    }

    /// <summary>Units a week of each store and product, and what was paid for them, where stores carry what they are told to.</summary>
    public Dictionary<(int Store, int Item), (double Units, double Paid)> Cells(IReadOnlyList<Shop> shops)
    {
        var cells = new Dictionary<(int, int), (double Units, double Paid)>();
        foreach (var p in Shop(market with { Prices = _board, Shops = shops, Shelves = new(market.Seed, 0) }))
        {
            var before = cells.GetValueOrDefault((p.Store, p.Item));
            cells[(p.Store, p.Item)] = (before.Units + p.Quantity * Scale, before.Paid + p.Quantity * p.Cents / 100.0 * Scale);
        }
        return cells;
    }

    private double Scale => (double)population / sample / weeks;

    private List<Purchase> Shop(Market changed)
    {
        var (shopper, purchases) = (new Shopper(changed), new List<Purchase>());
        foreach (var customer in _customers) shopper.Shop(customer, purchases);
        return purchases;
    }
}
