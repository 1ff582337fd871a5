using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>A way of making lists, and how many of its items were right: of all that would have been right, and of all it listed.</summary>
internal sealed record MethodLine(int Order, string Test, string Method, Estimate Recall, Estimate Precision);

/// <summary>Opportunities that were taken up, a tenth of them by what was predicted.</summary>
internal sealed record CalibrationBin(int Bin, int Count, double Predicted, double Sold);

/// <summary>The figures, tables and text of the two tests.</summary>
internal sealed class ProofReport
{
    /// <summary>Coverage of all intervals.</summary>
    public const double Coverage = .9;

    private const int Bins = 10;
    private static readonly string[] Methods = ["rule", "popularity", "random"];
    private readonly ProofResult _result;
    private readonly OpportunitiesProofOptions _options;
    private readonly MethodLine[] _mask, _forward;
    private readonly (Estimate Ratio, Estimate Error)? _calibration;

    public ProofReport(ProofResult result, OpportunitiesProofOptions options)
    {
        (_result, _options) = (result, options);
        _mask = [.. Methods.Select((m, i) => new MethodLine(i, "mask", m, OfDraws(i, s => s.Right), OfDraws(i, s => s.Listed)))];
        _forward = result.Forward is null ? [] : [.. Methods.Select((m, i) => new MethodLine(Methods.Length + i, "forward", m, OfStores(i, s => s.Right), OfStores(i, s => s.Listed)))];
        _calibration = result.Forward is { TakenUp.Count: > 0 } forward ? ForwardTest.Calibration(forward, Coverage, options.Resamples, result.Seed) : null;
    }

    public Report Report() => new(Kpis(),
        [
            Lines.Of([.. _mask, .. _forward]), Draws.Of([.. _result.Mask.Index().Select(d => (d.Index + 1, d.Item))]), Calibration.Of(BinsOf(_result.Forward)),
        ], Text(), [.. Notices()]);

    private static double Hits(int method, ListScore s) => method switch { 0 => s.Rule, 1 => s.Popular, _ => s.Chance };

    private Estimate OfDraws(int method, Func<ListScore, double> of) => Intervals.OfMean([.. _result.Mask.Where(s => of(s) > 0).Select(s => Hits(method, s) / of(s))], Coverage);

    private Estimate OfStores(int method, Func<ListScore, double> of) =>
        Intervals.OfRatio([.. _result.Forward!.Scores.Select(s => Hits(method, s.Score))], [.. _result.Forward.Scores.Select(s => of(s.Score))], Coverage, _options.Resamples, _result.Seed);

    private Kpi[] Kpis() =>
    [
        .. _mask.SelectMany(m => new[] { Share($"mask_recall_{m.Method}", $"Hidden pairs found, {m.Method}", m.Recall, m.Order), Share($"mask_precision_{m.Method}", $"Listed pairs that were hidden, {m.Method}", m.Precision, m.Order) }),
        .. _forward.SelectMany(m => new[] { Share($"forward_precision_{m.Method}", $"Listed products taken up, {m.Method}", m.Precision, m.Order), Share($"forward_recall_{m.Method}", $"New products that were listed, {m.Method}", m.Recall, m.Order) }),
        .. _calibration is { } c ? new[] { Number("calibration", "Sold against predicted", c.Ratio, Better.Neither), Number("calibration_error", "Mean error against predicted", c.Error, Better.Lower) } : [],
    ];

    private static Kpi Share(string key, string label, Estimate e, int order) => new(key, label, Finite(e.Value), Finite(e.Low), Finite(e.High), ColumnType.Percent, null, order % Methods.Length == 0 ? Better.Higher : Better.Neither);

    private static Kpi Number(string key, string label, Estimate e, Better better) => new(key, label, Finite(e.Value), Finite(e.Low), Finite(e.High), ColumnType.Number, null, better);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static readonly TableLayout<MethodLine> Lines = new TableLayout<MethodLine>("proof", "Proof")
        .Integer("order", "Order", m => m.Order + 1).Text("test", "Test", m => m.Test).Text("method", "Method", m => m.Method)
        .Percent("recall", "Recall", m => m.Recall.Value, "Of what would have been right, the share that was listed.").Percent("recall_low", "from", m => m.Recall.Low).Percent("recall_high", "to", m => m.Recall.High)
        .Percent("precision", "Precision", m => m.Precision.Value, "Of what was listed, the share that was right.").Percent("precision_low", "from", m => m.Precision.Low).Percent("precision_high", "to", m => m.Precision.High)
        .OrderBy("order").IdentifiedBy("test", "method");

