using System.Security.Cryptography;
using System.Text;

namespace RetailOpt.Core.Runs;

/// <summary>A hash over texts in their order.</summary>
internal static class ContentHash
{
    public static string Of(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
