using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

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
        ["opportunities"] =
        [
            "opportunities sales.csv --clusters clusters.csv --top-performer-threshold .8 --adoption-threshold .6 --out opportunities/",
            "opportunities \"My shop\" --from 2026-07-01 --min-product-sales 20 --no-enforce-adoption --json",
        ],
        ["cross-sell analyze"] = ["cross-sell analyze --data \"My shop\" --lookback-days 365 --export-csv cross-sell/"],
        ["cross-sell market-basket"] = ["cross-sell market-basket --data \"My shop\" --min-support .005 --max-q .05 --hide-redundant --segment Premium"],
        ["cross-sell affinity"] = ["cross-sell affinity --data \"My shop\" --items 40 --item-level subcategory"],
        ["cross-sell promotional-optimization"] = ["cross-sell promotional-optimization --data \"My shop\" --campaign-type seasonal --out promotions/"],
        ["cross-sell account-recommendations"] = ["cross-sell account-recommendations ACC0011 --data \"My shop\" --max-recommendations 5"],
        ["cross-sell call-list"] = ["cross-sell call-list --data \"My shop\" --item-level subcategory --out calls/"],
        ["cross-sell backtest"] = ["cross-sell backtest --data \"My shop\" --min-support .005"],
        ["cross-sell ab-test"] = ["cross-sell ab-test --data \"My shop\" --seed 7 --out arms/", "cross-sell ab-test --data \"My shop\" --seed 7 --outcomes outcomes.csv"],
        ["cross-sell itemsets"] = ["cross-sell itemsets baskets.dat --min-count 50 --max-size 4 --kind closed --out itemsets.csv"],
        ["sell-through"] =
        [
            "sell-through sales.csv --clusters clusters.csv --roles roles.csv --out sell/",
            "sell-through \"My shop\" --weights 1/0/0 --change-limit .2 --role-mix none --json",
        ],
        ["clusters"] = ["clusters \"My shop\" --out clusters/"],
    };

    /// <summary>Lets help end with the examples of the verb.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            help.Invoke(parseResult);
            if (!ByVerb.TryGetValue(VerbFamilies.PathOf(parseResult.CommandResult).TrimEnd(), out var lines)) return ExitCodes.Done;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in lines) output.WriteLine("  retailopt " + line);
            return ExitCodes.Done;
        }
    }
}
