using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell.External;

/// <summary>Where and how patiently another recommender is asked.</summary>
public sealed record HttpRecommenderSettings
{
    private const string Account = "{account}", Most = "{max}";

    /// <summary>Its address, with {account} and, if it takes it, {max} in it.</summary>
    public required string Address { get; init; }
    /// <summary>Sent as X-Api-Key, or null.</summary>
    public string? Key { get; init; }
    /// <summary>Longest time for an answer, all tries together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Tries of one question.</summary>
    public int Tries { get; init; } = 3;
    /// <summary>Wait before the second try; it doubles with each further one, up to half as much again by chance.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(100);
    /// <summary>Questions in a row without an answer after which it is left alone.</summary>
    public int FailuresBeforeRest { get; init; } = 3;
    /// <summary>How long it is left alone first; it doubles with each further failure, up to ten minutes.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whom messages name: the host.</summary>
    internal string Source => AddressOf("x", 1).Host;

    internal Uri AddressOf(string account, int most) => new(Address.Replace(Account, Uri.EscapeDataString(account), StringComparison.Ordinal).Replace(Most, FormattableString.Invariant($"{most}"), StringComparison.Ordinal));

    /// <summary>What cannot work, or null.</summary>
    public string? Wrong() =>
        !Address.Contains(Account, StringComparison.Ordinal) ? $"the address '{Address}' has no {Account} in it"
        : !Uri.TryCreate(Address.Replace(Account, "x", StringComparison.Ordinal).Replace(Most, "1", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") ? $"'{Address}' is no http address such as https://other.example/recommend?account={Account}"
        : Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(1) ? "the time-out must be above 0 and at most 60 seconds" : null;

    /// <summary>The same settings, checked.</summary>
    /// <exception cref="InputException">They cannot work.</exception>
    public HttpRecommenderSettings Checked() => Wrong() is { } wrong ? throw new InputException($"The external recommender cannot be asked: {wrong}.") : this;
}
