using System.Globalization;
using System.Text;

namespace RetailOpt.Core.Exports;

/// <summary>Text as workbooks hold it: what XML cannot say is written _xHHHH_, and text that looks so already has its underscore written so.</summary>
internal static class XmlText
{
    /// <summary>The escaped text.</summary>
    public static string Escaped(string text)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped?.Append(c).Append(text[++i]);
                if (escaped is null) i++;
            }
            else if (NeedsEscape(text, i)) (escaped ??= new StringBuilder(text, 0, i, text.Length + 16)).Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else escaped?.Append(c);
        }
        return escaped?.ToString() ?? text;
    }

    private static bool NeedsEscape(string text, int i) => text[i] switch
    {
        '\t' or '\n' => false,
        < ' ' or '\uFFFE' or '\uFFFF' => true,
        '_' => i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_' && text.AsSpan(i + 2, 4).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0,
        var c => char.IsSurrogate(c),
    };
}
