using MathNet.Numerics.Distributions;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.AbTest;

/// <summary>Responses of an arm: how many accounts, how many responded, sum and sum of squares of their values.</summary>
internal readonly record struct ArmSum(int Accounts, int Responded, double Sum, double Squares)
{
    public double Rate => Responded / (double)Accounts;
    public double Mean => Sum / Accounts;
    public double Variance => Accounts < 2 ? double.NaN : Math.Max(0, (Squares - Sum * Sum / Accounts) / (Accounts - 1));

    public ArmSum With(double value) => new(Accounts + 1, Responded + (value > 0 ? 1 : 0), Sum + value, Squares + value * value);
}

/// <summary>The mathematics of a test with a treated and a control arm.</summary>
internal static class AbMath
{
    private const double Level = .05;

    /// <summary>Whether each account is treated: in each segment the share of a seeded shuffle, rounded to whole accounts.</summary>
    public static bool[] Assign(IReadOnlyList<int> segments, double share, ulong seed)
    {
        var treated = new bool[segments.Count];
        foreach (var group in Enumerable.Range(0, segments.Count).GroupBy(a => segments[a]))
        {
            var accounts = group.ToArray();
            var stream = RandomStream.Of(seed, group.Key);
            stream.Shuffle(accounts.AsSpan());
            foreach (var account in accounts.AsSpan(0, (int)Math.Round(share * accounts.Length, MidpointRounding.AwayFromZero))) treated[account] = true;
        }
        return treated;
    }

    /// <summary>Accounts of the treated arm and of the control that find a lift of a share by a two-sided z-test (unpooled; Fleiss, Levin and Paik).</summary>
    public static (int Treated, int Control) SampleSize(double baseline, double lift, double power, double treatedShare)
    {
        var (p, q, ratio) = (baseline, baseline * (1 + lift), (1 - treatedShare) / treatedShare);
        var z = Normal.InvCDF(0, 1, 1 - Level / 2) + Normal.InvCDF(0, 1, power);
        var treated = z * z * (q * (1 - q) + p * (1 - p) / ratio) / ((q - p) * (q - p));
        return ((int)Math.Ceiling(treated), (int)Math.Ceiling(treated * ratio));
    }

    /// <summary>Difference of the response shares with Newcombe's 95% interval from two Wilson intervals.</summary>
    public static Estimate RateDifference(ArmSum treated, ArmSum control)
    {
        var ((tl, th), (cl, ch)) = (Wilson(treated), Wilson(control));
        var d = treated.Rate - control.Rate;
        return new(d, d - Math.Sqrt(Square(treated.Rate - tl) + Square(ch - control.Rate)), d + Math.Sqrt(Square(th - treated.Rate) + Square(control.Rate - cl)));
    }

    /// <summary>Difference of the mean values with Welch's 95% interval; NaN where an arm has one account.</summary>
    public static Estimate MeanDifference(ArmSum treated, ArmSum control)
    {
        var (d, a, b) = (treated.Mean - control.Mean, treated.Variance / treated.Accounts, control.Variance / control.Accounts);
        if (!(a + b > 0)) return new(d, double.IsNaN(a + b) ? double.NaN : d, double.IsNaN(a + b) ? double.NaN : d);
        var freedom = Square(a + b) / (Square(a) / (treated.Accounts - 1) + Square(b) / (control.Accounts - 1));
        var half = StudentT.InvCDF(0, 1, freedom, 1 - Level / 2) * Math.Sqrt(a + b);
        return new(d, d - half, d + half);
    }

    private static (double Low, double High) Wilson(ArmSum arm)
    {
        var (z, n, p) = (Normal.InvCDF(0, 1, 1 - Level / 2), arm.Accounts, arm.Rate);
        var (middle, half) = (p + z * z / (2 * n), z * Math.Sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)));
        return ((middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n));
    }

    private static double Square(double x) => x * x;
}
