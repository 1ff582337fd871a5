using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Tests.Core.Pricing.Backtest;

namespace RetailOpt.Tests.Core.Pricing.Belief;

/// <summary>The posterior against plain numeric integration over family, slope and level.</summary>
public sealed class SkuPosteriorTests
{
    private const double Low = 0, High = .6, Noise = 9, Power = 1, Usual = 1.5;

    private static readonly (double Md, double Sold)[] Observed = [(0, 8), (.05, 11), (.1, 9), (.2, 16), (.25, 13), (.4, 19), (.1, 12)];

    private static Learnt Learnt(double mean, double spread) => new(Power,
        FamilyTilt.Of(.4, .5, [0, 1.1, -.7]),
        new([mean], [.01], [1], mean, .02, spread, .01));

    public static TheoryData<double, double> Priors => new() { { 1.5, .4 }, { 3, .1 }, { 0, 2 }, { 1.5, 1e-6 } };

    [Theory]
    [MemberData(nameof(Priors))]
    public void Solve_SmallCase_AgreesWithNumericIntegration(double mean, double spread)
    {
        var (posterior, learnt) = (new SkuPosterior(), Learnt(mean, spread));
        Solve(posterior, learnt);
        var (units, squares) = Integrate(learnt);
        double[] got = [posterior.Units.A, posterior.Units.B, posterior.Units.C, posterior.Units.D];
        for (var p = 0; p < 4; p++) Assert.Equal(units[p], got[p], 2e-4 * units[p]);
        Assert.Equal(squares[0, 0], posterior.Covariance.Aa, 2e-3 * squares[0, 0]);
        Assert.Equal(squares[0, 3], posterior.Covariance.Ad, 2e-3 * Math.Sqrt(squares[0, 0] * squares[3, 3]));
        Assert.Equal(squares[2, 2], posterior.Covariance.Cc, 2e-3 * squares[2, 2]);
        Assert.Equal(squares[3, 3], posterior.Covariance.Dd, 2e-3 * squares[3, 3]);
    }

    [Fact]
    public void Solve_ChangesWithWhatIsShared_AreDerivatives()
    {
        const double mean = 1.5, spread = .4, little = 1e-3;
        var posterior = new SkuPosterior();
        Solve(posterior, Learnt(mean, spread));
        var by = posterior.By;
        Assert.Equal((Last(mean + little, spread) - Last(mean - little, spread)) / (2 * little), by.D.Mean, 1e-3 * Math.Abs(by.D.Mean));
        Assert.Equal((Last(mean, spread + little) - Last(mean, spread - little)) / (2 * little), by.D.Spread, 1e-2 * Math.Abs(by.D.Spread));

        double Last(double m, double s)
        {
            Solve(posterior, Learnt(m, s));
            return posterior.Units.D;
        }
    }

    private static void Solve(SkuPosterior posterior, Learnt learnt)
    {
        var o = Observations();
        posterior.Solve(o, SlopeEvidence.Of(o, Usual), Noise, learnt, 0, Low, High);
    }

    private static Observations Observations() => new Observations().Load(BeliefData.Of(History.Data(new History("A", Observed))), 0, Power * Usual);

    /// <summary>A fine grid over slope and level for each family: prior times likelihood, nothing in closed form.</summary>
    private static (double[] Units, double[,] Covariance) Integrate(Learnt learnt)
    {
        var centre = Observed.Average(x => x.Md);
        double mean = learnt.Slopes.Means[0], deviation = Math.Sqrt(learnt.Slopes.Spread), total = 0;
        var (first, second) = (new double[4], new double[4, 4]);
        for (var f = 0; f < 3; f++)
            for (var i = -300; i <= 300; i++)
            {
                var slope = mean + 7 * deviation * i / 300;
                var prior = learnt.Tilt.Shares[f] * Math.Exp(-.5 * (slope - mean) * (slope - mean) / learnt.Slopes.Spread);
                var at = Enumerable.Range(0, 4).Select(p => Shape(f, slope, centre, Low + (High - Low) * p / 3)).ToArray();
                for (var level = 4.0; level <= 24; level += .05)
                {
                    var squares = Observed.Sum(x => Math.Exp(-Power * Usual * (x.Md - centre)) * Math.Pow(x.Sold - level * Shape(f, slope, centre, x.Md), 2));
                    var weight = prior * Math.Exp(-.5 * squares / Noise);
                    total += weight;
                    for (var p = 0; p < 4; p++)
                    {
                        first[p] += weight * level * at[p];
                        for (var q = 0; q < 4; q++) second[p, q] += weight * level * level * at[p] * at[q];
                    }
                }
            }
        for (var p = 0; p < 4; p++) first[p] /= total;
        for (var p = 0; p < 4; p++)
            for (var q = 0; q < 4; q++) second[p, q] = second[p, q] / total - first[p] * first[q];
        return (first, second);
    }

    private static double Shape(int family, double slope, double centre, double md) => (CurveMethod)family switch
    {
        CurveMethod.Linear => 1 + slope * (md - centre),
        CurveMethod.Exp => Math.Exp(slope * (md - centre)),
        _ => 1 + slope * (1 + centre) * Math.Log((1 + md) / (1 + centre)),
    };
}
