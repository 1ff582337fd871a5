namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// The units that each cell may have: none (where it may close), or From, From + pack, ... up to To, so that least, most, presentation and whole packs from
/// the baseline are kept. Where they contradict each other the cell stays as near as its least and most allow, which the checker then tells.
/// </summary>
internal sealed class Levels
{
    private readonly AllocationProblem _problem;

    public Levels(AllocationProblem problem)
    {
        _problem = problem;
        (From, To, MayClose) = (new int[problem.Cells], new int[problem.Cells], new bool[problem.Cells]);
        for (var c = 0; c < problem.Cells; c++) Fill(c);
        IsPlain = problem.Pack.All(p => p == 1) && problem.Presentation.All(p => p <= 1);
        Least = [.. From.Select((from, c) => MayClose[c] ? 0 : from)];
    }

    public int[] From { get; }
    public int[] To { get; }
    public bool[] MayClose { get; }
    /// <summary>Least units, closing counted.</summary>
    public int[] Least { get; }
    /// <summary>Whether every whole number between least and most is a level.</summary>
    public bool IsPlain { get; }

    public int Step(int cell) => _problem.PackOf(cell);

    public bool Has(int cell, int units) => units == 0 && MayClose[cell] || units >= From[cell] && units <= To[cell] && (units - From[cell]) % Step(cell) == 0;

    private void Fill(int c)
    {
        var (pack, current, least, most) = (Step(c), _problem.Current[c], _problem.Least[c], _problem.Most[c]);
        var (from, to) = (current + Packs(Math.Max(least, Math.Max(1, _problem.PresentationOf(c))) - current, pack, true), current + Packs(most - current, pack, false));
        MayClose[c] = least == 0 && current % pack == 0 && from <= to;
        if (from > to) from = to = least == 0 && current % pack == 0 ? 0 : to >= least ? to : Math.Clamp(current, least, most);
        (From[c], To[c]) = (from, to);
    }

    /// <summary>The whole packs next to so many units, upward or downward.</summary>
    private static int Packs(int units, int pack, bool up) => pack * (int)(up ? Math.Ceiling((double)units / pack) : Math.Floor((double)units / pack));
}
