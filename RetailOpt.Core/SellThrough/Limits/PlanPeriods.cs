using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Limits;

/// <summary>The periods of a plan: runs of observed periods, which begin where supply arrives. What arrives in a period is shared out in it.</summary>
internal sealed class PlanPeriods
{
    private readonly Pairs _pairs;
    private readonly int[] _of;

    private PlanPeriods(Pairs pairs, int[] of) => (_pairs, _of) = (pairs, of);

    public int Count => _of[^1] + 1;

    /// <param name="pairs">The pairs, with their observed periods.</param>
    /// <param name="count">How many periods; each takes about as many observed ones.</param>
    /// <param name="weeks">Or weeks of each period, counted from the first day.</param>
    /// <exception cref="InputException">The data has no such periods.</exception>
    public static PlanPeriods Of(Pairs pairs, int count, int? weeks)
    {
        var observed = pairs.Periods;
        if (count == 1 && weeks is null) return new(pairs, new int[observed]);
        if (pairs.Starts.Length == 0) throw new InputException("Several periods need dates (periods): map the column that holds the day of each sale, and of each delivery.");
        if (weeks is { } w)
        {
            var at = Array.ConvertAll(pairs.Starts, s => (s.DayNumber - pairs.Starts[0].DayNumber) / (7 * w));
            // weeks in which nothing arrives make no period of their own
            int[] known = [.. at.Distinct()];
            return new(pairs, Array.ConvertAll(at, p => Array.IndexOf(known, p)));
        }
        if (count > observed) throw new InputException(FormattableString.Invariant($"Supply arrives in {observed:N0} periods of these days, so that {count:N0} periods cannot be planned (periods). Choose at most {observed:N0}, or more days."));
        return new(pairs, [.. Enumerable.Range(0, observed).Select(t => (int)((long)t * count / observed))]);
    }

    /// <summary>Units of a pair that arrive in a period.</summary>
    public long Arrived(int pair, int period)
    {
        var sum = 0L;
        var arrived = _pairs.ArrivedOf(pair);
        for (var t = 0; t < arrived.Length; t++) sum += _of[t] == period ? arrived[t] : 0;
        return sum;
    }

    /// <summary>Share of a product's demand that falls into each period, market included, and the sum of squared shares of it within each.</summary>
    public void Shares(ReadOnlySpan<double> observed, Func<int, double> market, Span<double> share, Span<double> squared)
    {
        share.Clear();
        squared.Clear();
        Span<double> plain = stackalloc double[Count];
        plain.Clear();
        for (var t = 0; t < observed.Length; t++)
        {
            share[_of[t]] += observed[t] * market(t);
            plain[_of[t]] += observed[t];
            squared[_of[t]] += observed[t] * observed[t];
        }
        for (var p = 0; p < plain.Length; p++) squared[p] = plain[p] > 0 ? squared[p] / (plain[p] * plain[p]) : 1;
    }

    /// <summary>First day of a period, as it stands in tables; empty where there are no days.</summary>
    public DateOnly? Start(int period) => _pairs.Starts.Length == 0 ? null : _pairs.Starts[Array.IndexOf(_of, period)];
}
