using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>
/// Combinations of campaign, primary item, cross-sell item and segment, and what campaigns brought. A campaign basket is one with a line of the campaign;
/// its primary items are those bought under the campaign, its cross-sell items all others in it, each primary item too beside another. Baskets to compare with have no line of any campaign.
/// </summary>
internal sealed class PromotionSolver(PromotionModel model, PromotionOptions options, ulong seed, CancellationToken ct)
{
    private const int Everybody = -1;
    private readonly Purchases _purchases = model.Purchases;
    private readonly PairCounts _counts = new(model);
    private readonly Dictionary<(int Item, int Segment), ValueSample> _others = [];
    private readonly Audience _audience = new(model);
    private long _tooFew;

    public PromotionResult Solve()
    {
        var combinations = new List<Combination>();
        var performances = new List<Performance>();
        var bySegment = Enumerable.Range(-1, _purchases.Segments.Names.Count + 1).ToDictionary(s => s, _ => new SegmentSum());
        for (var c = 0; c < model.Campaigns.Count; c++)
        {
            if (options.Wanted is { } type && model.Campaigns[c].Type != type) continue;
            ct.ThrowIfCancellationRequested();
            var found = Combinations(c);
            combinations.AddRange(found);
            performances.Add(Perform(c, found, bySegment));
        }
        return new(model, combinations, _tooFew, performances, [.. bySegment.Where(s => s.Key >= 0 || s.Value.Baskets.Count > 0).OrderBy(s => s.Key).Select(s => OfSegment(s.Key, s.Value, combinations))]);
    }

    private List<Combination> Combinations(int campaign)
    {
        var (bases, pairs) = Tally(campaign);
        var kept = new List<Combination>();
        foreach (var ((primary, other, segment), pair) in pairs.OrderBy(p => p.Key))
        {
            if (pair.Accounts < options.MinAccounts)
            {
                _tooFew++;
                continue;
            }
            var start = bases[(primary, segment)];
            start.Sample ??= new(start.Values.ToArray(), options.Resamples, RandomStream.Of(seed, 1, campaign, primary, segment));
            var (support, confidence, lift) = _counts.Of(primary, other, segment);
            kept.Add(new(campaign, primary, other, segment, pair.Baskets, start.Values.Count, pair.Accounts, pair.Net / Purchases.Minor / pair.Baskets,
                model.Campaigns[campaign].DiscountPercent ?? (pair.Gross == 0 ? 0 : 100.0 * pair.Discount / pair.Gross), start.Sample.Mean, Comparison.Impact(start.Sample, Others(primary, segment)),
                _audience.Conversion(campaign, segment), start.Discount / Purchases.Minor, support, confidence, lift));
        }
        return kept;
    }

    private (Dictionary<(int Primary, int Segment), BaseTally>, Dictionary<(int Primary, int Other, int Segment), PairTally>) Tally(int campaign)
    {
        var (bases, pairs) = (new Dictionary<(int, int), BaseTally>(), new Dictionary<(int, int, int), PairTally>());
        foreach (var lines in model.Attribution.Lines[campaign].GroupBy(l => l.Basket))
        {
            var discount = lines.Sum(l => l.Discount);
            int[] segments = _purchases.SegmentOf(lines.Key) is var s and >= 0 ? [Everybody, s] : [Everybody];
            foreach (var line in lines)
                foreach (var segment in segments)
                {
                    Get(bases, (line.Item, segment)).Add(_purchases.GrossOf(lines.Key) / Purchases.Minor, discount);
                    AddPairs(pairs, lines.Key, line.Item, segment);
                }
        }
        return (bases, pairs);
    }

    private void AddPairs(Dictionary<(int, int, int), PairTally> pairs, int basket, int primary, int segment)
    {
        var first = _purchases.Starts[basket];
        var at = first + _purchases.Basket(basket).BinarySearch(primary);
        for (var other = first; other < _purchases.Starts[basket + 1]; other++)
            if (other != at) Get(pairs, (primary, _purchases.Lines[other], segment)).Add(_purchases, basket, at, other);
    }

    private Performance Perform(int campaign, List<Combination> found, Dictionary<int, SegmentSum> bySegment)
    {
        var lines = model.Attribution.Lines[campaign];
        var baskets = lines.Select(l => l.Basket).Distinct().ToArray();
        var compared = lines.Select(l => l.Item).Distinct().SelectMany(i => model.Purchases.BasketsWith(i)).Where(b => !model.InCampaign[b]).Distinct().ToLookup(_purchases.SegmentOf);
        var parts = new List<(ValueSample Campaign, ValueSample Others)>();
        var covered = 0;
        foreach (var segment in baskets.GroupBy(_purchases.SegmentOf).OrderBy(g => g.Key))
        {
            var part = (Sample([.. segment], 2, campaign, segment.Key), Sample([.. compared[segment.Key].Order()], 3, campaign, segment.Key));
            parts.Add(part);
            if (compared[segment.Key].Any()) covered += segment.Count();
            bySegment[segment.Key].Add(part, segment, lines.Where(l => _purchases.SegmentOf(l.Basket) == segment.Key));
        }
        var cost = lines.Sum(l => l.Discount) / Purchases.Minor + (options.IncludeSpend ? model.Campaigns[campaign].Spend ?? 0 : 0);
        var everybody = found.Where(f => f.Segment == Everybody).ToArray();
        return new(campaign, _audience.Targeted(campaign, Everybody), _audience.Bought(campaign, Everybody), baskets.Length, covered, lines.Sum(l => l.Net) / Purchases.Minor, Mean(baskets),
            Comparison.Sum(parts), cost, everybody.Length, everybody.Length == 0 ? null : everybody.Max(f => f.Effectiveness));
    }

    private Performance OfSegment(int segment, SegmentSum sum, List<Combination> combinations)
    {
        var own = segment < 0 ? [] : combinations.Where(c => c.Segment == segment).ToArray();
        var (targeted, bought) = _audience.OfSegment(segment, options.Wanted);
        return new(segment, targeted, bought, sum.Baskets.Count, sum.Compared, sum.Net / Purchases.Minor, Mean([.. sum.Baskets.Order()]), Comparison.Sum(sum.Parts), sum.Discount / Purchases.Minor,
            own.Length, own.Length == 0 ? null : own.Max(c => c.Effectiveness));
    }

    private ValueSample Others(int item, int segment)
    {
        if (_others.TryGetValue((item, segment), out var sample)) return sample;
        var values = model.Purchases.BasketsWith(item).Where(b => !model.InCampaign[b] && (segment < 0 || _purchases.SegmentOf(b) == segment)).Select(Gross).ToArray();
        return _others[(item, segment)] = new(values, options.Resamples, RandomStream.Of(seed, 4, item, segment));
    }

    private ValueSample Sample(int[] baskets, int kind, int campaign, int segment) => new(Array.ConvertAll(baskets, Gross), options.Resamples, RandomStream.Of(seed, kind, campaign, segment));

    private double Gross(int basket) => _purchases.GrossOf(basket) / Purchases.Minor;

    private double Mean(int[] baskets) => baskets.Length == 0 ? double.NaN : baskets.Sum(Gross) / baskets.Length;

    private static T Get<TKey, T>(Dictionary<TKey, T> tallies, TKey key) where TKey : notnull where T : new() => tallies.TryGetValue(key, out var tally) ? tally : tallies[key] = new();
}
