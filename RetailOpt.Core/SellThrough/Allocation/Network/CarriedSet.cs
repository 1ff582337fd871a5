namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>Which cells that may close are carried, kept within slots and categories.</summary>
internal sealed class CarriedSet
{
    private readonly AllocationProblem _problem;
    private readonly CellNetwork _network;
    private readonly Breadth _breadth;
    private readonly bool[] _carried;

    private CarriedSet(AllocationProblem problem, CellNetwork network, Breadth breadth, bool[] carried) => (_problem, _network, _breadth, _carried) = (problem, network, breadth, carried);

    /// <summary>Cells that a plan of the hull gives at least half of their lump; then, by margin, what fits.</summary>
    public static CarriedSet Of(AllocationProblem problem, CellNetwork network, Breadth breadth, int[] plan, double[] unitPrice)
    {
        var set = new CarriedSet(problem, network, breadth, [.. plan.Select((units, c) => breadth.IsAlwaysCarried(c) || breadth.Levels.MayClose[c] && 2 * units >= breadth.Levels.From[c])]);
        set.Fit(unitPrice);
        return set;
    }

    public bool Has(int cell) => _carried[cell];

    /// <summary>The cells whose carrying is worth changing at prices of units, most worth first: alone, or in exchange for another of a full store.</summary>
    public List<(int Open, int Close)> Changes(double[] unitPrice)
    {
        var changes = new List<(double Gain, int Open, int Close)>();
        for (var site = 0; site < _network.Capacity.Length; site++)
        {
            List<(double Margin, int Cell)> opens = [], closes = [];
            var left = _breadth.Slots[site];
            foreach (var c in _network.OfSite(site))
            {
                if (_carried[c] && left < int.MaxValue) left--;
                if (_breadth.Levels.MayClose[c]) (_carried[c] ? closes : opens).Add((_breadth.Margin(c, unitPrice[c]), c));
            }
            opens.Sort((a, b) => b.CompareTo(a));
            closes.Sort();
            for (var i = 0; i < Math.Max(opens.Count, closes.Count); i++)
            {
                var (open, close) = (i < opens.Count && opens[i].Margin > 0 ? opens[i] : (0, -1), i < closes.Count ? closes[i] : (0, -1));
                if (close.Item2 >= 0 && close.Item1 < 0) (changes, left) = (With(changes, -close.Item1, -1, close.Item2), left == int.MaxValue ? left : left + 1);
                else if (open.Item2 >= 0 && left <= 0 && close.Item2 >= 0 && open.Item1 > close.Item1) changes.Add((open.Item1 - close.Item1, open.Item2, close.Item2));
                if (open.Item2 >= 0 && left > 0) (changes, left) = (With(changes, open.Item1, open.Item2, -1), left == int.MaxValue ? left : left - 1);
            }
        }
        changes.Sort((a, b) => (b.Gain, a.Open, a.Close).CompareTo((a.Gain, b.Open, b.Close)));
        return [.. changes.Select(c => (c.Open, c.Close))];
    }

    /// <summary>The set with some changes made, kept within slots and categories.</summary>
    public CarriedSet With(IEnumerable<(int Open, int Close)> changes, double[] unitPrice)
    {
        var set = new CarriedSet(_problem, _network, _breadth, [.. _carried]);
        foreach (var (open, close) in changes)
        {
            if (open >= 0) set._carried[open] = true;
            if (close >= 0) set._carried[close] = false;
        }
        set.Fit(unitPrice);
        return set;
    }

    private static List<(double, int, int)> With(List<(double, int, int)> changes, double gain, int open, int close)
    {
        changes.Add((gain, open, close));
        return changes;
    }

    private void Fit(double[] unitPrice)
    {
        for (var site = 0; site < _network.Capacity.Length; site++)
        {
            if (_breadth.Slots[site] == int.MaxValue && _problem.LeastCategories == 0) continue;
            var cells = _network.OfSite(site).ToArray();
            var order = cells.Where(c => _breadth.Levels.MayClose[c]).Select(c => (Margin: _breadth.Margin(c, unitPrice[c]), Cell: c)).OrderByDescending(c => c.Margin).ThenBy(c => c.Cell).Select(c => c.Cell).ToArray();
            if (_problem.LeastCategories > 0) AddCategories(cells, order);
            var surplus = cells.Count(c => _carried[c]) - (long)_breadth.Slots[site];
            foreach (var c in order.Reverse())
                if (surplus > 0 && _carried[c] && (_problem.LeastCategories == 0 || MayLeave(cells, c)))
                {
                    _carried[c] = false;
                    surplus--;
                }
        }
    }

    private void AddCategories(int[] cells, int[] order)
    {
        var there = cells.Where(c => _carried[c]).Select(CategoryOf).ToHashSet();
        foreach (var c in order)
            if (there.Count < _problem.LeastCategories && there.Add(CategoryOf(c))) _carried[c] = true;
    }

    private bool MayLeave(int[] cells, int cell)
    {
        var left = cells.Where(c => _carried[c] && c != cell).Select(CategoryOf).Distinct().Count();
        return left >= Math.Min(_problem.LeastCategories, cells.Where(c => _carried[c]).Select(CategoryOf).Distinct().Count());
    }

    private int CategoryOf(int cell) => _problem.Category[_problem.Product[cell]];
}
