using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace RetailOpt.Core.Tables;

/// <summary>
/// Describes a property of an options record once; the form, the command-line flag, the address of a page, the run
/// record and the difference between two runs are made from it. The key is stored, so it never changes.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string key, string label) : Attribute
{
    /// <summary>Stored name, also the flag without its dashes: lower case with hyphens.</summary>
    public string Key { get; } = key;
    /// <summary>Label on the form.</summary>
    public string Label { get; } = label;
    /// <summary>One sentence on what it does.</summary>
    public string? Help { get; init; }
    /// <summary>Heading under which the form shows it.</summary>
    public string Group { get; init; } = "";
    /// <summary>Least value, NaN for none.</summary>
    public double Min { get; init; } = double.NaN;
    /// <summary>Greatest value, NaN for none.</summary>
    public double Max { get; init; } = double.NaN;
    /// <summary>Step of a slider, NaN for none.</summary>
    public double Step { get; init; } = double.NaN;
    /// <summary>Unit, such as "%" (stored as a fraction), "money", "units", "weeks".</summary>
    public string? Unit { get; init; }
    /// <summary>Whether moving it recomputes at once.</summary>
    public bool Live { get; init; }
}

/// <summary>Rules of an options record that span fields.</summary>
public interface IOptionRules
{
    /// <summary>One message for each broken rule, naming the option's key.</summary>
    IEnumerable<OptionError> Check();
}

/// <summary>What is wrong with an option and what to do.</summary>
public sealed record OptionError(string Key, string Message);

/// <summary>One option as hosts see it.</summary>
public sealed record OptionField(
    string Key, string Label, string? Help, string Group, Type Type, object? Default, double? Min, double? Max, double? Step, string? Unit, bool Live)
{
    /// <summary>The type without its nullability.</summary>
    public Type BareType => Nullable.GetUnderlyingType(Type) ?? Type;
}

/// <summary>
/// The options of an analysis, read from its options record: a flat record whose properties (double, int, long, bool, string,
/// enum, <see cref="DateOnly"/>, or a nullable of these) carry <see cref="OptionAttribute"/>. Text is invariant.
/// </summary>
public sealed class OptionSchema
{
    private readonly Dictionary<string, PropertyInfo> _properties;
    private readonly Func<object> _create;
    private readonly MethodInfo _clone;

    private OptionSchema(Type type, Func<object> create)
    {
        _create = create;
        _clone = type.GetMethod("<Clone>$") ?? throw new ArgumentException($"{type} is not a record.", nameof(type));
        // in the order of their declaration, those of a base record first
        var marked = type.GetProperties().OrderBy(p => Depth(p.DeclaringType)).Select(p => (Property: p, Option: p.GetCustomAttribute<OptionAttribute>())).Where(p => p.Option is not null).ToArray();
        var defaults = create();
        _properties = marked.ToDictionary(p => p.Option!.Key, p => p.Property, StringComparer.OrdinalIgnoreCase);
        Fields = [.. marked.Select(p => new OptionField(p.Option!.Key, p.Option.Label, p.Option.Help, p.Option.Group, p.Property.PropertyType,
            p.Property.GetValue(defaults), Bound(p.Option.Min), Bound(p.Option.Max), Bound(p.Option.Step), p.Option.Unit, p.Option.Live))];
        static int Depth(Type? declaring) => declaring is null ? 0 : 1 + Depth(declaring.BaseType);
        static double? Bound(double value) => double.IsNaN(value) ? null : value;
    }

    /// <summary>The schema of a record type.</summary>
    public static OptionSchema Of<T>() where T : class, new() => Cache<T>.Schema;

    /// <summary>The options in their declared order.</summary>
    public IReadOnlyList<OptionField> Fields { get; }

    /// <summary>A record with every default.</summary>
    public object Defaults() => _create();

    /// <summary>The value of an option.</summary>
    public object? Get(object options, string key) => _properties[key].GetValue(options);

    /// <summary>A copy with one option changed; <paramref name="value"/> is of the field's type.</summary>
    public object With(object options, string key, object? value)
    {
        var copy = _clone.Invoke(options, null)!;
        _properties[key].SetValue(copy, value);
        return copy;
    }

