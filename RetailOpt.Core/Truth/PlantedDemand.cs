using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Truth;

/// <summary>
/// The demand planted in a dataset (table truth_demand), at the season's mean and with full shelves. A draw has as many lines as a Poisson
/// variable, each of one unit and a Poisson number more: the way in which the sample's shoppers buy.
/// </summary>
internal sealed class PlantedDemand(IQueryEngine data) : ITruth
{
    private readonly record struct Entry(DemandCurve Curve, double UnitsPerLine, int Place);

    public async Task<IReadOnlyList<RealisedDemand>> SimulateAsync(Intervention what, ulong seed, CancellationToken ct)
    {
        var truth = await ReadAsync(ct);
        return [.. what.Markdowns.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Draw(truth, m.Key, m.Value, what.Weeks, seed))];
    }

    private RealisedDemand Draw(Dictionary<string, Entry> truth, string product, double markdown, int weeks, ulong seed)
    {
        if (!truth.TryGetValue(product, out var entry)) throw new InputException($"'{data.Name}' has no true demand of the product '{product}'.");
        if (markdown is not (>= 0 and < 1)) throw new InputException($"The markdown of '{product}' is {markdown}; it must be a fraction from 0 to below 1.");
        var mean = weeks * entry.Curve.Sold(markdown);
        var stream = RandomStream.Of(seed, entry.Place);
        var lines = stream.Poisson(mean / entry.UnitsPerLine);
        return new RealisedDemand(product, mean, lines + stream.Poisson(lines * (entry.UnitsPerLine - 1)));
    }

    private async Task<Dictionary<string, Entry>> ReadAsync(CancellationToken ct)
    {
        if (!data.Has("truth_demand")) throw new InputException($"'{data.Name}' has no table truth_demand: only made data has a known truth.");
        var schema = Canonical.Truths["truth_demand"];
        var query = new Aggregate("true demand", "SELECT product, method, a, b, units_per_line FROM truth_demand ORDER BY product",
            [schema["product"], schema["method"], schema["a"], schema["b"], schema["units_per_line"]]);
        var truth = new Dictionary<string, Entry>(StringComparer.Ordinal);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
                truth[batch.Column<string?>(0)[i]!] = new Entry(
                    new DemandCurve(batch.Column<string?>(1)[i]!, batch.Column<double>(2)[i], batch.Column<double>(3)[i]), batch.Column<double>(4)[i], truth.Count);
        return truth;
    }
}
