namespace RetailOpt.Core.Numerics;

/// <summary>A compensated sum (Neumaier): the error does not grow with the number of terms.</summary>
internal struct Neumaier
{
    private double sum, compensation;

    public readonly double Value => sum + compensation;

    public void Add(double x)
    {
        var t = sum + x;
        compensation += Math.Abs(sum) >= Math.Abs(x) ? sum - t + x : x - t + sum;
        sum = t;
    }

    public static double Sum(ReadOnlySpan<double> values)
    {
        var s = new Neumaier();
        foreach (var v in values) s.Add(v);
        return s.Value;
    }
}
