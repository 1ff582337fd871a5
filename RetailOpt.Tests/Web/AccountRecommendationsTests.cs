using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Core.Import;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Tests.Web;

/// <summary>The endpoint for other systems on the real host: key, limit, answers by the published schema, another recommender beside ours.</summary>
public sealed class AccountRecommendationsTests
{
    private const string Key = "a key of this test", Path = "/api/v1/datasets/shop/accounts/Z1/recommendations?segments=none&ranker=rules";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private sealed class Other(Func<ExternalAnswer> answer) : IExternalRecommender
    {
        public Task<ExternalAnswer> AskAsync(string account, int most, CancellationToken ct) => Task.FromResult(answer());
    }

    [Fact]
    public async Task Get_AnAccount_IsBySchema_AndTheBasketCountsAsBought()
    {
        await using var host = await HostAsync(new() { ["ApiKey"] = Key });
        var schema = await JsonSchema.FromFileAsync(System.IO.Path.Combine(RealData.Checkout(), "docs", "account-recommendations.schema.json"), Ct);
        var text = await TextAsync(host, Path);
        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"ranked_by\":\"rules\"", "\"ranked_by\":\"chance\"")));
        var answer = JsonNode.Parse(text)!;
        Assert.Equal(["P2", "P3"], answer["recommendations"]!.AsArray().Select(r => (string)r!["item"]!).Order());
        Assert.Equal(("shop", "Z1", "2026-01-09"), ((string)answer["dataset"]!, (string)answer["account"]!, (string)answer["rules_as_of"]!));
        Assert.Equal(["P3"], JsonNode.Parse(await TextAsync(host, Path + "&basket=P2"))!["recommendations"]!.AsArray().Select(r => (string)r!["item"]!));
        Assert.Single(JsonNode.Parse(await TextAsync(host, Path + "&max-recommendations=1"))!["recommendations"]!.AsArray());
    }

    [Theory]
    [InlineData("/api/v1/datasets/nowhere/accounts/Z1/recommendations", HttpStatusCode.NotFound, "no dataset 'nowhere'")]
    [InlineData("/api/v1/datasets/shop/accounts/nobody/recommendations", HttpStatusCode.NotFound, "no account 'nobody'")]
    [InlineData(Path + "&basket=P9", HttpStatusCode.NotFound, "no product 'P9'")]
    [InlineData(Path + "&colour=red", HttpStatusCode.BadRequest, "no option colour")]
    [InlineData(Path + "&max-recommendations=0", HttpStatusCode.BadRequest, "must be")]
    public async Task Get_WhatCannotBe_SaysWhy(string path, HttpStatusCode status, string reason)
    {
        await using var host = await HostAsync(new() { ["ApiKey"] = Key });
        using var answer = await GetAsync(host, path, Key);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(reason, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["error"]!);
    }

    [Fact]
    public async Task Get_WithoutTheKey_IsRefused_AndWithoutAnyKeyOnTheServerItIsOff()
    {
        await using var host = new WebHost(settings: new() { ["ApiKey"] = Key });
        foreach (var key in new[] { null, "", "another key of this", Key + " " + Key, Key[..^1] })
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(host, Path, key)).StatusCode);
        await using var off = new WebHost();
        using var answer = await GetAsync(off, Path, Key);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("RetailOpt:ApiKey", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Contains("fewer than 16", Assert.ThrowsAny<Exception>(() => new WebHost(settings: new() { ["ApiKey"] = "short" })).ToString());
    }

    [Fact]
    public async Task Get_TooOften_IsToldWhenToComeAgain()
    {
        await using var host = new WebHost(settings: new() { ["ApiKey"] = Key, ["ApiRequestsPerMinute"] = "2" });
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(host, Path, "wrong")).StatusCode); // guesses count too
        using var answer = await GetAsync(host, Path, Key);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("More than 2 requests", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(host, "/health", null)).StatusCode); // the dashboard is not held to it
    }

    [Fact]
    public async Task Get_WithAnotherRecommender_ShowsItBesideOurs_AndItsFailureCostsNothing()
    {
        var said = new ExternalAnswer("other.example", [new("P3", 7, "because"), new("X", null, null)], null, 1);
        await using var host = await HostAsync(new() { ["ApiKey"] = Key }, () => said);
        var schema = await JsonSchema.FromFileAsync(System.IO.Path.Combine(RealData.Checkout(), "docs", "account-recommendations.schema.json"), Ct);
        var text = await TextAsync(host, Path);
        Assert.Empty(schema.Validate(text));
        var external = JsonNode.Parse(text)!["external"]!;
        var ours = JsonNode.Parse(text)!["recommendations"]!.AsArray().Single(r => (string)r!["item"]! == "P3")!;
        Assert.Equal((int)ours["rank"]!, (int)external["recommendations"]![0]!["our_rank"]!);
        Assert.Null(external["recommendations"]![1]!["our_rank"]);
        said = new("other.example", [], "no answer within 2 s", 2000);
        var without = JsonNode.Parse(await TextAsync(host, Path))!;
        Assert.Equal("no answer within 2 s", (string)without["external"]!["error"]!);
        Assert.Equal(2, without["recommendations"]!.AsArray().Count);
    }

    /// <summary>The host with a shop: P1 and P2 in twenty baskets, P1 and P3 in ten, and Z1 who bought P1 alone.</summary>
    private static async Task<WebHost> HostAsync(Dictionary<string, string> settings, Func<ExternalAnswer>? other = null)
    {
        var host = new WebHost(settings: settings, services: other is null ? null : s => s.AddSingleton<IExternalRecommender>(new Other(other)));
        var lines = Enumerable.Range(0, 30).SelectMany(i => new[] { "P1", i < 20 ? "P2" : "P3" }.Select(p => $"B{i},A{i:00},2026-01-0{1 + i % 9},{p},2\n"));
        var content = new MemoryStream(Encoding.UTF8.GetBytes("basket,customer,date,product,amount\n" + string.Concat(lines) + "C1,Z1,2026-01-09,P1,2\n"));
        var file = await host.Get<UploadStore>().SaveAsync(content, "sales.csv", 1 << 20, Ct);
        var input = await host.Get<IInputs>().FileAsync(host.Get<UploadStore>().Find(file.Hash)!, file.Name, Ct);
        var queue = host.Get<IRunQueue>();
        var run = await queue.EnqueueAsync(new RunRequest("import", new Dictionary<string, InputRef> { ["file"] = input }, OptionSchema.Of<ImportOptions>().ToJson(new ImportOptions { Name = "shop" }), 0, "local"), Ct);
        Assert.Equal(RunState.Completed, (await queue.WaitAsync(run.Id, Ct)).State);
        return host;
    }

    private static async Task<string> TextAsync(WebHost host, string path)
    {
        using var answer = await GetAsync(host, path, Key);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private static async Task<HttpResponseMessage> GetAsync(WebHost host, string path, string? key)
    {
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null) request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        return await client.SendAsync(request, Ct);
    }
}
