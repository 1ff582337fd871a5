using System.CommandLine;
using System.CommandLine.Parsing;

namespace RetailOpt.Cli;

/// <summary>Verbs that belong together are sub-verbs of one: a kind of run whose key begins with the family's name is the sub-verb of the rest of it ("cross-sell-itemsets": `cross-sell itemsets`).</summary>
internal sealed class VerbFamilies(RootCommand root)
{
    private static readonly (string Name, string Help)[] All = [("cross-sell", "What sells together: itemsets, affinity, promotions.")];
    private readonly Dictionary<string, Command> _families = new(StringComparer.Ordinal);

    /// <summary>The name of a verb within its family.</summary>
    public static string NameOf(string key) => Family(key) is { } family ? key[(family.Length + 1)..] : key;

    /// <summary>The words of a command, without the program's, each with a space behind it.</summary>
    public static string PathOf(CommandResult command) => command.Parent is CommandResult parent ? $"{PathOf(parent)}{command.Command.Name} " : "";

    /// <summary>Puts a verb where its key belongs.</summary>
    public void Add(string key, Command command)
    {
        if (Family(key) is not { } name) root.Add(command);
        else
        {
            if (!_families.TryGetValue(name, out var family)) root.Add(_families[name] = family = new Command(name, All.First(f => f.Name == name).Help));
            family.Add(command);
        }
    }

    /// <summary>Whether a verb is of a family.</summary>
    public static bool IsOf(string family, string key) => Family(key) == family;

    private static string? Family(string key) => All.Select(f => f.Name).FirstOrDefault(f => key.StartsWith(f + "-", StringComparison.Ordinal));
}
