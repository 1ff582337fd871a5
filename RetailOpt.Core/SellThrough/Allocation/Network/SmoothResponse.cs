namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// Units that a cell takes at a price where each step of its ladder is taken over a range of prices instead of at one: a step counts wholly at half a range
/// below its gain, not at all at half a range above, and by its share between. Not safe for two threads on one cell.
/// </summary>
internal sealed class SmoothResponse
{
    /// <summary>Steps that are looked at one by one, and those of a ladder that is never looked at otherwise.</summary>
    private const int Few = 8, Short = 32;

    private readonly CellNetwork _network;
    private readonly int[] _hint;
    /// <summary>Sums of the stored gains of each cell, made when they are first needed; null where gains may yet change.</summary>
    private readonly Lazy<double[]>? _sums;

    /// <param name="network">The cells.</param>
    /// <param name="fixedGains">Whether the stored gains stay as they are.</param>
    public SmoothResponse(CellNetwork network, bool fixedGains) => (_network, _hint, _sums) = (network, new int[network.Cells], fixedGains ? new(Sums) : null);

    /// <summary>The range of prices, above 0.</summary>
    public double Range { get; set; }

    /// <summary>Units, and by how many they fall for a price higher by 1.</summary>
    public (double Units, double Slope) At(int cell, double price)
    {
        var gains = _network.GainsOf(cell);
        var (steps, half) = (_network.Most[cell] - _network.Least[cell], .5 * Range);
        price += _network.ChargeOf(cell);
        gains = gains[..Math.Min(gains.Length, steps)];
        var first = _hint[cell] = Above(gains, price + half, _hint[cell]);
        var (last, sum) = (first, 0.0);
        while (last < gains.Length && last - first < Few && gains[last] > price - half) sum += gains[last++];
        if (last - first == Few) (last, sum) = Rest(cell, gains, first, last, price - half, sum);
        var within = last - first;
        var units = _network.Least[cell] + first + (within == 0 ? 0 : .5 * within + (sum - within * price) / Range);
        var rest = steps - gains.Length;
        if (rest <= 0) return (units, within / Range);
        var share = Math.Clamp((_network.TailOf(cell) - price) / Range + .5, 0, 1);
        return (units + rest * share, (within + (share is > 0 and < 1 ? rest : 0)) / Range);
    }

    /// <summary>The steps above a price where they are more than a few, and their sum.</summary>
    private (int Last, double Sum) Rest(int cell, ReadOnlySpan<double> gains, int first, int last, double price, double sum)
    {
        var end = Above(gains, price, last);
        if (_sums is not null) return (end, _sums.Value[At(cell) + end] - _sums.Value[At(cell) + first]);
        for (; last < end; last++) sum += gains[last];
        return (end, sum);
    }

    private int At(int cell) => _network.Ladders.StartOf(cell) + cell;

    private double[] Sums()
    {
        var sums = new double[_network.Ladders.Steps + _network.Cells];
        for (var c = 0; c < _network.Cells; c++)
        {
            var gains = _network.Ladders.Of(c);
            var at = At(c);
            for (var k = 0; k < gains.Length; k++) sums[at + k + 1] = sums[at + k] + gains[k];
        }
        return sums;
    }

    /// <summary>Number of gains, which never rise, at or above a price; looked for from a guess outwards.</summary>
    private static int Above(ReadOnlySpan<double> gains, double price, int guess)
    {
        var (at, end, start) = (Math.Min(guess, gains.Length), gains.Length, 0);
        if (end > Short) (start, end) = (Math.Max(0, at - Few), Math.Min(end, at + Few));
        while (at > start && gains[at - 1] < price) at--;
        while (at < end && gains[at] >= price) at++;
        if (gains.Length <= Short || at > start && at < end) return at;
        var (low, high) = at == start ? (0, at) : (at, gains.Length);
        for (var step = Few; low < high; step *= 2)
        {
            var probe = at == start && low == 0 ? Math.Max(high - step, 0) : at == end && high == gains.Length ? Math.Min(low + step, high - 1) : (low + high) / 2;
            if (gains[probe] >= price) low = probe + 1;
            else high = probe;
        }
        return low;
    }
}
