using System.CommandLine;
using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Cli;

/// <summary>The verb of one kind of run: its first input is the positional argument (of a family's verb a flag too), other inputs and all options are flags.</summary>
internal sealed class RunVerb
{
    private readonly IRunnable _runnable;
    private readonly Session _session;
    private readonly TextWriter _output, _error;
    private readonly Runner _runner;
    private readonly Command _command;
    private readonly OptionFlags _flags;
    private readonly MapFlag? _map;
    private readonly CrossSellFlags? _crossSell;
    private readonly Argument<string[]>? _data;
    private readonly List<(InputSpec Spec, Option<string[]> Option)> _others = [];
    private readonly Option<string> _seed = new("--seed") { Description = "Seed of everything random (default: 0); the same seed gives the same result", HelpName = "NUMBER" };
    private readonly Option<string> _out = new("--out") { Description = "Where the result goes: " + Target.Kinds, HelpName = "FILE|FOLDER" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the summary as one JSON document", Arity = ArgumentArity.Zero };

    public RunVerb(IRunnable runnable, Session session, TextWriter output, TextWriter error, Interrupts interrupts)
    {
        (_runnable, _session, _output, _error) = (runnable, session, output, error);
        _runner = new Runner(session, error, interrupts);
        _command = new Command(VerbFamilies.NameOf(runnable.Info.Key), runnable.Info.Summary);
        _crossSell = CrossSellFlags.AddTo(_command, runnable);
        if (runnable.Info.Inputs is [{ Required: true } first, ..] && _crossSell is null) _command.Add(_data = Positional(first));
        foreach (var spec in runnable.Info.Inputs.Skip(_data is null ? 0 : 1)) AddInput(spec);
        _flags = new OptionFlags(runnable.Options, _command);
        _map = MapFlag.AddTo(_command, runnable);
        foreach (var common in new Option[] { _seed, _out, _json }) _command.Add(common);
        _command.SetAction(RunAsync);
    }

    public Command Command() => _command;

    private static Argument<string[]> Positional(InputSpec spec) => new(spec.Kinds.Contains(InputKind.Source) ? "DATASET|FILES" : spec.Kinds.Contains(InputKind.Run) ? "RUN" : "FILES")
    {
        Description = spec.Help + (spec.Kinds.Contains(InputKind.Source) ? " A dataset's name or id, or files, which are imported first." : ""),
        Arity = ArgumentArity.OneOrMore,
    };

    private void AddInput(InputSpec spec)
    {
        var option = new Option<string[]>("--" + spec.Name)
        {
            Description = spec.Help,
            Required = spec.Required,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = spec.Many || spec.Kinds is [InputKind.Source],
            HelpName = string.Join('|', spec.Kinds.Select(k => k switch { InputKind.Source => spec.Kinds.Contains(InputKind.File) ? "DATASET" : spec.Kinds.Count == 1 ? "DATASET|FILES" : "DATASET|FILE", InputKind.Run => "RUN", _ => "FILE" }).Distinct()),
        };
        _command.Add(option);
        _others.Add((spec, option));
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken ct)
    {
        var options = _flags.Bind(line);
        if (_map is not null) options = _map.Apply(line, _runnable.Options, options);
        if (_crossSell is not null) options = _crossSell.Apply(line, _runnable.Options, options);
        var seed = Seed(line.GetValue(_seed));
        var target = (line.GetValue(_out) ?? _crossSell?.Folder(line)) is { } path ? Target.Of(path) : null; // a name that cannot serve is told before the work begins
        var inputs = await InputsAsync(line, ct);
        if (_crossSell is not null) await _crossSell.AskOtherAsync(line, _session, inputs, _error, ct);
        var record = await _runner.RunAsync(Runner.Request(_runnable, inputs, options, seed), ct);
        var files = target is null ? [] : await target.WriteAsync(_session, record, ct);
        var summary = Summary.Of(_session, record, files);
        _output.WriteLine(line.GetValue(_json) ? summary.Json() : summary.Text());
        return record.State == RunState.Stopped ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    private async Task<Dictionary<string, InputRef>> InputsAsync(ParseResult line, CancellationToken ct)
    {
        var choice = new InputChoice(_session, _runner.ImportAsync);
        var inputs = new Dictionary<string, InputRef>(StringComparer.Ordinal);
        if (_data is not null && line.GetValue(_data) is { Length: > 0 } typed) Take(await choice.ResolveAsync(_runnable.Info.Inputs[0], typed, ct));
        foreach (var (spec, option) in _others)
            if (line.GetValue(option) is { Length: > 0 } other) Take(await choice.ResolveAsync(spec, other, ct));
        return inputs;

        void Take(Dictionary<string, InputRef> refs)
        {
            foreach (var (name, input) in refs) inputs[name] = input;
        }
    }

    private static ulong Seed(string? text) =>
        text is null ? 0 : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw new InputException($"--seed is '{text}'; it must be a whole number from 0.");
}