    /// <summary>Every broken rule: ranges first, then the record's own.</summary>
    public IReadOnlyList<OptionError> Check(object options)
    {
        var errors = new List<OptionError>();
        foreach (var field in Fields)
        {
            if (Get(options, field.Key) is not { } value || field.BareType == typeof(string) || field.BareType == typeof(bool) || field.BareType == typeof(DateOnly)) continue;
            if (field.BareType.IsEnum)
            {
                if (!Enum.IsDefined(field.BareType, value)) errors.Add(new(field.Key, $"{field.Label} does not know the value {value}."));
                continue;
            }
            var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (!double.IsFinite(number)) errors.Add(new(field.Key, $"{field.Label} must be a number."));
            else if (number < field.Min || number > field.Max) errors.Add(new(field.Key, $"{field.Label} is {Format(value)}; it must be {Range(field)}."));
        }
        if (errors.Count == 0 && options is IOptionRules rules) errors.AddRange(rules.Check());
        return errors;
    }

    /// <summary>The options that differ from their defaults, as text: what an address carries.</summary>
    public IReadOnlyDictionary<string, string> ToText(object options) => Fields
        .Where(f => !Equals(Get(options, f.Key), f.Default))
        .ToDictionary(f => f.Key, f => Format(Get(options, f.Key)), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads options from text over <paramref name="start"/> (the defaults when null); unknown keys and unreadable values are errors, the rest is taken.</summary>
    public (object Options, IReadOnlyList<OptionError> Errors) FromText(IEnumerable<KeyValuePair<string, string>> values, object? start = null)
    {
        var options = _clone.Invoke(start ?? Defaults(), null)!;
        var errors = new List<OptionError>();
        foreach (var (key, text) in values)
        {
            if (!_properties.TryGetValue(key, out var property)) errors.Add(new(key, $"There is no option {key}."));
            else if (TryParse(property.PropertyType, text, out var value)) property.SetValue(options, value);
            else errors.Add(new(key, $"{Fields.First(f => f.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Label} cannot be '{text}'."));
        }
        errors.AddRange(Check(options));
        return (options, errors);
    }

    /// <summary>Every option by its stored key, as a JSON object: what a run records.</summary>
    public string ToJson(object options)
    {
        var json = new JsonObject();
        foreach (var field in Fields)
            json[field.Key] = Get(options, field.Key) is { } value ? JsonValue.Create(Format(value)) : null;
        return json.ToJsonString();
    }

    /// <summary>Reads <see cref="ToJson"/>; an option that the JSON lacks has its default, one that no longer exists is ignored.</summary>
    /// <exception cref="FormatException">A value cannot be read.</exception>
    public object FromJson(string json)
    {
        var stored = JsonNode.Parse(json)!.AsObject();
        var options = Defaults();
        foreach (var (key, property) in _properties)
        {
            if (!stored.TryGetPropertyValue(key, out var node)) continue;
            if (node is null) property.SetValue(options, null);
            else if (TryParse(property.PropertyType, node.GetValue<string>(), out var value)) property.SetValue(options, value);
            else throw new FormatException($"The stored value '{node}' of option {key} cannot be read.");
        }
        return options;
    }

    /// <summary>An option's value as invariant text; empty for null.</summary>
    public static string Format(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Reads a value of an option's type from invariant text; empty text is null where the type allows it.</summary>
    public static bool TryParse(Type type, string text, out object? value)
    {
        value = null;
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string)) { value = text.Length == 0 ? null : text; return true; }
        if (text.Length == 0) return bare != type;
        var invariant = CultureInfo.InvariantCulture;
        if (bare == typeof(double) && double.TryParse(text, NumberStyles.Float, invariant, out var d)) value = d;
        else if (bare == typeof(int) && int.TryParse(text, NumberStyles.Integer, invariant, out var i)) value = i;
        else if (bare == typeof(long) && long.TryParse(text, NumberStyles.Integer, invariant, out var l)) value = l;
        else if (bare == typeof(bool) && bool.TryParse(text, out var b)) value = b;
        else if (bare == typeof(DateOnly) && DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day)) value = day;
        else if (bare.IsEnum && Enum.TryParse(bare, text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var e) && Enum.IsDefined(bare, e!)) value = e;
        return value is not null;
    }

    private static string Range(OptionField f) =>
        f.Min is { } min && f.Max is { } max ? $"from {Format(min)} to {Format(max)}" : f.Min is { } least ? $"at least {Format(least)}" : $"at most {Format(f.Max)}";

    private static class Cache<T> where T : class, new()
    {
        public static readonly OptionSchema Schema = new(typeof(T), () => new T());
    }
}
