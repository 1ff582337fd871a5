using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.AbTest;

/// <summary>Accounts to test on, and what came of it where that is given.</summary>
internal sealed record AbModel(CrossSellModel Baskets, IReadOnlyDictionary<string, double>? Outcomes, IReadOnlyList<Notice> Told) : IModel
{
    public long Bytes => Baskets.Bytes + 80L * (Outcomes?.Count ?? 0);
}

/// <summary>Who is treated, and how the arms did.</summary>
internal sealed record AbResult(AbModel Model, bool[] Treated, (int Treated, int Control) Needed, ArmSum TreatedArm, ArmSum ControlArm, int Unknown);

/// <summary>Puts accounts into two arms by a seed, says how many it takes, and reads what came of it.</summary>
internal sealed class AbAnalysis : Analysis<AbOptions, AbModel, AbResult>
{
    private const string Outcomes = "outcomes";
    private static readonly GivenLayout Layout = new(null, new GivenColumn("ACCOUNT", Aliases: ["account_id", "customer", "customer_id", "household_id"]), new GivenColumn("VALUE", ColumnType.Number, Aliases: ["outcome", "response", "amount"]));

    public override AnalysisInfo Info { get; } = new("cross-sell-ab-test", 1, "CrossSell", "A/B test", "Who is to be offered recommendations and who not, how many does it take, and what came of it?", false,
        [.. CrossSellInputs.Baskets, new(Outcomes, [InputKind.File], false, "What came of it: ACCOUNT and VALUE (0: no response), a row for each account; accounts without a row count as 0.", [])]);

    public override object ModelKey(AbOptions options) => options.Reading;

    public override async Task<AbModel> LoadAsync(RunInputs inputs, AbOptions options, IWork work, CancellationToken ct)
    {
        var baskets = await CrossSellModel.LoadAsync(inputs, options.Reading, work, ct);
        if (baskets.Purchases.Accounts.Count < 2) throw new InputException("A test takes at least two accounts, and the sales of the window name fewer.");
        if (inputs.Given(Outcomes, Layout, ct) is not { } table) return new(baskets, null, []);
        var (values, told) = (new Dictionary<string, double>(StringComparer.Ordinal), new List<Notice>());
        foreach (var row in table.Rows)
        {
            var (account, value) = (row["ACCOUNT"].Text, row["VALUE"].Number);
            if (account.Length == 0) told.Add(new(NoticeLevel.Warning, $"{table.Place(row)} names no account and is left out."));
            else if (double.IsNaN(value)) told.Add(new(NoticeLevel.Warning, $"{table.Place(row)}, column VALUE: '{row["VALUE"].Text}' is not a number; the row is left out."));
            else if (!values.TryAdd(account, value)) throw new InputException($"{table.Place(row)}: {account} has a value already. Keep one row for each account.");
        }
        foreach (var (line, why) in table.Broken) told.Add(new(NoticeLevel.Warning, Invariant($"{table.Name}, {table.RowWord} {line}: {why}; it is left out.")));
        return new(baskets, values, told);
    }

    public override AbResult Solve(AbModel model, AbOptions options, IWork work, CancellationToken ct)
    {
        var purchases = model.Baskets.Purchases;
        var treated = AbMath.Assign(purchases.Segments.Of, options.TreatedShare, work.Seed);
        var (one, two) = (default(ArmSum), default(ArmSum));
        for (var a = 0; a < treated.Length && model.Outcomes is not null; a++)
        {
            var value = model.Outcomes.GetValueOrDefault(purchases.Accounts[a]);
            if (treated[a]) one = one.With(value);
            else two = two.With(value);
        }
        var known = purchases.Accounts.ToHashSet(StringComparer.Ordinal);
        return new(model, treated, AbMath.SampleSize(options.Baseline, options.DetectableLift, options.Power, options.TreatedShare), one, two, model.Outcomes?.Keys.Count(k => !known.Contains(k)) ?? 0);
    }

