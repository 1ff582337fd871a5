using System.CommandLine;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import;
using RetailOpt.Core.Tables;

namespace RetailOpt.Cli;

/// <summary>`--map Header=table.column`: the short way to say what `--mapping` says as JSON, for every file of an import.</summary>
internal sealed class MapFlag
{
    private const string Key = "mapping";

    private readonly Option<string[]> _map = new("--map")
    {
        Description = "Which canonical column a header fills, such as \"Net Value=sales.amount\"; empty after = leaves the column out. May be given several times.",
        HelpName = "HEADER=TABLE.COLUMN",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the flag to the verb of an import.</summary>
    public static MapFlag? AddTo(Command command, IRunnable runnable)
    {
        if (runnable is not ImportAnalysis) return null;
        var flag = new MapFlag();
        command.Add(flag._map);
        return flag;
    }

    /// <summary>The options with the mapping that was typed.</summary>
    /// <exception cref="InputException">A mapping cannot be.</exception>
    public object Apply(ParseResult line, OptionSchema schema, object options)
    {
        if (line.GetValue(_map) is not { Length: > 0 } typed) return options;
        if (schema.Get(options, Key) is not null) throw new InputException("--map and --mapping are both given; give one of them.");
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in typed)
        {
            var at = pair.LastIndexOf('=');
            if (at <= 0) throw new InputException($"--map '{pair}' must be HEADER=TABLE.COLUMN, such as \"Net Value=sales.amount\".");
            columns[pair[..at].Trim()] = pair[(at + 1)..].Trim();
        }
        var json = MappingPlan.ToJson(new Dictionary<string, FileMapping> { ["*"] = new(null, columns) });
        if (MappingPlan.Error(json) is { } error) throw new InputException($"--map: {error}");
        return schema.With(options, Key, json);
    }
}