    private static readonly TableLayout<(int Draw, ListScore Score)> Draws = new TableLayout<(int Draw, ListScore Score)>("mask_draws", "Draws of the mask test")
        .Integer("draw", "Draw", d => d.Draw).Integer("hidden", "Hidden pairs", d => d.Score.Right).Integer("listed", "Listed pairs", d => d.Score.Listed).Integer("rule", "Found by the rule", d => d.Score.Rule)
        .Integer("popularity", "Found by popularity", d => d.Score.Popular).Number("random", "Found at random, on average", d => d.Score.Chance).OrderBy("draw").IdentifiedBy("draw");

    private static readonly TableLayout<CalibrationBin> Calibration = new TableLayout<CalibrationBin>("calibration", "Sold against predicted")
        .Integer("bin", "Tenth", c => c.Bin).Integer("count", "Products taken up", c => c.Count).Money("predicted", "Predicted", c => c.Predicted, "Mean of the peers' average sales, in proportion to the days of the second part.")
        .Money("sold", "Sold", c => c.Sold).OrderBy("bin").IdentifiedBy("bin");

    private static CalibrationBin[] BinsOf(ForwardResult? forward)
    {
        if (forward is null) return [];
        var taken = forward.TakenUp.OrderBy(t => t.Predicted).ThenBy(t => t.Store).ThenBy(t => t.Sold).ToArray();
        return [.. Enumerable.Range(0, Bins).Select(b => (Bin: b, Part: taken[(int)((long)b * taken.Length / Bins)..(int)((long)(b + 1) * taken.Length / Bins)])).Where(b => b.Part.Length > 0)
            .Select(b => new CalibrationBin(b.Bin + 1, b.Part.Length, b.Part.Average(t => t.Predicted), b.Part.Average(t => t.Sold)))];
    }

    private IEnumerable<Notice> Notices()
    {
        if (_result.Mask.All(s => s.Listed == 0)) yield return new(NoticeLevel.Warning, "The rule listed nothing in the mask test; the analysis of opportunities says which threshold to move.");
        if (_result.Mask.Count < _options.Draws) yield return new(NoticeLevel.Warning, Invariant($"The mask test was stopped after {_result.Mask.Count:N0} of {_options.Draws:N0} draws; its intervals are over those."), _result.Mask.Count);
        yield return new(NoticeLevel.Info, Invariant($"The mask test hides pairs that the rule counts as carried: in each {_options.One.ToLowerInvariant()}, in the order in which its products stand in their categories, one of each {1 / _options.Hide:0.#}, drawn at random. So each draw hides best and slow sellers in the same proportion. Clusters stay as they are. Popularity lists what most stores of the chain carry and the store does not; random is the average over all lists."));
        if (_result.Model.NoParts is { } why) yield return new(NoticeLevel.Warning, why);
        if (_result.Forward is not { } forward) yield break;
        var many = _options.Many;
        if (forward.Gone > 0) yield return new(NoticeLevel.Info, Invariant($"{forward.Gone:N0} {many} with opportunities sold nothing in the second part and are left out of the forward test."), forward.Gone);
        if (forward.TakenUp.Count == 0) yield return new(NoticeLevel.Info, "No opportunity was taken up in the second part, so what it would have sold cannot be told.");
        foreach (var notice in _result.Model.Whole.Notes.Notices) yield return notice with { Table = null };
    }

    private string Text()
    {
        var rule = _mask[0];
        var lines = new List<string>
        {
            "# Proof of the opportunities", "",
            Invariant($"**Mask test.** {_options.Hide:0.#%} of the pairs of {_options.One.ToLowerInvariant()} and product were hidden, {_result.Mask.Count} times. Of the hidden pairs the rule names {Told(rule.Recall)}, popularity {Told(_mask[1].Recall)}, chance {Told(_mask[2].Recall)}, with lists of the same length. Of what the rule lists, {Told(rule.Precision)} was hidden."), "",
        };
        if (_result.Forward is { } forward)
        {
            lines.Add(Invariant($"**Forward test.** Opportunities were found on {forward.FirstDays} days and followed from {OptionSchema.Format(forward.Split)} for {forward.SecondDays} days. Of what the rule listed, {Told(_forward[0].Precision)} was taken up; of a list by popularity {Told(_forward[1].Precision)}, of a random one {Told(_forward[2].Precision)}."));
            if (_calibration is { } c) lines.Add(Invariant($"What was taken up sold {c.Ratio.Value:0.00} times what peers predicted ({c.Ratio.Low:0.00} to {c.Ratio.High:0.00})."));
        }
        return string.Join('\n', lines);
    }

    private static string Told(Estimate e) => double.IsNaN(e.Value) ? "none" : double.IsNaN(e.Low) ? Invariant($"{e.Value:0.0%}") : Invariant($"{e.Value:0.0%} ({e.Low:0.0%} to {e.High:0.0%})");
}
