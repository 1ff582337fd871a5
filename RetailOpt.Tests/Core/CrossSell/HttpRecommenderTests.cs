using System.Net;
using System.Net.Http.Headers;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.CrossSell;

/// <summary>Another recommender that answers, refuses, hangs and rambles.</summary>
public sealed class HttpRecommenderTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly HttpRecommenderSettings Settings = new() { Address = "https://other.example/for/{account}?n={max}", Key = "k", Backoff = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Gives its answers in turn, the last one ever after.</summary>
    private sealed class Handler(params Func<CancellationToken, Task<HttpResponseMessage>>[] answers) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return answers[Math.Min(Asked.Count, answers.Length) - 1](cancellationToken);
        }
    }

    private static Func<CancellationToken, Task<HttpResponseMessage>> Says(string json) => _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json) });

    private static Func<CancellationToken, Task<HttpResponseMessage>> Refuses(HttpStatusCode status, TimeSpan? after = null) => _ =>
    {
        var answer = new HttpResponseMessage(status);
        if (after is { } wait) answer.Headers.RetryAfter = new RetryConditionHeaderValue(wait);
        return Task.FromResult(answer);
    };

    private static async Task<HttpResponseMessage> Hangs(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        throw new InvalidOperationException();
    }

    private static HttpRecommender Of(Handler handler, HttpRecommenderSettings? settings = null, TimeProvider? clock = null) => new(new HttpClient(handler), settings ?? Settings, clock ?? TimeProvider.System);

    [Theory]
    [InlineData("[\"A\", {\"item\": 7, \"score\": 2.5, \"reason\": \"liked\", \"more\": []}, \"C\"]")]
    [InlineData("{\"recommendations\": [{\"item\": \"A\"}, {\"item\": \"7\", \"score\": 2.5, \"reason\": \"liked\"}, {\"item\": \"C\"}], \"account\": \"x\"}")]
    public async Task Ask_EitherForm_IsRead_AndTheAccountIsEscaped(string json)
    {
        var handler = new Handler(Says(json));
        var answer = await Of(handler).AskAsync("a b/c?", 2, Ct);
        Assert.Null(answer.Error);
        Assert.Equal([new("A", null, null), new("7", 2.5, "liked")], answer.Items);
        Assert.Equal("https://other.example/for/a%20b%2Fc%3F?n=2", handler.Asked.Single().RequestUri!.AbsoluteUri);
        Assert.Equal("k", handler.Asked.Single().Headers.GetValues("X-Api-Key").Single());
        Assert.Equal("other.example", answer.Source);
    }

    [Fact]
    public async Task Ask_WhatMayPass_IsTriedAgain()
    {
        var handler = new Handler(Refuses(HttpStatusCode.ServiceUnavailable), Refuses(HttpStatusCode.TooManyRequests, TimeSpan.Zero), Says("[\"A\"]"));
        var answer = await Of(handler).AskAsync("a", 5, Ct);
        Assert.Equal((null, 3), (answer.Error, handler.Asked.Count));
        var broken = new Handler(_ => throw new HttpRequestException("no route"));
        Assert.Equal("no route, after 3 tries", (await Of(broken).AskAsync("a", 5, Ct)).Error);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "it answered 404 Not Found")]
    [InlineData(HttpStatusCode.Unauthorized, "it answered 401 Unauthorized")]
    public async Task Ask_WhatStays_IsNotTriedAgain(HttpStatusCode status, string error)
    {
        var handler = new Handler(Refuses(status));
        Assert.Equal(error, (await Of(handler).AskAsync("a", 5, Ct)).Error);
        Assert.Single(handler.Asked);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"items\": []}")]
    [InlineData("[[1]]")]
    public async Task Ask_AnswerThatIsNone_SaysSo(string text) => Assert.StartsWith("its answer cannot be read", (await Of(new(Says(text))).AskAsync("a", 5, Ct)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Ask_AnswerWithoutEnd_IsCutOff() =>
        Assert.Contains("longer than 1,048,576 bytes", (await Of(new(Says(new string(' ', 1 << 21)))).AskAsync("a", 5, Ct)).Error);

    [Fact]
    public async Task Ask_SlowOrWaitingTooLong_EndsWithTheTimeOut()
    {
        var short_ = Settings with { Timeout = TimeSpan.FromMilliseconds(60) };
        foreach (var handler in new[] { new Handler(Hangs), new Handler(Refuses(HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1))) })
        {
            var answer = await Of(handler, short_).AskAsync("a", 5, Ct);
            Assert.Equal("no answer within 0.06 s", answer.Error);
            Assert.Single(handler.Asked);
        }
    }

    [Fact]
    public async Task Ask_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        var asked = Of(new(Hangs)).AskAsync("a", 5, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Ask_AfterThreeFailures_LeavesItAloneForAWhile_LongerEachTime()
    {
        var clock = new ManualClock();
        var handler = new Handler([.. Enumerable.Repeat(Refuses(HttpStatusCode.BadGateway), 4), Says("[\"A\"]")]);
        var other = Of(handler, Settings with { Tries = 1 }, clock);
        for (var i = 0; i < 3; i++) Assert.Equal("it answered 502 Bad Gateway", (await other.AskAsync("a", 5, Ct)).Error);
        Assert.Equal("it is left alone until 12:00:30 UTC, after 3 failures in a row", (await other.AskAsync("a", 5, Ct)).Error);
        Assert.Equal(3, handler.Asked.Count);
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("it answered 502 Bad Gateway", (await other.AskAsync("a", 5, Ct)).Error);
        Assert.Equal("it is left alone until 12:01:31 UTC, after 4 failures in a row", (await other.AskAsync("a", 5, Ct)).Error);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null((await other.AskAsync("a", 5, Ct)).Error);
        Assert.Equal(5, handler.Asked.Count);
    }

    [Theory]
    [InlineData("https://other.example/recommend", "has no {account} in it")]
    [InlineData("other.example/{account}", "is no http address")]
    [InlineData("file:///etc/{account}", "is no http address")]
    public void Settings_ThatCannotWork_AreRefused(string address, string why) =>
        Assert.Contains(why, Assert.Throws<InputException>(() => new HttpRecommenderSettings { Address = address }.Checked()).Message);
}
