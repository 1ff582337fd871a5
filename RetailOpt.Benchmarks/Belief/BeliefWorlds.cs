using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Loading;

namespace RetailOpt.Benchmarks;

/// <summary>How observations scatter around the true sales.</summary>
internal enum Scatter
{
    /// <summary>Times a lognormal of mean 1.</summary>
    Times,
    /// <summary>Counts: variance is twice the mean.</summary>
    Counts,
    /// <summary>Plus a normal of the same size at every markdown.</summary>
    Plus,
}

/// <summary>A truth that observations are drawn from.</summary>
internal sealed record BeliefWorld(string Name)
{
    public static IReadOnlyList<BeliefWorld> All { get; } =
    [
        new("mixed families"),
        new("linear") { Family = CurveMethod.Linear },
        new("exp") { Family = CurveMethod.Exp },
        new("log") { Family = CurveMethod.Log },
        new("ten categories") { Categories = 10, Between = .6, Within = .5 },
        new("ten categories, half of equal slopes") { Categories = 10, Between = .6, Unlike = true },
        new("equal slopes") { Within = 0 },
        new("noise 20%") { Noise = .2 },
        new("noise 40%") { Noise = .4 },
        new("counts") { Scatter = Scatter.Counts },
        new("noise added") { Scatter = Scatter.Plus },
        new("promotions: most weeks at list price") { Promotions = true },
        new("seen to .6") { Seen = .6 },
        new("seen to .6, plan to .7") { Seen = .6, Upper = .7, Slope = 1.5, Within = .5 },
        new("weak slopes, noise 40%") { Slope = 1, Within = .5, Seen = .5, Noise = .4 },
        new("weak slopes, noise 40%, exp") { Slope = 1, Within = .5, Seen = .5, Noise = .4, Family = CurveMethod.Exp },
        new("exp seen to .5, noise 40%") { Within = .5, Seen = .5, Noise = .4, Family = CurveMethod.Exp },
        new("exp seen to .5, ten categories, noise 50%") { Within = .4, Between = .6, Seen = .5, Noise = .5, Categories = 10, Family = CurveMethod.Exp },
        new("exp seen to .5, 20 categories, noise 50%") { Within = .4, Between = .6, Seen = .5, Noise = .5, Categories = 20, Family = CurveMethod.Exp },
        new("alike at list price") { AtList = true, Within = .5 },
        new("alike at list price, ten categories, seen to .5") { AtList = true, Within = .4, Between = .6, Categories = 10, Seen = .5, Noise = .4 },
        new("alike at list price, seen to .4, plan to .6") { AtList = true, Within = .5, Seen = .4, Upper = .6 },
        new("alike at list price, seen to .6, noise 50%") { AtList = true, Within = .5, Seen = .6, Upper = .6, Noise = .5 },
        new("lifts .5 to 4.5 at list price") { Lifts = true },
        new("stock 1.2 largest weeks") { Stock = 1.2 },
        new("stock .8 largest weeks") { Stock = .8 },
    ];

    /// <summary>Family of all SKUs; null mixes them.</summary>
    public CurveMethod? Family { get; init; }
    public int Categories { get; init; } = 1;
    public double Slope { get; init; } = 2;
    /// <summary>Standard deviation of the categories' mean slopes, and of the slopes within one.</summary>
    public double Between { get; init; }
    public double Within { get; init; } = .7;
    /// <summary>Half of the categories have no spread within.</summary>
    public bool Unlike { get; init; }
    /// <summary>Slopes at no markdown are uniform and differ with the family, as in <see cref="PricingInstances"/>; the others do not count.</summary>
    public bool Lifts { get; init; }
    /// <summary>Slopes are alike at list price, and not at the mean markdown.</summary>
    public bool AtList { get; init; }
    public Scatter Scatter { get; init; } = Scatter.Times;
    public double Noise { get; init; } = .3;
    /// <summary>Largest observed markdown, and largest markdown of a plan.</summary>
    public double Seen { get; init; } = .3;
    public double Upper { get; init; } = .5;
    /// <summary>Most weeks are at no markdown.</summary>
    public bool Promotions { get; init; }
    /// <summary>Stock as a multiple of the largest observation.</summary>
    public double Stock { get; init; } = 50;
    /// <summary>The mean markdown seen, where slopes are told.</summary>
    private double Centre => AtList ? 0 : Promotions ? .4 * .625 * Seen : Seen / 2;

