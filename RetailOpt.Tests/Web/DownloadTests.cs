using System.Net;
using System.Text;
using RetailOpt.Core.Import;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Tests.Web;

/// <summary>A real import through the real host, then its files by GET.</summary>
public sealed class DownloadTests : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly WebHost host = new();

    private async Task<RunRecord> ImportAsync()
    {
        var content = new MemoryStream(Encoding.UTF8.GetBytes("sku,units,revenue,date\n=A1,3,12.50,2026-03-04\nA2,one,7.99,2026-03-05\nA1,2,8.00,2026-03-06\n"));
        var file = await host.Get<UploadStore>().SaveAsync(content, "sales.csv", 1 << 20, Ct);
        var input = await host.Get<IInputs>().FileAsync(host.Get<UploadStore>().Find(file.Hash)!, file.Name, Ct);
        var queue = host.Get<IRunQueue>();
        var run = await queue.EnqueueAsync(new RunRequest("import", new Dictionary<string, InputRef> { ["file"] = input }, OptionSchema.Of<ImportOptions>().ToJson(new ImportOptions()), 0, "local"), Ct);
        return await queue.WaitAsync(run.Id, Ct);
    }

    [Fact]
    public async Task Get_EveryFormat_IsAFileOfItsKind()
    {
        var run = await ImportAsync();
        Assert.Equal(RunState.Completed, run.State);
        using var client = host.Client();
        foreach (var (format, begins) in new[] { ("xlsx", "PK"), ("csv", "PK"), ("json", "{"), ("md", "#") })
        {
            using var answer = await client.GetAsync($"/runs/{run.Id}/export?format={format}", Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.StartsWith(begins, (await answer.Content.ReadAsStringAsync(Ct)).TrimStart('\uFEFF'), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Get_TheRejectedRows_TellsLineAndText()
    {
        var run = await ImportAsync();
        var rejects = run.Tables.Single(t => t.Schema.Name.Contains("reject", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, rejects.Rows);
        using var client = host.Client();
        var csv = await client.GetStringAsync($"/runs/{run.Id}/tables/{rejects.Schema.Name}?format=csv", Ct);
        Assert.Contains("A2,one,7.99,2026-03-05", csv);
    }

    [Theory]
    [InlineData("/runs/nothing/export?format=csv", HttpStatusCode.NotFound)]
    [InlineData("/runs/..%2F..%2Fcatalog/export?format=csv", HttpStatusCode.NotFound)]
    [InlineData("/runs/nothing/export?format=exe", HttpStatusCode.BadRequest)]
    public async Task Get_WhatIsNotThere_SaysSo(string path, HttpStatusCode status)
    {
        using var client = host.Client();
        Assert.Equal(status, (await client.GetAsync(path, Ct)).StatusCode);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
