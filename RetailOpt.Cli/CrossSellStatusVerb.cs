using System.CommandLine;
using System.Text.Json;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;

namespace RetailOpt.Cli;

/// <summary>`cross-sell status`: whether a dataset can serve, how old its rules are, what failed. Exit code 3 where it cannot serve.</summary>
internal sealed class CrossSellStatusVerb(Session session, TextWriter output, TimeProvider clock)
{
    public const string Key = "cross-sell-status";
    private const string Family = "cross-sell", Rules = "cross-sell-analyze";
    private static readonly string[] WithRules = [Rules, "cross-sell-market-basket", "cross-sell-call-list", "cross-sell-account-recommendations"];
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Option<string> _data = new("--data") { Description = "Name or id of the dataset (default: the newest)", HelpName = "DATASET" };
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON document", Arity = ArgumentArity.Zero };

    private sealed record Status(
        string Dataset, string Id, bool Usable, IReadOnlyList<string> Missing, IReadOnlyDictionary<string, long> Rows, double? FailedConversions, string? RulesFrom, double? RuleAgeDays, double? Rules, string? LastError, string? LastErrorRun);

    public Command Command()
    {
        var command = new Command(VerbFamilies.NameOf(Key), "Whether a dataset can serve cross-sell, how old its rules are, and what failed; exit code 3 where it cannot.") { _data, _json };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken ct)
    {
        var named = line.GetValue(_data);
        var dataset = named is null ? session.Datasets.List().FirstOrDefault() : session.Datasets.Find(named);
        if (dataset is null) throw new InputException(named is null ? "There is no dataset yet. Try: retailopt import FILES" : $"There is no dataset '{named}'; `retailopt datasets` lists them.");
        var status = await OfAsync(dataset, ct);
        output.WriteLine(line.GetValue(_json) ? JsonSerializer.Serialize(status, Json) : Text(status));
        return status.Usable ? ExitCodes.Done : ExitCodes.Failed;
    }

    private async Task<Status> OfAsync(DatasetManifest dataset, CancellationToken ct)
    {
        var runs = (await session.Queue.ListAsync(ct: ct)).Where(r => VerbFamilies.IsOf(Family, r.Request.Analysis) && r.Request.Inputs.Values.Any(i => i.Kind == InputKind.Source && i.Id == dataset.Id)).ToArray();
        var mined = runs.FirstOrDefault(r => r.State == RunState.Completed && WithRules.Contains(r.Request.Analysis));
        var failed = runs.FirstOrDefault(r => r.Error is not null);
        var tables = dataset.Tables.ToDictionary(t => t.Schema.Name, t => t.Schema, StringComparer.OrdinalIgnoreCase);
        var missing = Readiness.Of(session.Registry.Require(Rules).Info, tables).Missing.Where(m => m.Presence == Presence.MissingRequired).Select(m => $"{m.Need.Table}.{m.Need.Column}: {m.Need.HowToSupply}").ToArray();
        var empty = dataset.Tables.FirstOrDefault(t => t.Schema.Name == "sales") is { Rows: 0 };
        var import = await session.Queue.FindAsync(dataset.RunId, ct);
        return new(dataset.Name, dataset.Id, missing.Length == 0 && !empty, empty ? [.. missing, "sales: there are no rows"] : missing, dataset.Tables.ToDictionary(t => t.Schema.Name, t => t.Rows),
            import is null ? null : import.Kpis.FirstOrDefault(k => k.Key == "rejected")?.Value ?? 0, mined?.Id, mined?.Ended is { } ended ? Math.Round((clock.GetUtcNow() - ended).TotalDays, 2) : null,
            mined?.Kpis.FirstOrDefault(k => k.Key == "rules")?.Value, failed?.Error, failed?.Id);
    }

    private static string Text(Status s) => FormattableString.Invariant($"""
        {s.Dataset} ({s.Id}): {(s.Usable ? "can serve" : "cannot serve")}
        {TextTable.Of([
            .. s.Missing.Select(m => new[] { "missing", m }),
            .. s.Rows.Select(r => new[] { r.Key, FormattableString.Invariant($"{r.Value:N0} rows") }),
            ["failed conversions", s.FailedConversions is { } f ? FormattableString.Invariant($"{f:N0} rows not loaded") : "unknown: the import's record is gone"],
            ["rules", s.RulesFrom is null ? "never mined" : FormattableString.Invariant($"run {s.RulesFrom}, {s.RuleAgeDays:0.##} days old{(s.Rules is { } n ? FormattableString.Invariant($", {n:N0} rules") : "")}")],
            ["last error", s.LastError is null ? "none" : $"{s.LastError} (run {s.LastErrorRun})"],
        ])}
        """).TrimEnd();
}