    public (PricingData Data, DemandCurve[] Truth) Draw(ulong seed, int skus, int each)
    {
        var truth = new DemandCurve[skus];
        double[] md = new double[skus * each], sold = new double[skus * each], msrp = new double[skus], stock = new double[skus];
        var category = new int[skus];
        for (var i = 0; i < skus; i++)
        {
            var random = RandomStream.Of(seed, i);
            category[i] = i % Categories;
            truth[i] = Curve(ref random, RandomStream.Of(seed, -1 - category[i]).Normal(), Unlike && category[i] % 2 == 0 ? 0 : Within);
            msrp[i] = Math.Exp(1 + 2 * random.Next());
            for (var k = i * each; k < (i + 1) * each; k++)
            {
                md[k] = Promotions ? random.Next() < .6 ? 0 : Seen / 4 * (1 + random.Below(4)) : Math.Round(Seen * random.Next(), 2);
                sold[k] = Observed(ref random, truth[i], md[k]);
                stock[i] = Math.Max(stock[i], Stock * sold[k]);
            }
        }
        return (Data(md, sold, msrp, stock, category, each), truth);
    }

    private DemandCurve Curve(ref RandomStream random, double ofCategory, double within)
    {
        var family = Family ?? (CurveMethod)random.Below(3);
        double level = Math.Exp(2.5 + 2 * random.Next()), lift = .5 + 4 * random.Next(), slope = Slope + Between * ofCategory + within * random.Normal();
        if (!Lifts)
        {
            var centre = Centre;
            slope = AtList ? Math.Max(slope, .05) : Math.Min(slope, .9 / centre); // a line stays above 0
            return family switch
            {
                CurveMethod.Linear => new(family, level * slope, level * (1 - slope * centre)),
                CurveMethod.Exp => new(family, level * Math.Exp(-slope * centre), slope),
                _ => new(family, level * (1 - slope * (1 + centre) * Math.Log(1 + centre)), level * slope * (1 + centre)),
            };
        }
        return family switch
        {
            CurveMethod.Linear => new(family, level * lift, level),
            CurveMethod.Exp => new(family, level, lift),
            _ => new(family, level, level * lift * 1.3),
        };
    }

    /// <summary>An observation; one that is not above 0 is drawn again, since rows without sales are no observations.</summary>
    private double Observed(ref RandomStream random, DemandCurve truth, double md)
    {
        var mean = truth.Sold(md);
        for (var k = 0; k < 1000; k++)
        {
            var sold = Scatter switch
            {
                Scatter.Times => mean * random.LogNormal(Noise),
                Scatter.Counts => 2 * random.Poisson(mean / 2),
                _ => mean + Noise * truth.Sold(Seen / 2) * random.Normal(),
            };
            if (sold > 0) return sold;
        }
        return Math.Max(mean, .01);
    }

    private PricingData Data(double[] md, double[] sold, double[] msrp, double[] stock, int[] category, int each)
    {
        var n = msrp.Length;
        var shape = new SalesShape(PricingPeriod.Row, false, false, ListSource.Row, false, false, true, false, false, false);
        var notes = new LoadNotes(Name, shape, new DroppedRows(new Dictionary<string, long>(), new Dictionary<string, long>(), []), [], new Assumed(false, 0, 0, 0, 0, 0, 1));
        var names = Enumerable.Range(0, Categories).Select(c => $"C{c:000}").ToArray();
        return new PricingData(notes)
        {
            Skus = [.. Enumerable.Range(0, n).Select(i => $"S{i:0000000}")],
            Names = new string?[n],
            Categories = Array.ConvertAll(category, c => names[c]),
            Msrp = msrp,
            Lower = new double[n],
            Upper = [.. Enumerable.Repeat(Upper, n)],
            Stock = stock,
            StockPerPeriod = new bool[n],
            Starts = [.. Enumerable.Range(0, n + 1).Select(i => i * each)],
            Md = md,
            Sold = sold,
            Days = [],
            Period = PricingPeriod.Row,
        };
    }
}
