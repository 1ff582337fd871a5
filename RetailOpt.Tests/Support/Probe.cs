using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Support;

public sealed record ProbeOptions
{
    [Option("rows", "Rows", Min = 0, Max = 1_000_000)] public int Rows { get; init; } = 3;
    [Option("scale", "Scale", Live = true)] public double Scale { get; init; } = 1;
}

internal sealed record ProbeModel(int Rows) : IModel
{
    public long Bytes => Rows;
}

internal sealed record ProbeResult(IReadOnlyList<(int N, double Value)> Lines);

/// <summary>A small analysis whose steps a test can hold, watch and break.</summary>
internal sealed class Probe(string key = "probe", params IReadOnlyList<InputSpec> inputs) : Analysis<ProbeOptions, ProbeModel, ProbeResult>
{
    private static TableLayout<(int N, double Value)> Layout { get; } = new TableLayout<(int N, double Value)>("LINES", "Lines")
        .Integer("N", "N", r => r.N).Number("VALUE", "Value", r => r.Value).OrderBy("N").IdentifiedBy("N");

    public Func<RunInputs, IWork, CancellationToken, Task> OnLoad { get; init; } = (_, _, _) => Task.CompletedTask;
    public Action<int> OnRow { get; init; } = _ => { };
    public Action<IWork, CancellationToken> OnSolve { get; init; } = (_, _) => { };

    public override AnalysisInfo Info { get; } = new(key, 1, "Probe", "Probe", "Does what a test asks.", true, inputs);
    public override object ModelKey(ProbeOptions options) => options.Rows;

    public override async Task<ProbeModel> LoadAsync(RunInputs inputs, ProbeOptions options, IWork work, CancellationToken ct)
    {
        await OnLoad(inputs, work, ct);
        return new(options.Rows);
    }

    public override ProbeResult Solve(ProbeModel model, ProbeOptions options, IWork work, CancellationToken ct)
    {
        OnSolve(work, ct);
        var random = new Random((int)work.Seed);
        return new([.. Enumerable.Range(0, model.Rows).Select(n => (n, options.Scale * random.NextDouble()))]);
    }

    public override Report Report(ProbeResult result, ProbeOptions options) => new(
        [new Kpi("sum", "Sum", result.Lines.Sum(l => l.Value), null, null, ColumnType.Number, null, Better.Higher)], [Layout.Of(result.Lines.Select(l => { OnRow(l.N); return l; }), result.Lines.Count)], "# Probe", []);

    public static RunRequest Request(int rows = 3, ulong seed = 7, string key = "probe", params (string Name, InputRef Input)[] inputs) =>
        new(key, inputs.ToDictionary(i => i.Name, i => i.Input), $$"""{"rows":"{{rows}}"}""", seed, "test");
}

/// <summary>A producer of datasets whose work is the test's.</summary>
internal sealed class ProbeProducer(Func<IDatasetWriter, IWork, CancellationToken, Task> produce) : IDatasetProducer
{
    private static readonly TableLayout<string> Stores = new TableLayout<string>("stores", "Stores").Text("store", "Store", s => s).OrderBy("store").IdentifiedBy("store");

    public AnalysisInfo Info { get; } = new("produce", 1, "Probe", "Produce", "Makes a dataset.", false, []);
    public OptionSchema Options => OptionSchema.Of<ProbeOptions>();

    public async Task<Report> ProduceAsync(RunInputs inputs, object options, IDatasetWriter target, IWork work, CancellationToken ct)
    {
        await produce(target, work, ct);
        return new([], [], "", []);
    }

    /// <summary>Writes a dataset of the stores' names.</summary>
    public static async Task WriteStores(IDatasetWriter target, CancellationToken ct, params string[] stores)
    {
        target.Describe("Stores", "USD", new Dictionary<string, string>());
        await target.WriteAsync(Stores.Of(stores), ct);
    }
}
