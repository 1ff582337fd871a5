namespace RetailOpt.Web.Components.Forms;

/// <summary>The range that the data gives to an option, for its slider.</summary>
/// <param name="Min">Least.</param>
/// <param name="Max">Most.</param>
/// <param name="Used">What is used where the option is left empty, or null.</param>
/// <param name="Empty">What to say in an empty field; null writes <paramref name="Used"/>.</param>
public sealed record OptionRange(double Min, double Max, double? Used = null, string? Empty = null)
{
    private const int Steps = 150;

    /// <summary>A round step, of which the range holds 150 to 1,500.</summary>
    public double Step => Max > Min ? Math.Pow(10, Math.Floor(Math.Log10((Max - Min) / Steps))) : 1;

    /// <summary>The least value that is a whole number of steps, so that the slider stands at round values.</summary>
    public double First => Max > Min ? Math.Ceiling(Min / Step) * Step : Min;
}
