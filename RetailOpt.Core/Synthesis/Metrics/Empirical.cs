using System.Runtime.InteropServices;

namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>An empirical distribution: distinct values, rising, each with how often it was seen.</summary>
internal sealed class Empirical
{
    private Empirical(double[] values, long[] counts)
    {
        (Values, Counts) = (values, counts);
        Count = counts.Sum();
    }

    /// <summary>Distinct values, rising.</summary>
    public double[] Values { get; }
    /// <summary>How often each was seen, at least once.</summary>
    public long[] Counts { get; }
    /// <summary>Observations.</summary>
    public long Count { get; }
    /// <summary>Mean; NaN without observations.</summary>
    public double Mean => Values.Zip(Counts, (v, n) => v * n).Sum() / Count;

    /// <summary>Of observations.</summary>
    /// <exception cref="ArgumentException">One of them is not a number.</exception>
    public static Empirical Of(ReadOnlySpan<double> observations)
    {
        var sorted = observations.ToArray();
        Array.Sort(sorted);
        if (sorted.Length > 0 && double.IsNaN(sorted[0])) throw new ArgumentException("An observation is not a number.", nameof(observations));
        var (values, counts) = (new List<double>(), new List<long>());
        foreach (var value in sorted)
        {
            if (values.Count == 0 || values[^1] != value)
            {
                values.Add(value);
                counts.Add(0);
            }
            CollectionsMarshal.AsSpan(counts)[^1]++;
        }
        return new([.. values], [.. counts]);
    }

    /// <summary>Of whole numbers from 0, by how often each was seen.</summary>
    public static Empirical OfCounts(IReadOnlyList<long> seen)
    {
        var places = Enumerable.Range(0, seen.Count).Where(v => seen[v] > 0).ToArray();
        return new([.. places.Select(v => (double)v)], [.. places.Select(v => seen[v])]);
    }

    /// <summary>
    /// The two-sample Kolmogorov-Smirnov statistic: the largest distance of the two distribution functions, 0 to 1. Exact, ties included:
    /// the functions are compared after all observations of a value.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of the two has no observation.</exception>
    public static double Distance(Empirical a, Empirical b)
    {
        if (a.Count == 0 || b.Count == 0) throw new InvalidOperationException("A distribution without observations cannot be compared.");
        var (i, j, below, other, most) = (0, 0, 0L, 0L, 0.0);
        while (i < a.Values.Length || j < b.Values.Length)
        {
            var value = Math.Min(i < a.Values.Length ? a.Values[i] : double.PositiveInfinity, j < b.Values.Length ? b.Values[j] : double.PositiveInfinity);
            if (i < a.Values.Length && a.Values[i] == value) below += a.Counts[i++];
            if (j < b.Values.Length && b.Values[j] == value) other += b.Counts[j++];
            most = Math.Max(most, Math.Abs((double)below / a.Count - (double)other / b.Count));
        }
        return most;
    }

    /// <summary>The distribution function at each of some rising places.</summary>
    public double[] At(IReadOnlyList<double> places)
    {
        var (result, i, below) = (new double[places.Count], 0, 0L);
        for (var p = 0; p < places.Count; p++)
        {
            while (i < Values.Length && Values[i] <= places[p]) below += Counts[i++];
            result[p] = Count == 0 ? 0 : (double)below / Count;
        }
        return result;
    }
}
