using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailOpt.Tests.Cli;

/// <summary>What the command line answered, as tests read it: its JSON and the CSV files of its folder.</summary>
internal static class CliAnswers
{
    /// <summary>Texts of all notices.</summary>
    public static string[] Notices(JsonNode json) => [.. json["notices"]!.AsArray().Select(n => (string)n!["text"]!)];

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Rows of a table written with --out FOLDER, by header; its cells hold no comma.</summary>
    public static Dictionary<string, string>[] Rows(string folder, string table)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, table + ".csv"));
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }
}
