namespace RetailOpt.Web.Components.Charts;

/// <summary>
/// Colours that people with any colour vision tell apart (after Okabe and Ito, the light ones darkened for a white ground, lightened for a dark one).
/// An entity keeps its place in the palette, so it has the same colour on every chart and page.
/// </summary>
public static class ChartColors
{
    private static readonly string[] Light = ["#0072b2", "#c24e00", "#00785a", "#a8497f", "#8a6200", "#2b8fc7", "#5b4fa8", "#b3261e", "#4d5a55", "#6b7d00", "#8c5a3c", "#00707a"];
    private static readonly string[] Dark = ["#5db3ec", "#f5924e", "#3fcaa0", "#e39ac4", "#f0c04a", "#9ad4f5", "#b3a8f0", "#ff9a90", "#b6c2bc", "#c8d84e", "#d9a98a", "#5fd0da"];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x", "triangle-down", "pentagon", "star", "hexagon", "hourglass", "bowtie"];

    /// <summary>The colour of an entity, by its place.</summary>
    public static string Of(int entity, bool dark) => (dark ? Dark : Light)[Math.Abs(entity) % Light.Length];

    /// <summary>The symbol of an entity, by its place: shape tells what colour may not.</summary>
    public static string Symbol(int entity) => Symbols[Math.Abs(entity) % Symbols.Length];

    /// <summary>Colours of a scale from little to much, equally spaced.</summary>
    public static string[] Scale(bool dark, bool diverging) => (dark, diverging) switch
    {
        (false, false) => ["#e8f0ec", "#9cc9bb", "#4c9a86", "#0b6b5d", "#043d34"],
        (true, false) => ["#1d2925", "#205a4d", "#2f8a74", "#5fd0b8", "#c9f5ea"],
        (false, true) => ["#9a4a00", "#e2b183", "#f4f4f2", "#86bfd9", "#00598c"],
        (true, true) => ["#f5a05a", "#8a5a30", "#232927", "#2f6d8f", "#7cc8f5"],
    };

    /// <summary>Colours of points from little to much: each stands out from its ground, as a pale area need not.</summary>
    public static string[] Shades(bool dark) =>
        dark ? ["#ffe27a", "#c9bd8a", "#93a6ad", "#6f97cf", "#6487e0"] : ["#b58900", "#7d7c5a", "#4c6a78", "#2a5385", "#0b2f66"];

    /// <summary>Ink, muted ink, grid lines and ground.</summary>
    public static (string Ink, string Muted, string Grid, string Ground) Frame(bool dark) =>
        dark ? ("#e8ece9", "#aab5af", "#2e3633", "#1a1f1d") : ("#1b211f", "#525d58", "#e3e7e3", "#ffffff");
}
