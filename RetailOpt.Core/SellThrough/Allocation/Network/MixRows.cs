namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>A share limit of one group as a row: the sum of coefficient * units is at most 0.</summary>
/// <param name="Rule">Number of the rule.</param>
/// <param name="Group">Its group.</param>
/// <param name="Class">The class.</param>
/// <param name="Share">The share.</param>
/// <param name="IsMost">Whether it is the most that the class may have, or the least.</param>
internal readonly record struct MixRow(int Rule, int Group, int Class, double Share, bool IsMost)
{
    /// <summary>What a unit of a class adds to the row.</summary>
    public double Coefficient(int unitClass) => IsMost ? (unitClass == Class ? 1 : 0) - Share : Share - (unitClass == Class ? 1 : 0);
}

/// <summary>The share limits of a problem with the cells of their groups and a price each.</summary>
internal sealed class MixRows
{
    private readonly int[][] _start, _cells;
    private readonly int[] _classes;
    private readonly MixRow[][] _rows;

    public MixRows(AllocationProblem problem)
    {
        Rules = problem.Mixes;
        (_start, _cells, Price) = (new int[Rules.Length][], new int[Rules.Length][], new double[Rules.Length][]);
        _rows = Array.ConvertAll(Rules, _ => Array.Empty<MixRow>());
        _classes = Array.ConvertAll(Rules, r => 1 + Math.Max(r.Class.DefaultIfEmpty().Max(), r.Limits.Max(l => (int?)l.Class) ?? 0));
        for (var rule = 0; rule < Rules.Length; rule++)
        {
            var (mix, number) = (Rules[rule], rule);
            (_start[rule], _cells[rule]) = Lists(mix);
            _rows[rule] = [.. mix.Limits.SelectMany(l => new[] { new MixRow(number, 0, l.Class, l.Most, true), new MixRow(number, 0, l.Class, l.Least, false) }).Where(r => r.IsMost ? r.Share < 1 : r.Share > 0)];
            Price[rule] = new double[mix.Groups * _rows[rule].Length];
        }
    }

    public MixRule[] Rules { get; }

    /// <summary>Price of each row of each rule: group * rows of a group + row. At least 0.</summary>
    public double[][] Price { get; }

    public int CountOf(int rule) => _rows[rule].Length;

    /// <summary>Rows of a group with the places of their prices.</summary>
    public IEnumerable<(MixRow Row, int At)> Of(int rule, int group) => _rows[rule].Select((row, i) => (row with { Group = group }, group * _rows[rule].Length + i));

    public ReadOnlySpan<int> Cells(int rule, int group) => _cells[rule].AsSpan(_start[rule][group], _start[rule][group + 1] - _start[rule][group]);

    /// <summary>The price of a share limit as it is told: positive where the most binds, negative where the least does.</summary>
    public double Told(int rule, int group, int unitClass) => Of(rule, group).Where(r => r.Row.Class == unitClass).Sum(r => r.Row.IsMost ? Price[rule][r.At] : -Price[rule][r.At]);

    /// <summary>What the prices charge a unit of each cell.</summary>
    public void Charge(double[] charge)
    {
        Array.Clear(charge);
        for (var rule = 0; rule < Rules.Length; rule++) AddCharge(rule, at => Price[rule][at], charge);
    }

    /// <summary>Adds what prices of the rows of a rule charge a unit of each cell.</summary>
    public void AddCharge(int rule, Func<int, double> price, double[] charge)
    {
        var (classes, byClass) = (Rules[rule].Class, new double[_classes[rule]]);
        for (var group = 0; group < Rules[rule].Groups; group++)
        {
            Array.Clear(byClass);
            foreach (var (row, at) in Of(rule, group))
                if (price(at) is var p && p != 0)
                    for (var k = 0; k < byClass.Length; k++) byClass[k] += p * row.Coefficient(k);
            if (!byClass.AsSpan().ContainsAnyExcept(0)) continue;
            foreach (var c in Cells(rule, group)) charge[c] += byClass[classes[c]];
        }
    }

    /// <summary>Sums over the cells of a group by class.</summary>
    public double[] ByClass(int rule, int group, double[] cells)
    {
        var (classes, sums) = (Rules[rule].Class, new double[_classes[rule]]);
        foreach (var c in Cells(rule, group)) sums[classes[c]] += cells[c];
        return sums;
    }

    private static (int[] Start, int[] Cells) Lists(MixRule mix)
    {
        var start = new int[mix.Groups + 1];
        foreach (var g in mix.Group)
            if (g >= 0) start[g + 1]++;
        for (var g = 0; g < mix.Groups; g++) start[g + 1] += start[g];
        var (next, cells) = (start[..mix.Groups], new int[start[^1]]);
        for (var c = 0; c < mix.Group.Length; c++)
            if (mix.Group[c] >= 0) cells[next[mix.Group[c]]++] = c;
        return (start, cells);
    }
}
