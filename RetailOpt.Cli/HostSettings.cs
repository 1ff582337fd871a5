using System.CommandLine;
using System.Globalization;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Cli;

/// <summary>What the host needs before a verb is known.</summary>
/// <param name="Home">The folder that holds everything.</param>
/// <param name="Threads">Threads a run may use, or null for all.</param>
internal sealed record HostSettings(string Home, int? Threads)
{
    private static readonly Option<string> HomeOption = new("--home")
    {
        Description = "The folder that holds datasets and runs (default: RETAILOPT_HOME, else .retailopt in your own folder)",
        HelpName = "FOLDER",
        Recursive = true,
    };

    private static readonly Option<string> ThreadsOption = new("--threads")
    {
        Description = "Threads a run may use (default: all); no result depends on it",
        HelpName = "NUMBER",
        Recursive = true,
    };

    /// <summary>Options that every verb has.</summary>
    public static IReadOnlyList<Option> Options => [HomeOption, ThreadsOption];

    /// <summary>Finds them in the raw arguments.</summary>
    /// <exception cref="InputException">A value cannot be.</exception>
    public static HostSettings Scan(string[] args)
    {
        var home = Find(args, HomeOption.Name);
        if (home is { Length: 0 }) throw new InputException("--home is empty; name the folder that shall hold datasets and runs.");
        var threads = Find(args, ThreadsOption.Name);
        if (threads is null) return new HostSettings(home ?? Core.Storage.Home.DefaultRoot, null);
        if (!int.TryParse(threads, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1024)
            throw new InputException($"--threads is '{threads}'; it must be a whole number from 1 to 1024.");
        return new HostSettings(home ?? Core.Storage.Home.DefaultRoot, count);
    }

    private static string? Find(string[] args, string name)
    {
        for (var i = 0; i < args.Length && args[i] != "--"; i++)
        {
            if (args[i] == name) return i + 1 < args.Length ? args[i + 1] : null;
            if (args[i].StartsWith(name + "=", StringComparison.Ordinal)) return args[i][(name.Length + 1)..];
        }
        return null;
    }
}
