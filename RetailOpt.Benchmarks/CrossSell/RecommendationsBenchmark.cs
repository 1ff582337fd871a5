using Microsoft.Extensions.Logging.Abstractions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Backtest;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Import;
using RetailOpt.Core.Storage;

namespace RetailOpt.Benchmarks.CrossSell;

/// <summary>
/// Recommendations on UCI Online Retail (folder as the argument, else RETAILOPT_DATA), by rules and learned: loading, one account from a warm model over many accounts
/// (those who bought the most among them), few rules and many, the call list of all accounts beside the embedded engine's list by item-item cosine, and the backtest both ways.
/// </summary>
internal sealed class RecommendationsBenchmark : IBenchmark
{
    private const int Tried = 400, Repeats = 5;

    public string Name => "recommendations";

    public async Task RunAsync(string[] args)
    {
        var data = Path.GetFullPath(args is [var given, ..] ? given : Environment.GetEnvironmentVariable("RETAILOPT_DATA") ?? "../shared/data");
        var work = Directory.CreateTempSubdirectory("retailopt-recommendations-").FullName;
        try
        {
            var home = new Home(Path.Combine(work, "home"));
            using var host = new DuckDbHost(home);
            var datasets = new DatasetStore(home, host, new Caches(home, TimeProvider.System), NullLogger<DatasetStore>.Instance);
            var inputs = new RunInputs(new Dictionary<string, IQueryEngine> { ["data"] = datasets.Open(await ImportAsync(datasets, home, host, Path.Combine(data, "online_retail/online_retail.csv"))) });
            (long Rows, double Cpu)? engine = null;
            foreach (var support in new[] { .01, .005 })
                foreach (var ranker in new[] { RankerChoice.Rules, RankerChoice.Learned }) await ListsAsync(inputs, support, ranker, model => engine ??= ByTheEngine(model, work));
            foreach (var split in new[] { BacktestSplit.LastBasket, BacktestSplit.LastDays }) await BacktestAsync(inputs, split);
        }
        finally { Directory.Delete(work, recursive: true); }
    }

    private static async Task<string> ImportAsync(DatasetStore datasets, Home home, DuckDbHost host, string csv)
    {
        var draft = new DatasetDraft(datasets, new ParquetFile(host), host, TimeProvider.System, Path.Combine(home.Work, "x"), "run", "source");
        var files = new RunInputs(new Dictionary<string, IQueryEngine>(), [("file1", new InputFile(csv, "online_retail.csv", "x"))]);
        await new ImportAnalysis().ProduceAsync(files, new ImportOptions { Name = "UCI" }, draft, new NoWork(), default);
        var manifest = await draft.FinishAsync(default);
        draft.Commit();
        return manifest.Id;
    }

