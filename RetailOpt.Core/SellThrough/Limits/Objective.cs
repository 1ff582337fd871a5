namespace RetailOpt.Core.SellThrough.Limits;

/// <summary>
/// What the plan is valued by: w1 * sold/sold0 + w2 * revenue/revenue0 + w3 * turnover/turnover0, times sold0, so that a worth of 1 is a unit sold
/// where sell-through alone counts. Turnover = sold / (allocated - sold/2) is taken by its slope at the baseline.
/// </summary>
/// <param name="PerSold">Worth of a unit sold, whatever it costs.</param>
/// <param name="PerMoney">Worth of a unit of revenue.</param>
/// <param name="PerUnit">Worth of a unit allocated: at most 0.</param>
internal sealed record Objective(double PerSold, double PerMoney, double PerUnit)
{
    /// <param name="weights">Weights of units sold, revenue and turnover; not all 0.</param>
    /// <param name="sold">Expected units sold of the baseline.</param>
    /// <param name="revenue">Its expected revenue.</param>
    /// <param name="allocated">Its units.</param>
    public static Objective Of(IReadOnlyList<double> weights, double sold, double revenue, double allocated)
    {
        if (sold <= 0) return new(0, 0, 0);
        var stock = allocated - sold / 2;
        // slopes of sold / stock, relative to it: by sold allocated/(sold * stock), by allocated -1/stock; both times sold
        var turnover = stock > 0 ? weights[2] : 0;
        return new(weights[0] + turnover * allocated / stock, revenue > 0 ? weights[1] * sold / revenue : 0, -turnover * sold / stock);
    }
}
