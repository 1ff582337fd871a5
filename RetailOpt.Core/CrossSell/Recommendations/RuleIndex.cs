namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>The rules of a segment in their order, found by their first item.</summary>
internal sealed class RuleIndex
{
    private readonly IReadOnlyList<ItemRule> _rules;
    private readonly int[] _starts, _places;

    public RuleIndex(IReadOnlyList<ItemRule> rules, bool fellBack, int items)
    {
        (_rules, FellBack) = (rules, fellBack);
        _starts = new int[items + 1];
        foreach (var rule in rules) _starts[rule.If[0] + 1]++;
        for (var i = 0; i < items; i++) _starts[i + 1] += _starts[i];
        _places = new int[rules.Count];
        var next = _starts.AsSpan(0, items).ToArray();
        for (var r = 0; r < rules.Count; r++) _places[next[rules[r].If[0]]++] = r;
    }

    /// <summary>Whether the floor of the segment was lowered, since nothing passed it.</summary>
    public bool FellBack { get; }

    public int Count => _rules.Count;

    public ItemRule this[int place] => _rules[place];

    /// <summary>Places of the rules of which everything is among the items bought, ascending: the best first.</summary>
    public List<int> Matching(int[] bought)
    {
        var found = new List<int>();
        foreach (var item in bought)
            for (var p = _starts[item]; p < _starts[item + 1]; p++)
                if (HasAll(bought, _rules[_places[p]].If)) found.Add(_places[p]);
        found.Sort();
        return found;
    }

    private static bool HasAll(int[] bought, int[] wanted)
    {
        for (var i = 1; i < wanted.Length; i++)
            if (Array.BinarySearch(bought, wanted[i]) < 0) return false;
        return true;
    }
}
