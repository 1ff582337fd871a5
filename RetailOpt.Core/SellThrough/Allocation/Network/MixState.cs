namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>Units of each class in each group, kept as a plan moves, and how far they are beyond the share limits.</summary>
internal sealed class MixState
{
    private readonly MixRule[] _rules;
    private readonly int[] _classes;
    private readonly long[][] _units;

    public MixState(MixRule[] rules, int[] plan)
    {
        _rules = rules;
        _classes = Array.ConvertAll(rules, r => Math.Max(r.Class.DefaultIfEmpty().Max(), r.Limits.Max(l => (int?)l.Class) ?? 0) + 1);
        _units = [.. rules.Select((r, i) => new long[r.Groups * (_classes[i] + 1)])];
        for (var c = 0; c < plan.Length; c++) Add(c, plan[c]);
    }

    /// <summary>Adds units of a cell.</summary>
    public void Add(int cell, long units)
    {
        for (var rule = 0; rule < _rules.Length; rule++)
        {
            if (_rules[rule].Group[cell] is not (>= 0 and var group)) continue;
            var at = group * (_classes[rule] + 1);
            _units[rule][at + _rules[rule].Class[cell]] += units;
            _units[rule][at + _classes[rule]] += units;
        }
    }

    /// <summary>What a row sums to: above 0 is beyond the limit.</summary>
    public double Sum(MixRow row)
    {
        var at = row.Group * (_classes[row.Rule] + 1);
        var over = _units[row.Rule][at + row.Class] - row.Share * _units[row.Rule][at + _classes[row.Rule]];
        return row.IsMost ? over : -over;
    }

    /// <summary>Units beyond the limits of a cell's groups.</summary>
    public double Excess(int cell)
    {
        var sum = 0.0;
        for (var rule = 0; rule < _rules.Length; rule++)
            if (_rules[rule].Group[cell] >= 0) sum += Excess(rule, _rules[rule].Group[cell]);
        return sum;
    }

    public double Excess(int rule, int group)
    {
        var (sum, at) = (0.0, group * (_classes[rule] + 1));
        double all = _units[rule][at + _classes[rule]];
        foreach (var limit in _rules[rule].Limits)
        {
            var has = _units[rule][at + limit.Class];
            var over = Math.Max(has - limit.Most * all, limit.Least * all - has);
            if (over > 1e-9 * Math.Max(1, has)) sum += over;
        }
        return sum;
    }
}
