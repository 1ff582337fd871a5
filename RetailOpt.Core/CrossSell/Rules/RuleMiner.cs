using System.Numerics;
using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>
/// Association rules of frequent itemsets. Smaller itemsets come first, so that the best confidence of any part of an antecedent is known
/// from the itemsets with one item less (an itemset's rules lie in one array of slots, one for each consequent).
/// </summary>
public sealed class RuleMiner
{
    private const int LongestForAny = 16, LongestForOne = 63, Often = 4095;
    private const double Tolerance = 1e-12;
    private readonly ItemsetList _itemsets;
    private readonly RuleOptions _options;
    private readonly ItemsetIndex _index;
    private readonly FisherTest _fisher;
    private readonly int _baskets;
    // by rank
    private readonly int[] _supports;
    // by itemset: its first slot; by slot: the greatest confidence of the rule and of those with a part of its antecedent
    private readonly long[] _slots;
    private readonly double[] _best;
    private readonly List<Rule> _confident = [];
    private readonly double[] _pValues;
    private int _tested;
    // by consequent or antecedent as bits: the place of that part of the itemset at hand
    private readonly int[] _parts;

    private RuleMiner(BasketSet baskets, ItemsetList itemsets, RuleOptions options)
    {
        (_itemsets, _options, _baskets) = (itemsets, options, baskets.Count);
        var tested = Slots(out _slots, out var longest);
        _best = new double[_slots[^1]];
        _pValues = new double[tested];
        _parts = new int[options.AnyConsequent ? 1 << longest : longest];
        _index = new ItemsetIndex(itemsets, baskets.Items);
        _supports = [.. Enumerable.Range(0, baskets.Items).Select(baskets.Support)];
        _fisher = new FisherTest(baskets.Count);
    }

    /// <summary>The rules of all frequent itemsets (up to some size) of some baskets.</summary>
    /// <exception cref="TooManyRulesException">There are more than may be tested.</exception>
    /// <exception cref="ArgumentException">The itemsets are not all, but closed or maximal ones.</exception>
    public static RuleSet Mine(BasketSet baskets, ItemsetList itemsets, RuleOptions options, CancellationToken ct)
    {
        var miner = new RuleMiner(baskets, itemsets, options);
        foreach (var itemset in miner.BySize())
        {
            if ((itemset & Often) == 0) ct.ThrowIfCancellationRequested();
            if (options.AnyConsequent) miner.AnyConsequent(itemset);
            else miner.OneConsequent(itemset);
        }
        return RuleFilter.Apply(itemsets, miner._confident, new FalseDiscovery(miner._pValues), options);
    }

    /// <summary>Lays out the slots; how many rules there are.</summary>
    private int Slots(out long[] slots, out int longest)
    {
        slots = new long[_itemsets.Count + 1];
        longest = 1;
        double rules = 0;
        for (var i = 0; i < _itemsets.Count; i++)
        {
            var size = _itemsets[i].Length;
            longest = Math.Max(longest, size);
            rules += RulesOf(size);
            if (size > (_options.AnyConsequent ? LongestForAny : LongestForOne) || rules > _options.MaxTested) rules = Math.Max(rules, Math.ScaleB(1, size));
            else slots[i + 1] = slots[i] + (size < 2 ? 0 : _options.AnyConsequent ? 1L << size : size);
        }
        return rules <= _options.MaxTested && slots[^1] <= Array.MaxLength ? (int)rules : throw new TooManyRulesException(rules, _options.MaxTested);
    }

    private double RulesOf(int size)
    {
        if (!_options.AnyConsequent) return size >= 2 && size - 1 <= _options.MaxAntecedent ? size : 0;
        double rules = 0, ways = 1;
        for (var y = 1; y < size; y++)
        {
            ways = ways * (size - y + 1) / y;
            if (y <= _options.MaxConsequent && size - y <= _options.MaxAntecedent) rules += ways;
        }
        return rules;
    }

    /// <summary>Itemsets of two items and more, smaller ones first, else in their order.</summary>
    private IEnumerable<int> BySize()
    {
        var keys = new long[_itemsets.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = ((long)_itemsets[i].Length << 32) | (uint)i;
        Array.Sort(keys);
        return keys.SkipWhile(k => k >> 32 < 2).Select(k => (int)k);
    }

    private void OneConsequent(int itemset)
    {
        var ranks = _itemsets[itemset];
        var hash = _index.Hash(ranks);
        for (var without = 0; without < ranks.Length; without++) _parts[without] = _index.Without(ranks, hash, without);
        if (ranks.Length - 1 > _options.MaxAntecedent) return;
        for (var item = 0; item < ranks.Length; item++)
        {
            double shorter = 0;
            if (ranks.Length > 2)
                for (var x = 0; x < ranks.Length; x++)
                    if (x != item) shorter = Math.Max(shorter, _best[_slots[_parts[x]] + (item < x ? item : item - 1)]);
            Add(itemset, 1UL << item, _parts[item], _supports[ranks[item]], _slots[itemset] + item, shorter);
        }
    }

    private void AnyConsequent(int itemset)
    {
        var size = _itemsets[itemset].Length;
        var full = (1 << size) - 1;
        Parts(itemset, full);
        for (var y = 1; y < full; y++)
        {
            var (x, consequents) = (full ^ y, BitOperations.PopCount((uint)y));
            if (consequents > _options.MaxConsequent || size - consequents > _options.MaxAntecedent) continue;
            double shorter = 0;
            if (size - consequents > 1)
                for (var left = x; left != 0; left &= left - 1)
                {
                    var place = BitOperations.TrailingZeroCount(left);
                    var low = (1 << place) - 1;
                    shorter = Math.Max(shorter, _best[_slots[_parts[full ^ (1 << place)]] + ((y & low) | ((y >> 1) & ~low))]);
                }
            Add(itemset, (ulong)y, _parts[x], _itemsets.Support(_parts[y]), _slots[itemset] + y, shorter);
        }
    }

    /// <summary>The places of all parts of an itemset, from those with one item less downwards.</summary>
    private void Parts(int itemset, int full)
    {
        _parts[full] = itemset;
        for (var part = full - 1; part > 0; part--)
        {
            var missing = BitOperations.TrailingZeroCount(~part);
            var ranks = _itemsets[_parts[part | (1 << missing)]];
            _parts[part] = _index.Without(ranks, _index.Hash(ranks), BitOperations.PopCount((uint)(part & ((1 << missing) - 1))));
        }
    }

    private void Add(int itemset, ulong consequent, int antecedent, int consequents, long slot, double shorter)
    {
        var (both, antecedents) = (_itemsets.Support(itemset), _itemsets.Support(antecedent));
        var confidence = (double)both / antecedents;
        _best[slot] = Math.Max(confidence, shorter);
        var p = _pValues[_tested++] = _fisher.Upper(both, antecedents, consequents);
        // a limit such as .1 is no binary fraction: one basket of ten has it
        if (confidence >= _options.MinConfidence - Tolerance) _confident.Add(new Rule(itemset, consequent, _baskets, antecedents, consequents, both, p, 1, shorter >= confidence));
    }
}
