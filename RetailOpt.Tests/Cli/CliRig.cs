using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Cli;
using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Cli;

/// <summary>The command line in this process, over a home of its own, with the real queue and store and a small analysis beside the real ones.</summary>
internal sealed class CliRig : IDisposable
{
    private readonly TempFolder _home = new();

    public ProbeAnalysis Probe { get; } = new();
    public Interrupts Interrupts { get; } = new();
    public TempFolder Files { get; } = new();
    public string Out { get; private set; } = "";
    public string Error { get; private set; } = "";

    public async Task<int> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new App(output, TextWriter.Synchronized(error), Open, Interrupts).RunAsync(["--home", _home.Path, .. args]);
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public void Dispose()
    {
        _home.Dispose();
        Files.Dispose();
    }

    /// <summary>The services over the same home.</summary>
    public Session Session() => Open(new HostSettings(_home.Path, 1));

    private Session Open(HostSettings host) => new(new ServiceCollection()
        .AddRetailOpt(new RetailOptSettings { Home = host.Home, ConcurrentRuns = 1, Threads = host.Threads ?? 1 })
        .AddSingleton<IRunnable>(Probe).BuildServiceProvider());
}

internal enum ProbeColour { DarkBlue, Red }

internal sealed record ProbeOptions : IOptionRules
{
    [Option("size", "Size", Min = 0, Max = 1e6)] public double? Size { get; init; }
    [Option("bold", "Bold")] public bool Bold { get; init; } = true;
    [Option("thin", "Thin")] public bool Thin { get; init; }
    [Option("colour", "Colour")] public ProbeColour Colour { get; init; }
    [Option("fail", "Fail", Help = "input or fault")] public string? Fail { get; init; }
    [Option("wait", "Wait")] public bool Wait { get; init; }

    public IEnumerable<OptionError> Check()
    {
        if (Bold && Thin) yield return new("thin", "Thin and bold exclude each other.");
    }
}

/// <summary>Tells its options, fails on request, or waits until it is ended.</summary>
internal sealed class ProbeAnalysis : Analysis<ProbeOptions, ProbeAnalysis.Model, ProbeAnalysis.Model>
{
    private static readonly TableLayout<ProbeOptions> Layout = new TableLayout<ProbeOptions>("ECHO", "Options")
        .Number("SIZE", "Size", o => o.Size).Flag("BOLD", "Bold", o => o.Bold).Flag("THIN", "Thin", o => o.Thin).Text("COLOUR", "Colour", o => o.Colour.ToString())
        .OrderBy("COLOUR").IdentifiedBy("COLOUR");

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override AnalysisInfo Info { get; } = new("probe", 1, "test", "Probe", "Tells its options.", false, []);
    public override object ModelKey(ProbeOptions options) => options;

    public override Task<Model> LoadAsync(RunInputs inputs, ProbeOptions options, IWork work, CancellationToken ct) => options.Fail switch
    {
        "input" => throw new InputException("Line 7 of that file cannot serve."),
        "fault" => throw new InvalidOperationException("A fault."),
        _ => Task.FromResult(new Model()),
    };

    public override Model Solve(Model model, ProbeOptions options, IWork work, CancellationToken ct)
    {
        if (!options.Wait) return model;
        work.Report(.5, "Waiting");
        Waiting.TrySetResult();
        SpinWait.SpinUntil(() => work.StopRequested || ct.IsCancellationRequested, TimeSpan.FromSeconds(30));
        ct.ThrowIfCancellationRequested();
        return model;
    }

    public override Report Report(Model result, ProbeOptions options) =>
        new([new("size", "Size", options.Size, null, null, ColumnType.Number, null, Better.Neither)], [Layout.Of([options])], "# Probe", [new(NoticeLevel.Info, "All well.")]);

    internal sealed class Model : IModel
    {
        public long Bytes => 1;
    }
}
