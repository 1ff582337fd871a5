namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>Campaign baskets with a primary item.</summary>
internal sealed class BaseTally
{
    public List<double> Values { get; } = [];
    public long Discount { get; private set; }
    public ValueSample? Sample { get; set; }

    public void Add(double gross, long discount)
    {
        Values.Add(gross);
        Discount += discount;
    }
}

/// <summary>Campaign baskets with a primary and another item.</summary>
internal sealed class PairTally
{
    private const int None = -1;
    private int _first = None;
    private HashSet<int>? _more;

    public int Baskets { get; private set; }
    public long Net { get; private set; }
    public long Discount { get; private set; }
    public long Gross => Net + Discount;

    /// <summary>Different accounts; baskets without one count for none.</summary>
    public int Accounts => _more?.Count ?? (_first == None ? 0 : 1);

    public void Add(Purchases purchases, int basket, int primary, int other)
    {
        Baskets++;
        Net += purchases.Net[primary] + purchases.Net[other];
        Discount += purchases.Discount[primary] + purchases.Discount[other];
        var account = purchases.AccountOf[basket];
        if (account < 0 || account == _first) return;
        if (_first == None) _first = account;
        else (_more ??= [_first]).Add(account);
    }
}

/// <summary>What all campaigns brought in a segment.</summary>
internal sealed class SegmentSum
{
    public List<(ValueSample Campaign, ValueSample Others)> Parts { get; } = [];
    public HashSet<int> Baskets { get; } = [];
    public int Compared { get; private set; }
    public long Net { get; private set; }
    public long Discount { get; private set; }

    public void Add((ValueSample Campaign, ValueSample Others) part, IEnumerable<int> baskets, IEnumerable<CampaignLine> lines)
    {
        Parts.Add(part);
        if (part.Others.Count > 0) Compared += part.Campaign.Count;
        Baskets.UnionWith(baskets);
        foreach (var line in lines) (Net, Discount) = (Net + line.Net, Discount + line.Discount);
    }
}

/// <summary>In how many baskets of a segment (-1: everybody) items are, alone and together.</summary>
internal sealed class PairCounts
{
    private readonly PromotionModel _model;
    private readonly int[] _baskets;
    private readonly int[][] _supports;
    private readonly Dictionary<int, Dictionary<(int Other, int Segment), int>> _together = [];

    public PairCounts(PromotionModel model)
    {
        _model = model;
        var (purchases, segments) = (model.Purchases, model.Purchases.Segments.Names.Count + 1);
        (_baskets, _supports) = (new int[segments], [.. Enumerable.Range(0, segments).Select(_ => new int[purchases.Items.Count])]);
        for (var b = 0; b < purchases.Count; b++)
            foreach (var segment in SegmentsOf(b))
            {
                _baskets[segment + 1]++;
                foreach (var item in purchases.Basket(b)) _supports[segment + 1][item]++;
            }
    }

    /// <summary>Support, confidence and lift of the primary item towards the other.</summary>
    public (double Support, double Confidence, double Lift) Of(int primary, int other, int segment)
    {
        if (!_together.TryGetValue(primary, out var counts)) _together[primary] = counts = Count(primary);
        double both = counts[(other, segment)], all = _baskets[segment + 1];
        var confidence = both / _supports[segment + 1][primary];
        return (both / all, confidence, confidence / (_supports[segment + 1][other] / all));
    }

    private Dictionary<(int, int), int> Count(int primary)
    {
        var counts = new Dictionary<(int, int), int>();
        foreach (var basket in _model.Purchases.BasketsWith(primary))
            foreach (var segment in SegmentsOf(basket))
                foreach (var item in _model.Purchases.Basket(basket)) counts[(item, segment)] = counts.GetValueOrDefault((item, segment)) + 1;
        return counts;
    }

    private int[] SegmentsOf(int basket) => _model.Purchases.SegmentOf(basket) is var s and >= 0 ? [-1, s] : [-1];
}

/// <summary>Whom campaigns target and who bought under them, by segment (-1: everybody).</summary>
internal sealed class Audience
{
    private readonly PromotionModel _model;
    private readonly Dictionary<string, int> _everybody;
    private readonly Dictionary<int, HashSet<string>> _targeted = [], _bought = [];

    /// <summary>Everybody are the accounts that bought something in the window, and those of a known segment.</summary>
    public Audience(PromotionModel model)
    {
        _model = model;
        var (purchases, segments) = (model.Purchases, model.Purchases.Segments);
        _everybody = new(segments.Known, StringComparer.Ordinal);
        for (var a = 0; a < purchases.Accounts.Count; a++) _everybody[purchases.Accounts[a]] = segments.Of[a];
    }

    public int Targeted(int campaign, int segment) => Count(TargetedBy(campaign), segment);

    public int Bought(int campaign, int segment) => Count(BoughtUnder(campaign), segment);

    public double? Conversion(int campaign, int segment) => Targeted(campaign, segment) is var targeted and > 0 ? Bought(campaign, segment) / (double)targeted : null;

    /// <summary>Accounts of a segment (-1: without one) that any campaign of a type targets, and that bought under one.</summary>
    public (int Targeted, int Bought) OfSegment(int segment, CampaignType? type)
    {
        var wanted = Enumerable.Range(0, _model.Campaigns.Count).Where(c => type is null || _model.Campaigns[c].Type == type).ToArray();
        return (In(wanted.SelectMany(TargetedBy)), In(wanted.SelectMany(BoughtUnder)));

        int In(IEnumerable<string> accounts) => accounts.Distinct(StringComparer.Ordinal).Count(a => _everybody.GetValueOrDefault(a, -1) == segment);
    }

    private int Count(HashSet<string> accounts, int segment) => segment < 0 ? accounts.Count : accounts.Count(a => _everybody.GetValueOrDefault(a, -1) == segment);

    private HashSet<string> TargetedBy(int campaign)
    {
        if (_targeted.TryGetValue(campaign, out var targeted)) return targeted;
        var names = _model.Purchases.Segments.Names;
        return _targeted[campaign] = _model.Campaigns[campaign].Targets is { } list ? [.. list]
            : [.. _everybody.Where(a => _model.Campaigns[campaign].Reaches(a.Key, a.Value < 0 ? null : names[a.Value])).Select(a => a.Key)];
    }

    private HashSet<string> BoughtUnder(int campaign)
    {
        if (_bought.TryGetValue(campaign, out var bought)) return bought;
        var purchases = _model.Purchases;
        return _bought[campaign] = [.. _model.Attribution.Lines[campaign].Where(l => purchases.AccountOf[l.Basket] >= 0).Select(l => purchases.Accounts[purchases.AccountOf[l.Basket]])];
    }
}
