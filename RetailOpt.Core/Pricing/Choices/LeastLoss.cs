using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// The multipliers of two or three claims that are met together at the least loss. For multipliers that sum to 1, the loss at which the best plan's
/// weighted claims are met is a bound; the largest bound is the answer. Each pass cuts away the multipliers that cannot better it, half of
/// those left or more, when it is made at their centre of gravity (Grünbaum 1960), so the search needs no slopes, which choices do not have.
/// </summary>
internal sealed class LeastLoss(Oracle passes, Claim[] claims)
{
    private const int MostSteps = 70;
    private const double SameLoss = 1e-13, SmallestArea = 1e-22;

    /// <summary>Multipliers of the first two claims; the third has what is left to 1.</summary>
    private List<(double X, double Y)> region = [(1, 0), (0, 1), (0, 0)];

    private double loss = -.5;

    /// <summary>The multipliers of the claims, and the weights that were looked at last.</summary>
    public (double[] Multipliers, IReadOnlyList<Weights> Seen) Find()
    {
        // two claims are three of which two are the same
        Claim[] three = claims.Length == 3 ? claims : [claims[0], claims[1], claims[1]];
        var sizes = Array.ConvertAll(three, c => Size(c, passes.Scale));
        three = [.. three.Zip(sizes, (c, size) => c.Times(1 / size))];
        var best = Centre();
        var seen = new List<Weights>();
        for (var k = 0; k < MostSteps && Area() > SmallestArea; k++)
        {
            var here = At(three, Centre());
            var pass = passes.At(here.At(loss).Weights);
            if (here.Spare(pass.Totals, loss) <= 0)
            {
                pass = Raise(here, pass);
                best = Centre();
            }
            seen.Add(pass.Weights);
            Keep(three[0].Spare(pass.Totals, loss), three[1].Spare(pass.Totals, loss), three[2].Spare(pass.Totals, loss));
        }
        double[] own = [best.X / sizes[0], best.Y / sizes[1], (1 - best.X - best.Y) / sizes[2]];
        return (claims.Length == 3 ? own : [own[0], own[1] + own[2]], seen);
    }

    private static double Size(in Claim c, in Totals scale) =>
        Math.Abs(c.Weights.Demand) * scale.Demand + Math.Abs(c.Weights.Sales) * scale.Sales + Math.Abs(c.Weights.ListSales) * scale.ListSales;

    private static Claim At(Claim[] three, (double X, double Y) m) => Claim.Sum(three, [m.X, m.Y, 1 - m.X - m.Y]);

    /// <summary>The loss at which the best plan just meets the claims at these multipliers: Newton's steps, from above after the first.</summary>
    private Pass Raise(in Claim here, Pass pass)
    {
        for (var k = 0; k < 20; k++)
        {
            var rise = here.Rise(pass.Totals);
            if (!(rise > 0)) return pass;
            var step = -here.Spare(pass.Totals, loss) / rise;
            loss += step;
            if (Math.Abs(step) <= SameLoss) return pass;
            pass = passes.At(here.At(loss).Weights);
        }
        return pass;
    }

    /// <summary>Keeps the multipliers at which a plan with these spares does not meet the claims.</summary>
    private void Keep(double a, double b, double c)
    {
        double Spare((double X, double Y) m) => m.X * a + m.Y * b + (1 - m.X - m.Y) * c;
        var kept = new List<(double X, double Y)>();
        for (var i = 0; i < region.Count; i++)
        {
            var (from, to) = (region[i], region[(i + 1) % region.Count]);
            double s = Spare(from), t = Spare(to);
            if (s <= 0) kept.Add(from);
            if (s < 0 != t < 0 && s != 0 && t != 0) kept.Add((from.X + s / (s - t) * (to.X - from.X), from.Y + s / (s - t) * (to.Y - from.Y)));
        }
        region = kept;
    }

    private double Area()
    {
        var sum = 0.0;
        for (var i = 1; i + 1 < region.Count; i++) sum += Cross(i);
        return Math.Abs(sum) / 2;
    }

    private double Cross(int i) => (region[i].X - region[0].X) * (region[i + 1].Y - region[0].Y) - (region[i + 1].X - region[0].X) * (region[i].Y - region[0].Y);

    private (double X, double Y) Centre()
    {
        double area = 0, x = 0, y = 0;
        for (var i = 1; i + 1 < region.Count; i++)
        {
            var part = Cross(i);
            area += part;
            x += part * (region[0].X + region[i].X + region[i + 1].X) / 3;
            y += part * (region[0].Y + region[i].Y + region[i + 1].Y) / 3;
        }
        return (x / area, y / area);
    }
}
