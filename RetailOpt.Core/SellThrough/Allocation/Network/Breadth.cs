namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// Carrying a product at all: presentation, packs and slots make the worth of a cell rise in lumps. The ladders of the hull spread each lump evenly over its
/// units, the price of a slot taken off, so that the network over them bounds every plan (a Lagrangian bound over slots, convex over cells).
/// </summary>
internal sealed class Breadth
{
    private readonly AllocationProblem _problem;
    private readonly Ladders _worth;

    /// <param name="problem">The problem.</param>
    /// <param name="worth">Its ladders.</param>
    /// <param name="slots">Whether slots are kept; without them only presentation and packs are.</param>
    public Breadth(AllocationProblem problem, Ladders worth, bool slots)
    {
        (_problem, _worth, Levels) = (problem, worth, new(problem));
        Slots = [.. Enumerable.Range(0, problem.Sites).Select(site => slots && problem.Slots.Length > 0 ? problem.Slots[site / problem.Periods] : int.MaxValue)];
        Release();
        Price = new double[Slots.Length];
        IsPlain = Levels.IsPlain && !slots;
        (Hull, Carried) = IsPlain ? (worth, worth) : (worth.For(Levels.Least, Levels.To), worth.For(Levels.Least, Levels.To));
        if (IsPlain) return;
        for (var c = 0; c < problem.Cells; c++)
        {
            Spread(Hull, c, true);
            Spread(Carried, c, false);
        }
    }

    public Levels Levels { get; }
    /// <summary>Most products of each site; int.MaxValue for no limit.</summary>
    public int[] Slots { get; }
    /// <summary>Price of a slot of each site, at least 0.</summary>
    public double[] Price { get; }
    /// <summary>Whether there are no lumps, and the hull is the worth itself.</summary>
    public bool IsPlain { get; }
    /// <summary>The ladders with lumps spread.</summary>
    public Ladders Hull { get; }

    /// <summary>The ladders of cells that are carried, with packs alone spread.</summary>
    public Ladders Carried { get; }

    /// <summary>A site with a slot for every product that it may carry has no limit.</summary>
    private void Release()
    {
        var products = new int[Slots.Length];
        for (var c = 0; c < Levels.To.Length; c++) products[_problem.SiteOf(c)] += Levels.To[c] > 0 ? 1 : 0;
        for (var site = 0; site < Slots.Length; site++)
            if (products[site] <= Slots[site]) Slots[site] = int.MaxValue;
    }

    /// <summary>What slots add to the bound at their prices: those that are always carried have paid.</summary>
    public double BoundTerm(CellNetwork network)
    {
        var sum = 0.0;
        for (var site = 0; site < Price.Length; site++)
        {
            if (Price[site] <= 0) continue;
            var left = (long)Slots[site];
            foreach (var c in network.OfSite(site))
                if (IsAlwaysCarried(c)) left--;
            sum += Price[site] * left;
        }
        return sum;
    }

    /// <summary>What carrying a cell brings at a price of its units, before the slot; of one that may close.</summary>
    public double Margin(int cell, double price)
    {
        var (units, step) = (Levels.From[cell], Levels.Step(cell));
        var best = _worth.Worth(cell, units) - price * units;
        for (; units + step <= Levels.To[cell]; units += step)
        {
            var more = -price * step;
            for (var k = 1; k <= step; k++) more += _worth.Gain(cell, units + k);
            if (more <= 0) break;
            best += more;
        }
        return best;
    }

    public bool IsAlwaysCarried(int cell) => !Levels.MayClose[cell] && Levels.From[cell] > 0;

    /// <summary>Sets the price of a site's slots to where as many products want to be carried as fit, at prices of their units.</summary>
    public void SetPrice(int site, ReadOnlySpan<int> cells, Func<int, double> priceOf, double most)
    {
        if (Slots[site] == int.MaxValue) return;
        var (margins, left) = (new List<double>(cells.Length), Slots[site]);
        foreach (var c in cells)
        {
            if (Levels.MayClose[c]) margins.Add(Margin(c, priceOf(c)));
            else if (IsAlwaysCarried(c)) left--;
        }
        margins.Sort((a, b) => b.CompareTo(a));
        // the first that finds no slot sets the least price, the last that finds one the most
        var refused = left >= 0 && left < margins.Count ? Math.Max(0, margins[left]) : 0;
        var admitted = left > 0 && left <= margins.Count ? margins[left - 1] : refused;
        Price[site] = left < 0 ? most : refused <= 0 ? 0 : Math.Min(most, .5 * (refused + admitted));
        foreach (var c in cells) Spread(Hull, c, true);
    }

    /// <summary>The hull of a cell: the lump of least units to carry and of whole packs spread evenly, the slot's price taken off.</summary>
    private void Spread(Ladders ladders, int cell, bool hull)
    {
        var gains = ladders.Writable(cell);
        if (gains.Length == 0) return;
        var (units, step, to) = (Levels.From[cell], Levels.Step(cell), Levels.To[cell]);
        if (Levels.MayClose[cell])
        {
            var worth = _worth.Worth(cell, units) - (hull ? Price[_problem.SiteOf(cell)] : 0);
            for (; hull && units + step <= to && Pack(cell, units) is var more && more * units > worth * step; units += step) worth += more;
            gains[..units].Fill(worth / units);
        }
        for (var at = units - Levels.Least[cell]; units + step <= to; units += step, at += step) gains.Slice(at, step).Fill(Pack(cell, units) / step);
    }

    private double Pack(int cell, int units)
    {
        var sum = 0.0;
        for (var k = 1; k <= Levels.Step(cell); k++) sum += _worth.Gain(cell, units + k);
        return sum;
    }
}
