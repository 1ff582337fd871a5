using System.Security.Cryptography;

namespace RetailOpt.Core.Storage;

/// <summary>
/// Ids that sort by time: 10 characters of milliseconds and 6 of chance, in Crockford's base 32, lower case. Of one millisecond and process,
/// the later has the greater chance part, so that lists are in the order of making.
/// </summary>
public static class Ids
{
    private const int ChanceBits = 30;
    private static readonly Lock Gate = new();
    private static (long Time, int Chance) last;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id.</summary>
    public static string New(TimeProvider clock) => string.Create(16, Next(clock.GetUtcNow().ToUnixTimeMilliseconds()), (span, id) =>
    {
        for (var i = 9; i >= 0; i--, id.Time >>= 5) span[i] = Alphabet[(int)(id.Time & 31)];
        for (var i = 15; i >= 10; i--, id.Chance >>= 5) span[i] = Alphabet[id.Chance & 31];
    });

    private static (long Time, int Chance) Next(long now)
    {
        lock (Gate) return last = After(last, now);
    }

    // half of the range is left for those that follow within the millisecond
    internal static (long Time, int Chance) After((long Time, int Chance) last, long now) =>
        now == last.Time ? (now, last.Chance + 1) : (now, RandomNumberGenerator.GetInt32(1 << (ChanceBits - 1)));

    /// <summary>Whether text is an id, and so safe as the name of a folder.</summary>
    public static bool IsId(string? text) => text is { Length: 16 } && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal));
}
