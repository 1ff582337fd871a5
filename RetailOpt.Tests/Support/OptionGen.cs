using CsCheck;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Support;

/// <summary>Random values of options, within the bounds that their fields state.</summary>
internal static class OptionGen
{
    /// <summary>Options with any of the fields changed.</summary>
    public static Gen<object> Options(OptionSchema schema) => schema.Fields
        .Aggregate(Gen.Const(schema.Defaults()), (all, field) => Gen.Select(all, Gen.Bool, Value(field), (options, change, value) => change ? schema.With(options, field.Key, value) : options));

    /// <summary>A value of one field.</summary>
    public static Gen<object?> Value(OptionField field)
    {
        var value = Bare(field);
        return Nullable.GetUnderlyingType(field.Type) is null && field.Type != typeof(string) ? value : Gen.Select(Gen.Int[0, 3], value, (n, v) => n == 0 ? null : v);
    }

    private static Gen<object?> Bare(OptionField field)
    {
        var type = field.BareType;
        var (min, max) = (field.Min ?? -1000, field.Max ?? Math.Max(1000, 10 * (field.Min ?? 0)));
        if (type == typeof(double)) return Gen.Double[min, max].Select(v => (object?)v);
        if (type == typeof(int)) return Gen.Int[(int)Math.Ceiling(min), (int)max].Select(v => (object?)v);
        if (type == typeof(long)) return Gen.Long[(long)Math.Ceiling(min), (long)max].Select(v => (object?)v);
        if (type == typeof(bool)) return Gen.Bool.Select(v => (object?)v);
        if (type == typeof(string)) return Gen.String[Gen.Char.AlphaNumeric, 1, 12].Select(v => (object?)v);
        if (type == typeof(DateOnly)) return Gen.Int[0, 4000].Select(v => (object?)new DateOnly(2020, 1, 1).AddDays(v));
        if (type.IsEnum) return Gen.Int[0, Enum.GetValues(type).Length - 1].Select(i => Enum.GetValues(type).GetValue(i));
        throw new NotSupportedException($"Option {field.Key} is a {type}; options are flat.");
    }
}
