using System.Globalization;
using Microsoft.AspNetCore.Components;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Forms;

/// <summary>One option: the input that fits its type, its unit, its help, its reset and its error. Shares are typed as percent and kept as fractions.</summary>
public sealed partial class OptionInput
{
    private readonly string id = Guid.NewGuid().ToString("N");
    private string? problem;

    /// <summary>The option.</summary>
    [Parameter, EditorRequired] public required OptionField Field { get; set; }
    /// <summary>Its value.</summary>
    [Parameter] public object? Value { get; set; }
    /// <summary>Called with a new value of the option's type.</summary>
    [Parameter] public EventCallback<object?> ValueChanged { get; set; }
    /// <summary>What is wrong with the value, or null.</summary>
    [Parameter] public string? Error { get; set; }
    /// <summary>What "money" is called, or null.</summary>
    [Parameter] public string? Currency { get; set; }
    /// <summary>The range that the data gives, or null for the option's own.</summary>
    [Parameter] public OptionRange? Range { get; set; }
    /// <summary>An input of the page's own, or null.</summary>
    [Parameter] public RenderFragment<OptionSlot>? Slot { get; set; }

    private string InputId => "in-" + id;
    private string LabelId => "label-" + id;
    private string HelpId => "help-" + id;
    private string ErrorId => "error-" + id;
    private string? Described => string.Join(' ', new[] { Field.Help is { Length: > 0 } ? HelpId : null, (problem ?? Error) is not null ? ErrorId : null }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    private bool IsShare => Field.Unit == "%";
    private bool IsWhole => Field.BareType == typeof(int) || Field.BareType == typeof(long);
    private bool Nullable => Field.BareType != Field.Type;
    private double? Least => Range?.First ?? Field.Min;
    private double? Most => Range?.Max ?? Field.Max;
    private double? Step => IsWhole ? 1 : Range?.Step ?? Field.Step ?? (Most - Least) / 100;
    private bool HasSlider => Field.Live && Least < Most;
    private string? Placeholder => !Nullable ? null : Range is { Empty: null, Used: { } used } ? Written(used) : Range?.Empty ?? "none";
    private string? Unit => Field.Unit == "money" ? Currency : Field.Unit;
    private double? Number => Value is null ? null : Convert.ToDouble(Value, CultureInfo.InvariantCulture);

    /// <summary>As a person types it: own separators, shares in percent.</summary>
    private string Shown => Number is { } number ? (IsShare ? number * 100 : number).ToString("#,##0.######", CultureInfo.CurrentCulture) : "";

    /// <summary>A value that was not typed: short.</summary>
    private string? Written(double? value) => value is not { } number ? null
        : IsShare ? number.ToString("P1", CultureInfo.CurrentCulture) : number.ToString(Math.Abs(number) >= 1000 || IsWhole ? "N0" : "#,##0.###", CultureInfo.CurrentCulture);

    private static string? Raw(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private Task SlideAsync(ChangeEventArgs e) =>
        double.TryParse(e.Value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? SetAsync(Typed(value)) : Task.CompletedTask;

    private Task TypeAsync(ChangeEventArgs e)
    {
        var text = (e.Value as string ?? "").Trim().TrimEnd('%').Trim();
        if (text.Length == 0 && Nullable) return SetAsync(null);
        if (double.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.CurrentCulture, out var value) && (!IsWhole || value == Math.Floor(value)))
            return SetAsync(Typed(IsShare ? value / 100 : value));
        problem = $"'{text}' is no {(IsWhole ? "whole " : "")}number.";
        return Task.CompletedTask;
    }

    private Task SetTextAsync(ChangeEventArgs e)
    {
        if (OptionSchema.TryParse(Field.Type, e.Value as string ?? "", out var value)) return SetAsync(value);
        problem = $"'{e.Value}' cannot be used here.";
        return Task.CompletedTask;
    }

    private Task SetAsync(object? value)
    {
        problem = null;
        return ValueChanged.InvokeAsync(value);
    }

    // A slider of floating-point steps gives .30000000000000004: 12 digits are what a person moved it to.
    private object Typed(double value)
    {
        if (Field.BareType == typeof(int)) return (int)Math.Clamp(value, int.MinValue, int.MaxValue);
        if (Field.BareType == typeof(long)) return (long)Math.Clamp(value, long.MinValue, long.MaxValue);
        return double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
