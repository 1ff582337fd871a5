using System.Diagnostics;
using System.Net;
using System.Text.Json;
using RetailOpt.Core.Numerics;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.External;

/// <summary>
/// Asks another recommender by HTTP GET, within one time-out for all tries. What may pass (no connection, 408, 429, 5xx) is tried again after a wait that doubles, or that
/// the answer's Retry-After names; after several failures in a row it is left alone for a while. Answers are an array of items, or an object whose
/// "recommendations" are one; an item is a text or has "item", and "score" and "reason" where they are known.
/// </summary>
/// <param name="http">Its handler may be anything; its own time-out is not used.</param>
/// <param name="settings">Where and how.</param>
/// <param name="clock">Tells how long it is left alone.</param>
public sealed class HttpRecommender(HttpClient http, HttpRecommenderSettings settings, TimeProvider clock) : IExternalRecommender
{
    private const long MostBytes = 1 << 20;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _restsUntil = DateTimeOffset.MinValue;

    private sealed record Tried(IReadOnlyList<ExternalItem>? Items, string? Error, bool Again, TimeSpan? Wait);

    /// <summary>One with connections of its own, to be kept as long as the process.</summary>
    public static HttpRecommender Of(HttpRecommenderSettings settings, TimeProvider clock) =>
        new(new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan }, settings, clock);

    /// <inheritdoc/>
    public async Task<ExternalAnswer> AskAsync(string account, int most, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        if (Resting() is { } resting) return Answer([], resting);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var tried = await TryAsync(account, most, limit.Token).ConfigureAwait(false);
                if (!tried.Again || attempt == settings.Tries) return Take(tried, attempt);
                await Task.Delay(tried.Wait ?? settings.Backoff * (Math.Pow(2, attempt - 1) * (1 + RandomStream.Of((ulong)began, attempt).Next() / 2)), limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Count(failed: true);
            return Answer([], Invariant($"no answer within {settings.Timeout.TotalSeconds:0.###} s"));
        }

        ExternalAnswer Take(Tried tried, int attempts)
        {
            Count(failed: tried.Again);
            return Answer(tried.Items ?? [], tried.Error is { } error && attempts > 1 ? Invariant($"{error}, after {attempts} tries") : tried.Error);
        }

        ExternalAnswer Answer(IReadOnlyList<ExternalItem> items, string? error) => new(settings.Source, [.. items.Take(most)], error, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private async Task<Tried> TryAsync(string account, int most, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, settings.AddressOf(account, most));
            request.Headers.Accept.ParseAdd("application/json");
            if (settings.Key is { } key) request.Headers.Add("X-Api-Key", key);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) return Refused(answer);
            await using var body = await answer.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
            return new(Items(await ReadAsync(body, ct).ConfigureAwait(false)), null, false, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new(null, e.Message, true, null);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new(null, $"its answer cannot be read: {e.Message}", false, null);
        }
    }

    private static Tried Refused(HttpResponseMessage answer)
    {
        var again = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
        return new(null, Invariant($"it answered {(int)answer.StatusCode} {answer.ReasonPhrase}").TrimEnd(), again, answer.Headers.RetryAfter?.Delta is { } wait && wait >= TimeSpan.Zero ? wait : null);
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var part = new byte[1 << 14];
        for (int read; (read = await body.ReadAsync(part, ct).ConfigureAwait(false)) > 0;)
        {
            if (kept.Length + read > MostBytes) throw new FormatException(Invariant($"it is longer than {MostBytes:N0} bytes"));
            kept.Write(part, 0, read);
        }
        return kept.ToArray();
    }

    private static IReadOnlyList<ExternalItem> Items(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("recommendations", out var inner)) root = inner;
        if (root.ValueKind != JsonValueKind.Array) throw new FormatException("there is no array of recommendations");
        return [.. root.EnumerateArray().Select(Item)];
    }

    private static ExternalItem Item(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) return new(element.GetString()!, null, null);
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("item", out var item) || item.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) throw new FormatException("an element is neither a text nor has an item");
        return new(item.ToString(), element.TryGetProperty("score", out var score) && score.ValueKind == JsonValueKind.Number ? score.GetDouble() : null,
            element.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString() : null);
    }

    private string? Resting()
    {
        lock (_lock) return clock.GetUtcNow() < _restsUntil ? Invariant($"it is left alone until {_restsUntil:HH:mm:ss} UTC, after {_failures} failures in a row") : null;
    }

    private void Count(bool failed)
    {
        lock (_lock)
        {
            _failures = failed ? _failures + 1 : 0;
            var over = _failures - settings.FailuresBeforeRest;
            if (over >= 0) _restsUntil = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(LongestRest.TotalSeconds, settings.Rest.TotalSeconds * Math.Pow(2, Math.Min(over, 20))));
        }
    }
}
