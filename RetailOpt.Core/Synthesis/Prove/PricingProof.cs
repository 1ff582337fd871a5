using RetailOpt.Core.Engines;

namespace RetailOpt.Core.Synthesis.Prove;

/// <summary>A SKU of a pricing run.</summary>
internal sealed record PricedSku(string Sku, double Msrp, double Lower, double Upper, double Inventory, double Markdown, double Said);

/// <summary>
/// A pricing plan beside the truth: what it brings, and what the best markdowns would bring that are found with the truth known.
/// </summary>
internal sealed class PricingProof(Trials search, Trials judge, IReadOnlyDictionary<string, int> places, IReadOnlyList<double> usual, int threads)
{
    private const int MostSkus = 50, Grid = 8, MostSweeps = 3;
    private const string Scenario = "MAX_DEMAND";

    /// <summary>The SKUs of a run with the plan that maximises demand.</summary>
    public static async Task<PricedSku[]> ReadAsync(IQueryEngine run, CancellationToken ct) =>
        [.. (await RunTables.RowsAsync(run, "RESULT", ["SKU"], ["MSRP", "MD_LOWER_BOUND", "MD_UPPER_BOUND", "INV", $"{Scenario}_MD", $"{Scenario}_DEMAND"], ct))
            .Select(r => new PricedSku(r.Texts[0], r.Numbers[0], r.Numbers[1], r.Numbers[2], double.IsNaN(r.Numbers[3]) ? double.PositiveInfinity : r.Numbers[3], r.Numbers[4], r.Numbers[5]))];

    /// <summary>The findings on a plan.</summary>
    public IEnumerable<Finding> Of(PricedSku[] plan, CancellationToken ct)
    {
        var skus = plan.Where(s => places.ContainsKey(s.Sku)).ToArray();
        double[] planned = [.. skus.Select(s => s.Markdown)];
        var moved = Enumerable.Range(0, skus.Length).OrderByDescending(i => skus[i].Said).ThenBy(i => i).Take(MostSkus).Order().ToArray();
        double[][] starts = [planned, Started(skus, planned, moved, s => s.Lower), Started(skus, planned, moved, s => (s.Lower + s.Upper) / 2)];
        var best = starts.Select(start => Climb(skus, start, moved, ct)).MaxBy(found => found.Value).Markdowns;
        var (realised, optimum) = (Value(judge, skus, planned), Value(judge, skus, best));
        yield return new("pricing", "net sales a period", skus.Sum(s => s.Said), realised, $"the plan of {Scenario}, simulated");
        yield return new("pricing", "of the best found", null, realised / optimum, $"coordinate ascent from {starts.Length} starts on the {moved.Length} SKUs with most demand, the others at plan; judged on other customers");
        yield return new("pricing", "each SKU alone at its best", null, realised / Alone(skus, planned, moved, ct), "the best of every SKU while the others stay at plan, added up");
        yield return new("pricing", "SKUs compared", plan.Length, skus.Length, "SKUs of the plan that the market knows");
    }

    private (double[] Markdowns, double Value) Climb(PricedSku[] skus, double[] start, int[] moved, CancellationToken ct)
    {
        var (at, value) = ((double[])start.Clone(), Value(search, skus, start));
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var before = value;
            foreach (var i in moved)
            {
                ct.ThrowIfCancellationRequested();
                var (best, markdown) = Best(skus, at, i, all => all.Sum());
                if (best > value) (value, at[i]) = (best, markdown);
            }
            if (value <= before) break;
        }
        return (at, value);
    }

    private double Alone(PricedSku[] skus, double[] planned, int[] moved, CancellationToken ct)
    {
        var own = Values(search, skus, planned);
        foreach (var i in moved)
        {
            ct.ThrowIfCancellationRequested();
            own[i] = Math.Max(own[i], Best(skus, planned, i, all => all[i]).Value);
        }
        return own.Sum();
    }

    private (double Value, double Markdown) Best(PricedSku[] skus, double[] at, int sku, Func<double[], double> of)
    {
        var found = new (double Value, double Markdown)[Grid + 1];
        Parallel.For(0, found.Length, new() { MaxDegreeOfParallelism = Math.Max(1, threads) }, g =>
        {
            var tried = (double[])at.Clone();
            tried[sku] = skus[sku].Lower + (skus[sku].Upper - skus[sku].Lower) * g / Grid;
            found[g] = (of(Values(search, skus, tried)), tried[sku]);
        });
        return found.MaxBy(f => f.Value);
    }

    private double Value(Trials trials, PricedSku[] skus, double[] markdowns) => Values(trials, skus, markdowns).Sum();

    /// <summary>Net sales of each SKU; no more is sold than there is.</summary>
    private double[] Values(Trials trials, PricedSku[] skus, double[] markdowns)
    {
        double Price(int i) => skus[i].Msrp * (1 - markdowns[i]);
        var units = trials.Units(Enumerable.Range(0, skus.Length).ToDictionary(i => places[skus[i].Sku], i => Math.Clamp(1 - Price(i) / usual[places[skus[i].Sku]], 0, .99)));
        return [.. skus.Select((s, i) => Price(i) * Math.Min(units[places[s.Sku]], s.Inventory))];
    }

    private static double[] Started(PricedSku[] skus, double[] planned, int[] moved, Func<PricedSku, double> at)
    {
        var start = (double[])planned.Clone();
        foreach (var i in moved) start[i] = at(skus[i]);
        return start;
    }
}
