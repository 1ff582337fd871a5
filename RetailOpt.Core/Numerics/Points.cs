namespace RetailOpt.Core.Numerics;

/// <summary>Points as rows of one array.</summary>
internal sealed class Points(int count, int dimensions)
{
    private readonly double[] _cells = new double[count * dimensions];

    public int Count => count;

    public int Dimensions => dimensions;

    public Span<double> this[int row] => _cells.AsSpan(row * dimensions, dimensions);

    public Points Take(ReadOnlySpan<int> rows)
    {
        var some = new Points(rows.Length, dimensions);
        for (var i = 0; i < rows.Length; i++) this[rows[i]].CopyTo(some[i]);
        return some;
    }

    public static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var d = a[i] - b[i];
            sum += d * d;
        }
        return sum;
    }

    /// <summary>The centroid of each group; a group without points stays at the origin.</summary>
    public Points Centroids(ReadOnlySpan<int> group, int groups)
    {
        var centroids = new Points(groups, dimensions);
        var members = new int[groups];
        for (var i = 0; i < count; i++)
        {
            members[group[i]]++;
            var centroid = centroids[group[i]];
            var row = this[i];
            for (var d = 0; d < dimensions; d++) centroid[d] += row[d];
        }
        for (var g = 0; g < groups; g++)
            foreach (ref var cell in centroids[g]) cell /= Math.Max(1, members[g]);
        return centroids;
    }
}
