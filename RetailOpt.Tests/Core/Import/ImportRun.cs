using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Import;
using RetailOpt.Core.Storage;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

/// <summary>An import into a real home, committed, and what came of it.</summary>
internal sealed class ImportRun : IDisposable
{
    private readonly TempHome _home = new();

    public Report Report { get; private set; } = null!;
    public DatasetManifest Dataset { get; private set; } = null!;

    public static Task<ImportRun> OfAsync(params string[] paths) => OfAsync(new ImportOptions(), paths);

    public static async Task<ImportRun> OfAsync(ImportOptions options, string[] paths, IWork? work = null)
    {
        var run = new ImportRun();
        try
        {
            var draft = run.Draft();
            var inputs = new RunInputs(new Dictionary<string, IQueryEngine>(), [.. paths.Select((p, i) => ($"file{i + 1}", new InputFile(p, Path.GetFileName(p), "hash")))]);
            run.Report = await new ImportAnalysis().ProduceAsync(inputs, options, draft, work ?? new NoWork(2), TestContext.Current.CancellationToken);
            run.Rejects = [.. run.Report.Table("REJECTS")?.Read().Select(r => ((string)r[1]!, (long)r[2]!, (string?)r[3], (string)r[4]!, (string)r[5]!)) ?? []];
            run.Dataset = await draft.FinishAsync(TestContext.Current.CancellationToken);
            draft.Commit();
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    public static async Task<string> FailsAsync(ImportOptions options, params string[] paths) =>
        (await Assert.ThrowsAsync<InputException>(async () => (await OfAsync(options, paths)).Dispose())).Message;

    public static Task<string> FailsAsync(params string[] paths) => FailsAsync(new ImportOptions(), paths);

    public IReadOnlyList<(string File, long Line, string? Column, string Reason, string Raw)> Rejects { get; private set; } = [];

    public IEnumerable<string> Tables => Dataset.Tables.Select(t => t.Schema.Name);

    public IEnumerable<string> Columns(string table) => Dataset.Tables.Single(t => t.Schema.Name == table).Schema.Columns.Select(c => c.Key);

    public long Count(string sql) => Ask<long>($"SELECT count(*) FROM {sql}");

    public T Ask<T>(string sql)
    {
        using var session = _home.Host.Runs.Open();
        foreach (var table in Dataset.Tables)
            session.Execute($"CREATE TEMP VIEW {Sql.Name(table.Schema.Name)} AS SELECT * FROM {Sql.Parquet(table.Parts.Select(p => Path.Combine(_home.Home.Datasets, Dataset.Id, p)))}");
        return session.Scalar<T>(sql);
    }

    /// <summary>One column as text, in the order of the query.</summary>
    public string[] Texts(string sql)
    {
        using var session = _home.Host.Runs.Open();
        foreach (var table in Dataset.Tables)
            session.Execute($"CREATE TEMP VIEW {Sql.Name(table.Schema.Name)} AS SELECT * FROM {Sql.Parquet(table.Parts.Select(p => Path.Combine(_home.Home.Datasets, Dataset.Id, p)))}");
        return [.. session.List($"SELECT CAST(v AS VARCHAR) FROM ({sql}) t(v)", r => r.IsDBNull(0) ? "NULL" : r.GetString(0))];
    }

    /// <summary>The logical hash of a table, read from its files.</summary>
    public async Task<string> HashAsync(string name)
    {
        var table = Dataset.Tables.Single(t => t.Schema.Name == name);
        return (await TableHash.OfAsync(_home.Host.Runs, table.Schema, [.. table.Parts.Select(p => Path.Combine(_home.Home.Datasets, Dataset.Id, p))], TestContext.Current.CancellationToken)).Hash;
    }

    public bool Says(string part, long? count = null) => Report.Notices.Any(n => n.Text.Contains(part, StringComparison.Ordinal) && (count is null || n.Count == count));

    public void Dispose() => _home.Dispose();

    private DatasetDraft Draft() => new(_home.Datasets, _home.Parquet, _home.Host, TimeProvider.System, Path.Combine(_home.Home.Work, "import"), "run", "source");
}
