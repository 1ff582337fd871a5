using RetailOpt.Core.Analyses;

namespace RetailOpt.Cli;

/// <summary>Examples in the help of a verb.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> ByVerb = new(StringComparer.Ordinal)
    {
        ["import"] = ["import sales.csv products.csv --name \"My shop\" --currency EUR"],
        ["price"] =
        [
            "price Pricing_Data.xlsx --target-md .3 --target-demand 2500000 --target-inventory 1000 --out Pricing_Result.xlsx",
            "price \"My shop\" --by product-and-store --horizon 4 --json",
        ],
        ["pricing-data"] = ["pricing-data \"My shop\" --out Pricing_Data.xlsx"],
        ["clusters"] = ["clusters \"My shop\" --out clusters/"],
    };

    /// <summary>What a verb does, with examples.</summary>
    public static string Describe(AnalysisInfo info)
    {
        var lines = ByVerb.GetValueOrDefault(info.Key) ?? [info.Inputs.Count == 0 ? info.Key : $"{info.Key} \"My shop\" --out {info.Key}/"];
        return string.Join(Environment.NewLine, [info.Summary, "", lines.Length == 1 ? "Example:" : "Examples:", .. lines.Select(l => "  retailopt " + l)]);
    }
}
