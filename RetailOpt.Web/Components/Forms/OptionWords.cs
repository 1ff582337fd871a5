using System.Globalization;
using System.Text;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Forms;

/// <summary>Writes the value of an option as people read it: shares in percent, switches on or off, names with spaces.</summary>
internal static class OptionWords
{
    /// <summary>The value in words; null where it is empty.</summary>
    public static string? Of(OptionField field, object? value) => value switch
    {
        null => null,
        bool flag => flag ? "on" : "off",
        double number when field.Unit == "%" => (number * 100).ToString("#,##0.######", CultureInfo.CurrentCulture) + "%",
        double number => number.ToString("#,##0.######", CultureInfo.CurrentCulture),
        int or long => ((IFormattable)value).ToString("N0", CultureInfo.CurrentCulture),
        Enum name => Spaced(name.ToString()),
        DateOnly day => day.ToString("d", CultureInfo.CurrentCulture),
        _ => OptionSchema.Format(value) is { Length: > 0 } text ? text : null,
    };

    /// <summary>"AtMost" as "At most".</summary>
    public static string Spaced(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append(' ').Append(char.ToLowerInvariant(c));
            else text.Append(c);
        }
        return text.ToString();
    }
}
