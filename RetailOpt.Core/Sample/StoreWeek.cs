namespace RetailOpt.Core.Sample;

/// <summary>A store in a week: for each carried product the mean units of a basket with appetite and taste 1.</summary>
internal sealed class StoreWeek(World world, int store, int[] carried)
{
    private readonly double[] _mean = new double[world.Products.Length];
    private readonly int[] _cents = new int[world.Products.Length];

    /// <summary>Carried products in the order of drawing: targets of affinities last.</summary>
    public int[] Products => carried;

    public double Mean(int product) => _mean[product];

    public int Cents(int product) => _cents[product];

    public void Open(int week, ReadOnlySpan<Visit> visits, Demand demand, PricePlan prices, Assortment assortment)
    {
        foreach (var p in carried)
        {
            _cents[p] = prices.Cents(p, week);
            var weight = 0.0;
            foreach (var visit in visits) weight += visit.Appetite * world.Accounts[visit.Account].Taste[p];
            var units = demand.At(world.Products[p], p, week, prices.Markdown(p, week)) * assortment.Share[store][p];
            _mean[p] = weight > 0 ? units / weight : 0;
        }
    }
}

/// <summary>Sells what stock allows and keeps count of what it did not.</summary>
internal sealed class Till(Trade trade)
{
    private readonly int[] _stock = new int[trade.Supply.Length];

    public void Receive(int period)
    {
        for (var p = 0; p < _stock.Length; p++)
            if (trade.Supply[p].Length > 0) _stock[p] += trade.Supply[p][period];
    }

    public void Sell(Line line)
    {
        var sold = Math.Min(line.Quantity, _stock[line.Product]);
        trade.Wanted[line.Product] += line.Quantity;
        trade.Lost[line.Product] += line.Quantity - sold;
        _stock[line.Product] -= sold;
        if (sold > 0) trade.Lines.Add(line with { Quantity = sold });
    }
}
