using System.IO.Compression;
using System.Text.Json;
using ClosedXML.Excel;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Exports;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Exports;

public sealed class RunExportsTests : IDisposable
{
    private static CancellationToken None => TestContext.Current.CancellationToken;
    private static readonly TableLayout<int> Lines = new TableLayout<int>("SUMMARY", "Summary").Text("SCENARIO", "Scenario", i => $"S{i}").Money("DEMAND", "Demand", i => i == 2 ? null : i * 1.5).OrderBy("SCENARIO");
    private static readonly TableLayout<int> Points = new TableLayout<int>("FRONT", "Front", inWorkbook: false).Number("x", "X", i => i / 3.0);
    private readonly TempHome _home = new();
    private RunExports Exports => new(_home.Runs, _home.Caches);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task ExportAsync_OneTable_IsACsvUnderASpeakingName()
    {
        var id = await RunAsync();
        var file = await Exports.ExportAsync(id, ExportFormat.Csv, "summary", None);
        Assert.Equal($"SUMMARY-{id}.csv", file.Name);
        Assert.Equal("SCENARIO,DEMAND\r\nS1,1.5\r\nS2,\r\n", await File.ReadAllTextAsync(file.Path, None));
        Assert.StartsWith(_home.Home.Cache, file.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_AllTables_AreInTheZip()
    {
        var file = await Exports.ExportAsync(await RunAsync(), ExportFormat.Csv, ct: None);
        using var zip = ZipFile.OpenRead(file.Path);
        Assert.Equal(["SUMMARY.csv", "FRONT.csv"], zip.Entries.Select(e => e.FullName));
    }

    [Fact]
    public async Task ExportAsync_Workbook_HasSheetsAndParameters()
    {
        var file = await Exports.ExportAsync(await RunAsync(), ExportFormat.Workbook, ct: None);
        using var book = new XLWorkbook(file.Path);
        Assert.Equal(["SUMMARY", "PARAMETERS"], book.Worksheets.Select(s => s.Name));
        var facts = book.Worksheet(2).RowsUsed().Select(r => string.Join("|", r.Cells(1, 3).Select(c => c.GetString()))).ToList();
        Assert.Contains("Option|target-md|0.3", facts);
        Assert.Contains("Notice|Warning|Two rows were dropped. (2)", facts);
        Assert.Contains(facts, f => f.StartsWith("Input|data|sales.csv (abc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExportAsync_Json_IsOneDocumentWithEveryTable()
    {
        var file = await Exports.ExportAsync(await RunAsync(), ExportFormat.Json, ct: None);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file.Path, None));
        Assert.Equal(0.3, json.RootElement.GetProperty("options").GetProperty("target-md").GetDouble());
        var rows = json.RootElement.GetProperty("tables").GetProperty("SUMMARY");
        Assert.Equal(1.5m, rows[0].GetProperty("DEMAND").GetDecimal());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("DEMAND").ValueKind);
        Assert.Equal(2, json.RootElement.GetProperty("tables").GetProperty("FRONT").GetArrayLength());
    }

    [Fact]
    public async Task ExportAsync_Markdown_HasReportFiguresAndNotices()
    {
        var file = await Exports.ExportAsync(await RunAsync(), ExportFormat.Markdown, ct: None);
        var text = await File.ReadAllTextAsync(file.Path, None);
        Assert.StartsWith("# Report\n\nAll is well.\n\n## Key figures", text, StringComparison.Ordinal);
        Assert.Contains("| Weighted markdown | 30.0 % | 25.0 % to 35.0 % |  |", text, StringComparison.Ordinal);
        Assert.Contains("- **Warning**: Two rows were dropped. (2)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_Again_IsTheSameFile_AndUnknownTableIsTold()
    {
        var id = await RunAsync();
        var first = await Exports.ExportAsync(id, ExportFormat.Workbook, ct: None);
        Assert.Equal(first, await Exports.ExportAsync(id, ExportFormat.Workbook, ct: None));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Exports.ExportAsync(id, ExportFormat.Csv, "../run", None));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Exports.ExportAsync("../..", ExportFormat.Json, ct: None));
        Assert.Single(Directory.GetFiles(Path.Combine(_home.Home.Cache, "exports")));
    }

    private async Task<string> RunAsync()
    {
        var id = Ids.New(TimeProvider.System);
        var folder = Path.Combine(_home.Home.Runs, id);
        var tables = new List<StoredTable>();
        foreach (var table in new[] { Lines.Of([1, 2]), Points.Of([1, 2]) })
            tables.Add(await _home.Output.WriteAsync(table, Path.Combine(folder, RunCommit.TablesFolder, $"{table.Schema.Name}.parquet"), None));
        await File.WriteAllTextAsync(Path.Combine(folder, RunCommit.ReportFile), "# Report\n\nAll is well.\n", None);
        JsonFile.Write(RunHistory.RecordOf(folder), new RunRecord
        {
            Id = id,
            AnalysisVersion = 1,
            SoftwareVersion = "0.1.0",
            State = RunState.Completed,
            Created = TimeProvider.System.GetUtcNow(),
            Tables = tables,
            Request = new RunRequest("price", new Dictionary<string, InputRef> { ["data"] = new(InputKind.Source, "x", "abc", "sales.csv") }, "{\"target-md\": 0.3}", 7, ""),
            Kpis = [new Kpi("md", "Weighted markdown", .3, .25, .35, ColumnType.Percent, null, Better.Neither)],
            Notices = [new Notice(NoticeLevel.Warning, "Two rows were dropped.", 2)],
        });
        return id;
    }
}
