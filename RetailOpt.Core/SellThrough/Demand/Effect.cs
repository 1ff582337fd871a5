namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// What all pairs of a group have in common, as a factor of their mean: of a product, of a store, of a cluster in a category. A group's factor is drawn from what is
/// seen of its pairs towards what is usual, supply^slope where supply tells something, else 1, as far as noise and the differences between groups tell
/// (credibility: Buhlmann and Straub 1970).
/// </summary>
internal sealed class Effect
{
    private const double Least = 1e-3, LongestStep = 2;
    private readonly int[] _of;
    private readonly double[]? _told;
    private readonly bool _level;
    private readonly double[] _usual;
    private readonly Slope? _slope;

    /// <param name="of">Group of each pair.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="told">Logarithm of each group's factor of supply; null where supply tells nothing.</param>
    /// <param name="level">Whether this effect carries the level of all pairs.</param>
    public Effect(int[] of, int groups, double[]? told, bool level)
    {
        (_of, _told, _level) = (of, told, level);
        (Value, Doubt, _usual) = (new double[groups], new double[groups], new double[groups]);
        Array.Fill(_usual, 1);
        if (told is not null)
        {
            _slope = new();
            for (var g = 0; g < groups; g++) _usual[g] = Math.Exp(_slope.Value * told[g]);
        }
        _usual.CopyTo(Value, 0);
    }

    /// <summary>Factor of each group.</summary>
    public double[] Value { get; }

    /// <summary>Relative variance of each factor: what is not known of it.</summary>
    public double[] Doubt { get; }

    /// <summary>Relative variance of the groups' true factors about what is usual.</summary>
    public double Between { get; private set; } = VarianceMoments.Usual;

    public int Group(int pair) => _of[pair];

    /// <summary>One turn: sets the factors while all else stays, and the pairs' means with them.</summary>
    /// <param name="mean">Mean of each pair, this effect included.</param>
    /// <param name="seen">What was seen of each pair, brought up to all periods.</param>
    /// <param name="variance">Relative variance of what was seen of a pair about a mean; infinite where nothing was seen.</param>
    public void Turn(double[] mean, double[] seen, Func<int, double, double> variance)
    {
        var (sum, weights) = (new double[Value.Length], new double[Value.Length]);
        for (var pair = 0; pair < mean.Length; pair++)
        {
            var g = _of[pair];
            var usual = mean[pair] / Value[g] * _usual[g];
            var weight = usual > 0 ? 1 / variance(pair, usual) : 0;
            if (weight <= 0) continue;
            sum[g] += weight * seen[pair] / usual;
            weights[g] += weight;
        }
        SetUsual(sum, weights);
        SetBetween(sum, weights);
        var step = new double[Value.Length];
        for (var g = 0; g < Value.Length; g++)
        {
            var noise = 1 / weights[g];
            var drawn = weights[g] > 0 ? Math.Max(Least, 1 + (sum[g] / weights[g] - 1) * Between / (Between + noise)) : 1;
            step[g] = _usual[g] * drawn / Value[g];
            Value[g] = _usual[g] * drawn;
            Doubt[g] = weights[g] > 0 ? Between * noise / (Between + noise + double.Epsilon) / drawn : Between;
        }
        for (var pair = 0; pair < mean.Length; pair++) mean[pair] *= step[_of[pair]];
    }

    /// <summary>Sets what is usual of the groups, and what was seen against it.</summary>
    private void SetUsual(double[] sum, double[] weights)
    {
        if (!_level && _slope is null) return;
        var (all, x, y) = (0.0, 0.0, 0.0);
        for (var g = 0; g < sum.Length; g++)
        {
            if (weights[g] <= 0) continue;
            var weight = 1 / (Between + 1 / weights[g]);
            all += weight;
            x += weight * (_told?[g] ?? 0);
            y += weight * (sum[g] / weights[g] - 1);
        }
        if (all <= 0) return;
        var (centre, level) = _level ? (x / all, y / all) : (0, 0);
        var (xx, xy) = (0.0, 0.0);
        for (var g = 0; g < sum.Length && _slope is not null; g++)
        {
            if (weights[g] <= 0) continue;
            var (weight, from) = (1 / (Between + 1 / weights[g]), _told![g] - centre);
            xx += weight * from * from;
            xy += weight * from * (sum[g] / weights[g] - 1 - level);
        }
        var before = _slope?.Value ?? 0;
        _slope?.Step(xx, xy);
        // a logarithm of the level: it may be far off at first
        var up = Math.Clamp(level > 0 ? Math.Log(1 + level) : level, -LongestStep, LongestStep);
        for (var g = 0; g < sum.Length; g++)
        {
            var factor = Math.Exp(up + (_slope is null ? 0 : (_slope.Value - before) * (_told![g] - centre)));
            _usual[g] *= factor;
            sum[g] /= factor;
        }
    }

    private void SetBetween(double[] sum, double[] weights)
    {
        var moments = new VarianceMoments();
        var (known, fitted) = (weights.Count(w => w > 0), (_level ? 1 : 0) + (_slope is null ? 0 : 1));
        if (known <= fitted) return;
        for (var g = 0; g < sum.Length; g++)
            if (weights[g] > 0 && sum[g] / weights[g] - 1 is var away) moments.Add(away * away * known / (known - fitted), 1 / weights[g], Between);
        Between = moments.Solve();
    }
}