    public override Report Report(AbResult result, AbOptions options)
    {
        var (read, purchases) = (result.Model.Outcomes is not null && result.TreatedArm.Accounts > 0 && result.ControlArm.Accounts > 0, result.Model.Baskets.Purchases);
        var (rate, mean) = read ? (AbMath.RateDifference(result.TreatedArm, result.ControlArm), AbMath.MeanDifference(result.TreatedArm, result.ControlArm)) : (new Estimate(double.NaN, double.NaN, double.NaN), new Estimate(double.NaN, double.NaN, double.NaN));
        var treated = result.Treated.Count(t => t);
        Kpi[] kpis =
        [
            new("treated", "Treated accounts", treated, null, null, ColumnType.Integer, null, Better.Neither),
            new("control", "Control accounts", result.Treated.Length - treated, null, null, ColumnType.Integer, null, Better.Neither),
            new("needed_treated", "Treated needed", result.Needed.Treated, null, null, ColumnType.Integer, null, Better.Neither),
            new("needed_control", "Control needed", result.Needed.Control, null, null, ColumnType.Integer, null, Better.Neither),
            new("response_treated", "Response of the treated", read ? result.TreatedArm.Rate : null, null, null, ColumnType.Percent, null, Better.Higher),
            new("response_control", "Response of the control", read ? result.ControlArm.Rate : null, null, null, ColumnType.Percent, null, Better.Neither),
            Of("response_difference", "Difference in response", rate, ColumnType.Percent),
            Of("value_difference", "Difference in value of an account", mean, ColumnType.Money),
            new("lift", "Lift of the response", read && result.ControlArm.Responded > 0 ? rate.Value / result.ControlArm.Rate : null, null, null, ColumnType.Percent, null, Better.Higher),
        ];
        var table = new TableLayout<int>("ab_assignment", "Arms").Text("account", "Account", a => purchases.Accounts[a]).Text("arm", "Arm", a => result.Treated[a] ? "treated" : "control")
            .Text("segment", "Segment", a => purchases.Segments.Of[a] is var s and >= 0 ? purchases.Segments.Names[s] : null).OrderBy("account").IdentifiedBy("account");
        return new(kpis, [table.Of([.. Enumerable.Range(0, result.Treated.Length)])], $"# A/B test\n\n{Verdict(read, rate)}", [.. Notices(result, treated, read, rate), .. result.Model.Told, .. result.Model.Baskets.Notices]);
    }

    private static Kpi Of(string key, string label, Estimate e, ColumnType type) => new(key, label, Finite(e.Value), Finite(e.Low), Finite(e.High), type, null, Better.Higher);

    private static double? Finite(double x) => double.IsFinite(x) ? x : null;

    private static IEnumerable<Notice> Notices(AbResult result, int treated, bool read, Estimate rate)
    {
        yield return new(NoticeLevel.Info, Verdict(read, rate));
        if (treated < result.Needed.Treated || result.Treated.Length - treated < result.Needed.Control)
            yield return new(NoticeLevel.Warning, Invariant($"There are fewer accounts than such a lift takes: {result.Needed.Treated:N0} treated and {result.Needed.Control:N0} control. A larger lift (detectable-lift), or more accounts, would do."));
        if (result.Unknown > 0) yield return new(NoticeLevel.Warning, Invariant($"{result.Unknown:N0} accounts of the outcomes are in no arm, since they bought nothing in the window; they are left out. Read out with the window and the seed of the assignment."), result.Unknown);
    }

    private static string Verdict(bool read, Estimate rate) => !read ? "The accounts are put into arms; give what came of it as outcomes, with the same seed and window, to read it out."
        : Invariant($"The response of the treated differs from that of the control by {100 * rate.Value:0.00} points (95%: {100 * rate.Low:0.00} to {100 * rate.High:0.00}){(rate.Low > 0 ? ": more than chance explains" : rate.High < 0 ? ": less, beyond chance" : ": chance may explain it")}.");
}
