using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Sample;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

/// <summary>A home with a small sample retailer in it.</summary>
public sealed class SampleHome : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal RunHost Host { get; private set; } = null!;
    internal InputRef Sample { get; private set; } = null!;
    internal IQueryEngine Engine => Host.Get<IDatasetStore>().Open(Sample.Id);

    public async ValueTask InitializeAsync()
    {
        Host = await RunHost.StartAsync(_folder.Path, []);
        var sample = Host.Get<RunRegistry>().Require("sample");
        var options = new SampleOptions { Stores = 8, Products = 96, Weeks = 16, Accounts = 200 };
        var made = await Host.RunAsync(new("sample", new Dictionary<string, InputRef>(), sample.Options.ToJson(options), 0, "test"));
        Assert.True(made.State == RunState.Completed, made.Error);
        Sample = Host.Inputs.Dataset(made.DatasetId!);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Laws that need a model: each registered analysis that the sample is ready for, over a run, a repeat and a live answer.</summary>
public sealed class OnTheSampleTests(SampleHome home) : IClassFixture<SampleHome>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunHost Host => home.Host;

    [Fact]
    public async Task Run_RepeatedAndAsked_SaysTheSame()
    {
        foreach (var analysis in Ready())
        {
            var first = await Host.RunAsync(Request(analysis, analysis.Options.Defaults()));
            Assert.True(first.State == RunState.Completed, $"{analysis.Info.Key}: {first.Error}");
            var again = await Host.Queue.WaitAsync((await Host.Queue.RepeatAsync(first.Id, ct: Ct)).Id, Ct);
            Assert.NotEmpty(first.Tables);
            Assert.Equal(first.Tables.Select(t => (t.Schema.Name, t.Rows, t.Hash)), again.Tables.Select(t => (t.Schema.Name, t.Rows, t.Hash)));
            var answer = await Host.Get<IAnswers>().AskAsync(first.Request, analysis.Info.Key, Ct);
            Assert.Equal(first.Kpis, answer.Report.Kpis);
            Assert.Equal(again.Kpis, answer.Report.Kpis);
        }
    }

    /// <summary>What a slider relies on: where two sets of options have equal model keys, either's model serves the other.</summary>
    [Fact]
    public async Task Solve_OnTheModelOfEqualKey_SaysTheSameAsOnItsOwn()
    {
        foreach (var analysis in Ready())
        {
            var defaults = analysis.Options.Defaults();
            var shared = await LoadAsync(analysis, defaults);
            foreach (var options in Moved(analysis, defaults))
                Assert.Equal(Said(analysis, await LoadAsync(analysis, options), options), Said(analysis, shared, options));
        }
    }

    private List<IAnalysis> Ready()
    {
        var registry = Host.Get<RunRegistry>();
        var ready = Readiness.Of(registry, home.Engine).Where(r => r.IsReady).Select(r => registry.Find(r.Analysis.Key)).OfType<IAnalysis>()
            .Where(a => a.Info.Inputs.Count(i => i.Required) == 1).ToList();
        Assert.Contains("price", ready.Select(a => a.Info.Key));
        return ready;
    }

    /// <summary>Each option moved alone, where that leaves the model key as it was.</summary>
    private static List<object> Moved(IAnalysis analysis, object defaults)
    {
        var moved = new List<object>();
        foreach (var field in analysis.Options.Fields)
        {
            var options = analysis.Options.With(defaults, field.Key, OptionGen.Value(field).Where(v => !Equals(v, field.Default)).Single(_ => true, seed: "0000KOIPe036"));
            if (analysis.Options.Check(options).Count == 0 && analysis.ModelKey(options).Equals(analysis.ModelKey(defaults))) moved.Add(options);
        }
        return moved;
    }

    private Task<IModel> LoadAsync(IAnalysis analysis, object options) =>
        analysis.LoadAsync(new RunInputs(new Dictionary<string, IQueryEngine> { [InputOf(analysis)] = home.Engine }), options, new NoWork(), Ct);

    private static string Said(IAnalysis analysis, IModel model, object options)
    {
        object result;
        try
        {
            result = analysis.Solve(model, options, new NoWork(), Ct);
        }
        catch (InputException e)
        {
            return e.Message; // an option that names what the model does not have is refused in the same words
        }
        var report = analysis.Report(result, options);
        return string.Join('\n', report.Kpis.Select(k => $"{k.Key} {k.Value:R}").Concat(report.Tables.SelectMany(t => t.Read().Select(r => $"{t.Schema.Name} {string.Join('|', r.Select(OptionSchema.Format))}"))));
    }

    private RunRequest Request(IAnalysis analysis, object options) =>
        new(analysis.Info.Key, new Dictionary<string, InputRef> { [InputOf(analysis)] = home.Sample }, analysis.Options.ToJson(options), 1, "test");

    private static string InputOf(IAnalysis analysis) => analysis.Info.Inputs.Single(i => i.Required).Name;
}
