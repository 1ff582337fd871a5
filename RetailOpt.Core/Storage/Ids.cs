using System.Security.Cryptography;

namespace RetailOpt.Core.Storage;

/// <summary>Ids that sort by time: 10 characters of milliseconds and 6 of chance, in Crockford's base 32, lower case.</summary>
public static class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id.</summary>
    public static string New(TimeProvider clock) => string.Create(16, clock.GetUtcNow().ToUnixTimeMilliseconds(), (span, time) =>
    {
        for (var i = 9; i >= 0; i--, time >>= 5) span[i] = Alphabet[(int)(time & 31)];
        for (var i = 10; i < 16; i++) span[i] = Alphabet[RandomNumberGenerator.GetInt32(32)];
    });

    /// <summary>Whether text is an id, and so safe as the name of a folder.</summary>
    public static bool IsId(string? text) => text is { Length: 16 } && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal));
}