    private static async Task ListsAsync(RunInputs inputs, double support, RankerChoice ranker, Func<RecommendationModel, (long Rows, double Cpu)> baseline)
    {
        var (analysis, list) = (new AccountAnalysis(), new CallListAnalysis());
        var options = new AccountOptions { MinSupport = support, Ranker = ranker, SkipBaskets = "C,A", ProductPattern = "^[0-9]{5}", UpperCaseProducts = true, LookbackDays = 400 };
        var began = Environment.CpuUsage.TotalTime;
        var model = await analysis.LoadAsync(inputs, options, new NoWork(), default);
        var load = (Environment.CpuUsage.TotalTime - began).TotalSeconds;
        var most = Enumerable.Range(0, model.Purchases.Accounts.Count).OrderByDescending(a => model.History.Bought[a].Length).ToArray();
        int[] tried = [.. most.Take(Tried / 4), .. Enumerable.Range(0, Tried * 3 / 4).Select(i => most[i * most.Length / (Tried * 3 / 4)])];
        var (first, times) = (Answer(tried[^1]), Array.ConvertAll(tried, account => Enumerable.Range(0, Repeats).Min(_ => Answer(account))));
        Console.WriteLine($"support {support:0.###}, {ranker}: {model.Books.Sum(b => b.Rules.Count):N0} rules, loaded in {load:0.0} cpu s; first account {1000 * first:0.00}, then median {1000 * times.Order().ElementAt(times.Length / 2):0.00}, worst {1000 * times.Max():0.00} cpu ms of {tried.Length} accounts");
        var called = new CallListOptions { MinSupport = support, Ranker = ranker, SkipBaskets = options.SkipBaskets, ProductPattern = options.ProductPattern, UpperCaseProducts = true, LookbackDays = 400 };
        var rows = 0L;
        var ours = Enumerable.Range(0, 3).Min(_ => Cost.Of(() => rows = list.Report(list.Solve(model, called, new NoWork(), default), called).Tables[0].Read().LongCount()).Cpu);
        var engine = baseline(model);
        Console.WriteLine($"  call list of {model.Purchases.Accounts.Count:N0} accounts, {rows:N0} rows read: {ours:0.00} cpu s; the engine's by item-item cosine {engine.Rows:N0} rows in {engine.Cpu:0.00} cpu s: {ours / engine.Cpu:0.000} of it");

        double Answer(int account)
        {
            var asked = options with { Account = model.Purchases.Accounts[account] };
            var before = Environment.CpuUsage.TotalTime;
            var report = analysis.Report(analysis.Solve(model, asked, new NoWork { IsLive = true }, default), asked);
            foreach (var table in report.Tables) _ = table.Read().Count();
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
    }

    /// <summary>The five items that an account did not buy and that are most alike to what it bought, of every account, in SQL on one thread.</summary>
    private static (long Rows, double Cpu) ByTheEngine(RecommendationModel model, string work)
    {
        var purchases = model.Purchases;
        var csv = Path.Combine(work, "lines.csv");
        File.WriteAllLines(csv, Enumerable.Range(0, purchases.Count).SelectMany(b => purchases.Basket(b).ToArray().Select(i => $"{b},{purchases.AccountOf[b]},{i}")).Prepend("basket,account,item"));
        using var instance = new DuckDbInstance([work], work, DuckDbHost.DefaultRuns with { Threads = 1 });
        using var session = instance.Open();
        session.Execute($"CREATE TEMP TABLE lines AS SELECT * FROM read_csv({Sql.Text(csv)})");
        var rows = 0L;
        var cost = Cost.Of(() => rows = session.Scalar<long>("""
            WITH n AS (SELECT item, count(*) AS n FROM lines GROUP BY item),
            pairs AS (SELECT a.item, b.item AS other, count(*) AS together FROM lines a JOIN lines b ON a.basket = b.basket WHERE a.item <> b.item GROUP BY 1, 2),
            alike AS (SELECT p.item, p.other, together / sqrt(x.n * y.n) AS cosine FROM pairs p JOIN n x ON x.item = p.item JOIN n y ON y.item = p.other),
            bought AS (SELECT DISTINCT account, item FROM lines WHERE account >= 0),
            scored AS (SELECT account, other, sum(cosine) AS score FROM bought JOIN alike USING (item) GROUP BY 1, 2),
            fresh AS (SELECT s.* FROM scored s LEFT JOIN bought b ON b.account = s.account AND b.item = s.other WHERE b.item IS NULL)
            SELECT count(*) FROM (SELECT row_number() OVER (PARTITION BY account ORDER BY score DESC, other) AS place FROM fresh) WHERE place <= 5
            """));
        return (rows, cost.Cpu);
    }

    private static async Task BacktestAsync(RunInputs inputs, BacktestSplit split)
    {
        var (analysis, options) = (new BacktestAnalysis(), new BacktestOptions { Split = split, SkipBaskets = "C,A", ProductPattern = "^[0-9]{5}", UpperCaseProducts = true });
        var model = await analysis.LoadAsync(inputs, options, new NoWork(), default);
        BacktestResult result = null!;
        var cost = Cost.Of(() => result = analysis.Solve(model, options, new NoWork(), default));
        Console.WriteLine($"backtest, hidden {split}: {result.Accounts:N0} accounts, {cost.Cpu:0.0} cpu s");
        Console.WriteLine($"  {"way",-18} {"hit rate@5",18} {"recall@5",9} {"MRR",7} {"coverage",9}");
        foreach (var s in result.Scores) Console.WriteLine($"  {s.Name,-18} {s.HitRate.Value,6:0.0%} ({s.HitRate.Low:0.0%}-{s.HitRate.High:0.0%}) {s.Recall,9:0.0%} {s.Mrr,7:0.000} {s.Coverage,9:0.0%}");
    }
}
