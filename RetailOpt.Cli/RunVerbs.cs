using System.CommandLine;
using System.Text.Json;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Cli;

/// <summary>`runs`: list, show, repeat, resume, export, delete.</summary>
internal sealed class RunVerbs
{
    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Session _session;
    private readonly TextWriter _output;
    private readonly Runner _runner;
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON document", Arity = ArgumentArity.Zero };

    public RunVerbs(Session session, TextWriter output, TextWriter error, Interrupts interrupts) =>
        (_session, _output, _runner) = (session, output, new Runner(session, error, interrupts));

    public Command Command()
    {
        var command = new Command("runs", "The runs that are kept: list them, show, repeat, resume, export or delete one.") { _json };
        command.SetAction(ListAsync);
        var list = new Command("list", "The runs, newest first.") { _json };
        list.SetAction(ListAsync);
        command.Add(list);
        command.Add(One("show", "The summary of a run.", (line, run, _) =>
        {
            Tell(line, run, []);
            return Task.CompletedTask;
        }));
        command.Add(One("repeat", "Runs the same again: same inputs, options and seed.", (line, run, ct) => AgainAsync(line, run, resume: false, ct)));
        command.Add(One("resume", "Goes on from the checkpoint of an interrupted or failed run.", (line, run, ct) => AgainAsync(line, run, resume: true, ct)));
        command.Add(Export());
        command.Add(One("delete", "Removes a run and its results.", async (_, run, ct) =>
        {
            await _session.Results.DeleteAsync(run.Id, ct);
            _output.WriteLine($"deleted: {run.Id}");
        }));
        return command;
    }

    private Command One(string name, string help, Func<ParseResult, RunRecord, CancellationToken, Task> act)
    {
        var which = new Argument<string>("RUN") { Description = "Id of the run" };
        var command = new Command(name, help) { which, _json };
        command.SetAction(async (line, ct) => await act(line, await FindAsync(line.GetRequiredValue(which), ct), ct));
        return command;
    }

    private Command Export()
    {
        var target = new Option<string>("--out") { Description = "Where it goes: " + Target.Kinds, HelpName = "FILE|FOLDER", Required = true };
        var command = One("export", "Writes the results of a run.", async (line, run, ct) => Tell(line, run, await Target.Of(line.GetRequiredValue(target)).WriteAsync(_session, run, ct)));
        command.Add(target);
        return command;
    }

    private async Task AgainAsync(ParseResult line, RunRecord run, bool resume, CancellationToken ct)
    {
        var queue = await _session.WorkAsync(ct);
        Tell(line, await _runner.FollowAsync(queue, await queue.RepeatAsync(run.Id, resume, ct)), []);
    }

    private void Tell(ParseResult line, RunRecord run, IReadOnlyList<string> files)
    {
        var summary = Summary.Of(_session, run, files);
        _output.WriteLine(line.GetValue(_json) ? summary.Json() : summary.Text());
    }

    private async Task<RunRecord> FindAsync(string id, CancellationToken ct) =>
        await _session.Queue.FindAsync(id, ct) ?? throw new InputException($"There is no run '{id}'; `retailopt runs` lists them.");

    private async Task ListAsync(ParseResult line, CancellationToken ct)
    {
        var all = await _session.Queue.ListAsync(ct: ct);
        if (line.GetValue(_json)) _output.WriteLine(JsonSerializer.Serialize(all.Select(r => new { r.Id, r.Request.Analysis, State = r.State.ToString().ToLowerInvariant(), r.Created, r.Error }), Pretty));
        else if (all.Count == 0) _output.WriteLine("No run yet.");
        else _output.Write(TextTable.Of(all.Select(r => new[] { r.Id, r.State.ToString().ToLowerInvariant(), r.Request.Analysis, $"{r.Created:u}", string.Join(", ", r.Request.Inputs.Values.Select(i => i.Name)) }).Prepend(["ID", "STATE", "ANALYSIS", "CREATED", "INPUTS"])));
    }
}
