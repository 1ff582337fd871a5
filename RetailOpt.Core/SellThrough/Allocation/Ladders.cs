using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>
/// What each further unit of each cell is worth: WorthSold * P(D >= k) + WorthUnit, never rising in k. Units whose chance of being sold is nothing
/// have no step of their own.
/// </summary>
internal sealed class Ladders
{
    /// <summary>A chance that changes no sum.</summary>
    private const double Nothing = 1e-15;

    private readonly AllocationProblem _problem;
    private readonly int[] _start, _least;
    private readonly double[] _gain;

    private Ladders(AllocationProblem problem, int[] least, int[] start, double[] gain, double[] floor)
    {
        (_problem, _least, _start, _gain, Floor) = (problem, least, start, gain, floor);
        Measure();
    }

    /// <summary>Worth of each cell at its least units.</summary>
    public double[] Floor { get; }

    /// <summary>The most that a unit is worth, by size; 0 where nothing is worth anything.</summary>
    public double Greatest { get; private set; }

    /// <summary>A measure for prices, above 0: the most that a unit is worth, or 1 where nothing is worth anything.</summary>
    public double Unit => Greatest > 0 ? Greatest : 1;

    public static Ladders Of(AllocationProblem problem, int threads, CancellationToken cancel)
    {
        var parts = new List<double>[Chunks.Count(problem.Cells)];
        var (floor, start) = (new double[problem.Cells], new int[problem.Cells + 1]);
        Chunks.For(problem.Cells, threads, cancel, (chunk, from, to) =>
        {
            var part = parts[chunk] = new(8 * (to - from));
            for (var c = from; c < to; c++)
            {
                var before = part.Count;
                floor[c] = Fill(problem, c, part);
                start[c + 1] = part.Count - before;
            }
        });
        for (var c = 0; c < problem.Cells; c++) start[c + 1] = checked(start[c] + start[c + 1]);
        var gain = new double[start[^1]];
        for (var chunk = 0; chunk < parts.Length; chunk++) parts[chunk].CopyTo(gain, start[chunk * Chunks.Size]);
        return new(problem, problem.Least, start, gain, floor);
    }

    /// <summary>Worth of unit number <paramref name="k"/> of a cell, from its least + 1.</summary>
    public double Gain(int cell, int k)
    {
        var at = _start[cell] + k - _least[cell] - 1;
        return at < _start[cell + 1] ? _gain[at] : _problem.WorthUnitOf(cell);
    }

    /// <summary>The stored gains of a cell, from unit least + 1; later units are worth WorthUnit.</summary>
    public ReadOnlySpan<double> Of(int cell) => _gain.AsSpan(_start[cell], _start[cell + 1] - _start[cell]);

    /// <summary>Number of stored gains of all cells, and of the cells before one.</summary>
    public int Steps => _gain.Length;

    /// <inheritdoc cref="Steps"/>
    public int StartOf(int cell) => _start[cell];

    /// <summary>Units of a cell below its first stored gain.</summary>
    public int LeastOf(int cell) => _least[cell];

    /// <summary>Worth of a plan.</summary>
    public double Worth(int[] plan)
    {
        var worth = new Neumaier();
        for (var c = 0; c < plan.Length; c++) worth.Add(Worth(c, plan[c]));
        return worth.Value;
    }

    /// <summary>Worth of a cell with so many units, at least its least.</summary>
    public double Worth(int cell, int units)
    {
        var gains = Of(cell);
        var steps = units - _least[cell];
        var worth = Floor[cell];
        for (var k = 0; k < steps && k < gains.Length; k++) worth += gains[k];
        return worth + Math.Max(0, steps - gains.Length) * _problem.WorthUnitOf(cell);
    }

    /// <summary>Ladders between other bounds, with a stored gain for every unit, to be written.</summary>
    /// <param name="least">Least units of each cell, at least those here.</param>
    /// <param name="most">Most units of each cell.</param>
    public Ladders For(int[] least, int[] most)
    {
        var start = new int[least.Length + 1];
        for (var c = 0; c < least.Length; c++) start[c + 1] = checked(start[c] + Math.Max(0, most[c] - least[c]));
        return new(_problem, least, start, new double[start[^1]], [.. least.Select((units, c) => Worth(c, units))]);
    }

    /// <summary>Those of some cells, which are the cells of another problem.</summary>
    public Ladders Part(AllocationProblem problem, int[] cells)
    {
        var (start, floor) = (new int[cells.Length + 1], Array.ConvertAll(cells, c => Floor[c]));
        for (var i = 0; i < cells.Length; i++) start[i + 1] = start[i] + Of(cells[i]).Length;
        var gain = new double[start[^1]];
        for (var i = 0; i < cells.Length; i++) Of(cells[i]).CopyTo(gain.AsSpan(start[i]));
        return new(problem, problem.Least, start, gain, floor);
    }

    /// <summary>Ladders of nothing, with a gain for every unit between the bounds of the problem, to be written.</summary>
    public static Ladders Blank(AllocationProblem problem)
    {
        var start = new int[problem.Cells + 1];
        for (var c = 0; c < problem.Cells; c++) start[c + 1] = checked(start[c] + problem.Most[c] - problem.Least[c]);
        return new(problem, problem.Least, start, new double[start[^1]], new double[problem.Cells]);
    }

    /// <summary>Finds the greatest gain; to be called again once gains were written.</summary>
    public void Measure()
    {
        Greatest = 0;
        foreach (var gain in _gain) Greatest = Math.Max(Greatest, Math.Abs(gain));
        foreach (var worth in _problem.WorthUnit) Greatest = Math.Max(Greatest, Math.Abs(worth));
    }

    public Span<double> Writable(int cell) => _gain.AsSpan(_start[cell], _start[cell + 1] - _start[cell]);

    private static double Fill(AllocationProblem problem, int cell, List<double> gains)
    {
        var (mean, dispersion, least, most) = (problem.Mean[cell], problem.DispersionOf(cell), problem.Least[cell], problem.Most[cell]);
        var (sold, unit) = (problem.WorthSold[cell], problem.WorthUnitOf(cell));
        var tail = DemandLaw.After(mean, dispersion, least);
        // units that are there now have steps as long as keeping them is worth something
        var (kept, current) = (problem.WorthKept, problem.WorthKept > 0 ? problem.Current[cell] : 0);
        for (var k = least; k < most && tail.Next() is var chance && (chance > Nothing || k < current); k++) gains.Add(sold * Math.Max(0, chance) + unit + (k < current ? kept : 0));
        return sold * DemandLaw.ExpectedSold(mean, dispersion, least) + unit * least + kept * Math.Min(least, current);
    }
}
