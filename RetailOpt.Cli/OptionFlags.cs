using System.CommandLine;
using System.Text.RegularExpressions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Cli;

/// <summary>
/// The flags of an analysis, made from its options. Values are read as text and bound by the options' own schema, so a number is
/// invariant and a broken rule is told once, in the same words as on the page.
/// </summary>
internal sealed partial class OptionFlags
{
    private readonly OptionSchema _schema;
    private readonly Dictionary<string, Option<string>> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Option<bool> On, Option<bool> Off)> _switches = new(StringComparer.Ordinal);

    public OptionFlags(OptionSchema schema, Command command)
    {
        _schema = schema;
        foreach (var field in schema.Fields)
            if (field.BareType == typeof(bool)) AddSwitch(field, command);
            else AddText(field, command);
    }

    /// <summary>The options record of a parsed line.</summary>
    /// <exception cref="InputException">One sentence for each option that cannot be.</exception>
    public object Bind(ParseResult line)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var (key, option) in _texts)
            if (line.GetResult(option) is { Implicit: false }) values.Add(new(key, line.GetValue(option) ?? ""));
        foreach (var (key, (on, off)) in _switches)
        {
            var (yes, no) = (line.GetResult(on) is { Implicit: false }, line.GetResult(off) is { Implicit: false });
            if (yes && no) throw new InputException($"{on.Name} and {off.Name} are both given; give one of them.");
            if (yes || no) values.Add(new(key, OptionSchema.Format(yes ? line.GetValue(on) : !line.GetValue(off))));
        }
        var (options, errors) = _schema.FromText(values);
        return errors.Count == 0 ? options : throw new InputException(string.Join(Environment.NewLine, errors.Select(e => $"--{e.Key}: {e.Message}")));
    }

    /// <summary>A value's name as it is typed: product-and-store.</summary>
    public static string Hyphened(string name) => Humps().Replace(name, "-$1").ToLowerInvariant();

    private void AddSwitch(OptionField field, Command command)
    {
        var on = new Option<bool>("--" + field.Key) { Description = Describe(field), Arity = ArgumentArity.ZeroOrOne };
        var off = new Option<bool>("--no-" + field.Key) { Description = $"The opposite of --{field.Key}", Arity = ArgumentArity.ZeroOrOne };
        command.Add(on);
        command.Add(off);
        _switches[field.Key] = (on, off);
    }

    private void AddText(OptionField field, Command command)
    {
        var option = new Option<string>("--" + field.Key) { Description = Describe(field), HelpName = Placeholder(field), Arity = ArgumentArity.ExactlyOne };
        command.Add(option);
        _texts[field.Key] = option;
    }

    private static string Describe(OptionField field)
    {
        var facts = new List<string>();
        if (field.Unit is { } unit) facts.Add(unit == "%" ? "a fraction: .3 is 30%" : unit);
        if (field.Min is { } min && field.Max is { } max) facts.Add(FormattableString.Invariant($"{min} to {max}"));
        else if (field.Min is { } least) facts.Add(FormattableString.Invariant($"at least {least}"));
        if (Default(field) is { Length: > 0 } start) facts.Add($"default {start}");
        var text = field.Help ?? field.Label;
        return facts.Count == 0 ? text : $"{text} ({string.Join("; ", facts)})";
    }

    private static string Default(OptionField field) => field.BareType.IsEnum && field.Default is { } value ? Hyphened(value.ToString()!) : OptionSchema.Format(field.Default);

    private static string Placeholder(OptionField field) =>
        field.BareType.IsEnum ? string.Join('|', Enum.GetNames(field.BareType).Select(Hyphened))
        : field.BareType == typeof(string) ? "TEXT" : field.BareType == typeof(DateOnly) ? "YYYY-MM-DD" : "NUMBER";

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Humps();
}
