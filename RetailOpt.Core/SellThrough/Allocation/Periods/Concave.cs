namespace RetailOpt.Core.SellThrough.Allocation.Periods;

/// <summary>A concave function of stock that never falls, linear between points from 0 up and level beyond the last.</summary>
/// <param name="x">Its points, ascending from 0.</param>
/// <param name="value">Its values there.</param>
internal sealed class Concave(List<double> x, List<double> value)
{
    public double At(double stock)
    {
        if (stock >= x[^1]) return value[^1];
        var i = x.BinarySearch(stock);
        if (i >= 0) return value[i];
        i = ~i;
        return value[i - 1] + (stock - x[i - 1]) * (value[i] - value[i - 1]) / (x[i] - x[i - 1]);
    }

    /// <summary>
    /// Of the stock before sales, where this is worth of the stock after them: at most sold(stock) is sold at a worth each; a unit that is worth more
    /// later is kept, so that the stock after sales is max(stock - sold(stock), min(stock, kept)).
    /// </summary>
    /// <param name="sold">Expected sales by whole stock.</param>
    /// <param name="worth">Worth of a unit sold.</param>
    public Concave Sell(double[] sold, double worth)
    {
        var kept = 0.0;
        for (var i = 1; i < x.Count && value[i] - value[i - 1] > worth * (x[i] - x[i - 1]); i++) kept = x[i];
        var points = new SortedSet<double>(Enumerable.Range(0, sold.Length).Select(n => (double)n)) { kept };
        // where what is left passes a point of this function, or what is kept
        var at = 1;
        for (var n = 1; n < sold.Length; n++)
            for (double low = n - 1 - sold[n - 1], high = n - sold[n]; at < x.Count && x[at] <= high; at++)
                if (x[at] > low) points.Add(n - 1 + (x[at] - low) / (high - low));
        List<double> xs = [.. points], values = new(points.Count);
        foreach (var stock in xs)
        {
            var whole = (int)stock;
            var most = whole >= sold.Length - 1 ? sold[^1] : sold[whole] + (stock - whole) * (sold[whole + 1] - sold[whole]);
            var left = Math.Max(stock - most, Math.Min(stock, kept));
            values.Add(worth * (stock - left) + At(left));
        }
        return new(xs, values);
    }

    /// <summary>Of the stock before an arrival of least to most units, where this is worth of the stock after it.</summary>
    /// <param name="price">Cost of a unit, of any sign.</param>
    /// <param name="least">Least units.</param>
    /// <param name="most">Most units.</param>
    public Concave Buy(double price, int least, int most)
    {
        // the stock up to which a unit is worth its price
        var wanted = price < 0 ? double.PositiveInfinity : 0.0;
        for (var i = 1; i < x.Count && price >= 0 && value[i] - value[i - 1] > price * (x[i] - x[i - 1]); i++) wanted = x[i];
        var points = new SortedSet<double>(x.Select(p => p - least).Concat(x.Select(p => p - most)).Append(wanted - least).Append(wanted - most).Where(p => p > 0 && p < x[^1])) { 0, x[^1] };
        List<double> xs = [.. points];
        return new(xs, [.. xs.Select(stock => Math.Clamp(wanted, stock + least, stock + most) is var after ? At(after) - price * (after - stock) : 0)]);
    }
}
