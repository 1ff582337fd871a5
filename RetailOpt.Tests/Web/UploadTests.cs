using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Tests.Web;

/// <summary>The real host takes files over a real socket.</summary>
public sealed class UploadTests : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly WebHost host = new(maxUploadGiB: .01);

    private string[] Kept => [.. Directory.GetFiles(host.Home["files"]).Select(f => Path.GetFileName(f)!)];

    private static HttpRequestMessage Upload(HttpContent content, string name = "sales.csv") =>
        new(HttpMethod.Post, "/upload?name=" + Uri.EscapeDataString(name)) { Content = content, Headers = { { "X-RetailOpt", "1" } } };

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;

    [Fact]
    public async Task Upload_AFile_IsKeptOnceByItsContent()
    {
        using var client = host.Client();
        var bytes = Encoding.UTF8.GetBytes("sku,qty\n1,2\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        foreach (var name in new[] { "sales.csv", "../../the same again.csv" })
        {
            using var answer = await client.SendAsync(Upload(new ByteArrayContent(bytes), name), Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(hash, (await BodyAsync(answer)).GetProperty("hash").GetString());
        }
        Assert.Equal([hash], Kept);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(host.Home["files"], hash), Ct));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.BadRequest, "is empty")]
    [InlineData(11 << 20, HttpStatusCode.RequestEntityTooLarge, "larger than 0.01 GiB")]
    public async Task Upload_ThatCannotBe_SaysWhyAndLeavesNothing(int size, HttpStatusCode status, string reason)
    {
        using var client = host.Client();
        using var answer = await client.SendAsync(Upload(new ByteArrayContent(new byte[size])), Ct);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(reason, (await BodyAsync(answer)).GetProperty("error").GetString());
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task Upload_OfUnknownLength_IsHeldToTheLimit()
    {
        using var client = host.Client();
        var content = new StreamContent(new MemoryStream(new byte[11 << 20]));
        using var request = Upload(content);
        request.Headers.TransferEncodingChunked = true;
        content.Headers.ContentLength = null;
        using var answer = await client.SendAsync(request, Ct);
        Assert.Contains("larger than 0.01 GiB", (await BodyAsync(answer)).GetProperty("error").GetString());
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task Upload_CutOff_LeavesNothing()
    {
        using var client = host.Client();
        using var cut = new CancellationTokenSource();
        using var content = new CutContent();
        var sent = client.SendAsync(Upload(content), cut.Token);
        await UntilAsync(() => Kept.Length == 1); // the server writes the part
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        await UntilAsync(() => Kept.Length == 0);
    }

    [Fact]
    public async Task Upload_FromAnotherSite_IsRefused()
    {
        using var client = host.Client();
        using var foreign = Upload(new ByteArrayContent([1]));
        foreign.Headers.Add("Origin", "http://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign, Ct)).StatusCode);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/upload?name=x") { Content = new ByteArrayContent([1]) };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(form, Ct)).StatusCode);
        Assert.Empty(Kept);
    }

    [Theory]
    [InlineData("../catalog.db")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public void Find_WhatIsNoHash_IsNothing(string hash) => Assert.Null(host.Get<UploadStore>().Find(hash));

    [Fact]
    public async Task EveryAnswer_CarriesThePolicy()
    {
        using var client = host.Client();
        using var answer = await client.GetAsync("/nowhere", Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!holds()) await Task.Delay(20, deadline.Token);
    }

    /// <summary>Sends a megabyte, then waits for ever.</summary>
    private sealed class CutContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(new byte[1 << 20], cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
