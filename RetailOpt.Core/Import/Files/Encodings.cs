using System.Text;
using System.Text.Unicode;

namespace RetailOpt.Core.Import.Files;

/// <summary>Encodings of text files: found out from bytes, read as UTF-8.</summary>
internal static class Encodings
{
    private const string Western = "windows-1252", Chinese = "gbk", Utf8Name = "utf-8";

    /// <summary>An encoding by a name that people use, or null.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return name.Trim().ToLowerInvariant() switch
            {
                "utf8" or "utf-8" => new UTF8Encoding(false),
                "utf16" or "utf-16" or "utf-16le" => Encoding.Unicode,
                "utf-16be" => Encoding.BigEndianUnicode,
                "ansi" or "cp1252" or "latin1" or "latin-1" => CodePages(Western),
                "gb2312" or "cp936" => CodePages(Chinese),
                var other => CodePages(other),
            };
        }
        catch (ArgumentException) { return null; }
    }

    /// <summary>The encoding of a text by its first bytes, and how many of them are its mark.</summary>
    /// <param name="sample">Bytes of the file.</param>
    /// <param name="whole">Whether the sample is the whole file, so that it may not end within a character.</param>
    public static (string Name, int Mark) Sniff(ReadOnlySpan<byte> sample, bool whole = false)
    {
        if (sample.StartsWith(Encoding.UTF8.Preamble)) return (Utf8Name, 3);
        if (sample.StartsWith(Encoding.Unicode.Preamble)) return ("utf-16", 2);
        if (sample.StartsWith(Encoding.BigEndianUnicode.Preamble)) return ("utf-16be", 2);
        if (Zeros(sample, 1) > .4) return ("utf-16", 0);
        if (Zeros(sample, 0) > .4) return ("utf-16be", 0);
        return (IsUtf8(sample, whole) ? Utf8Name : IsChinese(sample) ? Chinese : Western, 0);
    }

    /// <summary>Whether bytes are UTF-8, but for a character cut off at their end.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes, bool whole)
    {
        if (Utf8.IsValid(bytes)) return true;
        for (var cut = 1; !whole && cut <= 3 && cut < bytes.Length; cut++)
            if (bytes[^cut] >= 0xC0) return Utf8.IsValid(bytes[..^cut]);
        return false;
    }

    /// <summary>The text as UTF-8, from just after its mark.</summary>
    public static Stream ToUtf8(Stream bytes, string encoding) => encoding == Utf8Name
        ? bytes
        : Encoding.CreateTranscodingStream(bytes, Find(encoding)!, new UTF8Encoding(false));

    private static Encoding CodePages(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    private static double Zeros(ReadOnlySpan<byte> sample, int offset)
    {
        var pairs = sample.Length / 2;
        var zeros = 0;
        for (var i = 0; i < pairs; i++) if (sample[2 * i + offset] == 0) zeros++;
        return pairs < 2 ? 0 : (double)zeros / pairs;
    }

    /// <summary>Chinese bytes above 127 come in pairs of the common plane; Western ones stand alone between letters.</summary>
    private static bool IsChinese(ReadOnlySpan<byte> sample)
    {
        int paired = 0, alone = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] < 0x80) continue;
            if (i + 1 < sample.Length && sample[i] is >= 0xA1 and <= 0xF7 && sample[i + 1] >= 0xA1) { paired++; i++; }
            else alone++;
        }
        return paired > 4 * alone;
    }
}
