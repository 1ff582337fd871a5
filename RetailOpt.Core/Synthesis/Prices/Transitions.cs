using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>A Markov chain over a few states: row by row the chances of the next state, each row summing to 1.</summary>
internal static class Transitions
{
    /// <summary>The rows of counted steps; a row without a step is the default one.</summary>
    /// <param name="counts">Steps from the row's state to the column's.</param>
    /// <param name="unseen">The row of a state that was never left or held.</param>
    public static double[][] Of(double[][] counts, Func<int, double[]> unseen) =>
        [.. counts.Select((row, from) => row.Sum() is > 0 and var all ? Array.ConvertAll(row, n => n / all) : unseen(from))];

    /// <summary>A draw of the next state.</summary>
    public static int Next(double[][] rows, int from, ref RandomStream stream) => Draw(rows[from], ref stream);

    /// <summary>A draw from chances that sum to 1.</summary>
    public static int Draw(double[] chances, ref RandomStream stream)
    {
        var left = stream.Next();
        for (var state = 0; state < chances.Length - 1; state++)
            if ((left -= chances[state]) < 0) return state;
        return chances.Length - 1;
    }

    /// <summary>The long-run share of each state, by repeated squaring of a chain that rests with a small chance (so that it cannot be periodic).</summary>
    public static double[] Stationary(double[][] rows)
    {
        var n = rows.Length;
        var power = rows.Select((row, i) => row.Select((p, j) => .9 * p + (i == j ? .1 : 0)).ToArray()).ToArray();
        for (var squarings = 0; squarings < 40; squarings++)
        {
            power = [.. power.Select(row => Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Sum(k => row[k] * power[k][j])).ToArray())];
            power = Array.ConvertAll(power, row => Array.ConvertAll(row, p => p / row.Sum())); // else rounding doubles with each squaring
        }
        return power[0];
    }
}
