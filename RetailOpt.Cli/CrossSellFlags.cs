using System.CommandLine;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Cli;

/// <summary>What the verbs of `cross-sell` have beside others: the account as an argument, a folder of CSV files, and writing back to a warehouse.</summary>
internal sealed class CrossSellFlags
{
    private const string Account = "account";
    private const int Most = 100;
    private readonly Option<string> _csv = new("--export-csv") { Description = "A folder for the tables, as --out takes it", HelpName = "FOLDER" };
    private readonly Option<bool> _save = new("--save") { Description = "Writes the result back to a connected warehouse; there are no connections yet", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _noSave = new("--no-save") { Description = "Writes nothing back (the default)", Arity = ArgumentArity.Zero };
    private readonly Option<string> _external = new("--external") { Description = "Address of another recommender, with {account} and, if it takes it, {max} in it; what it says is shown beside ours. Its key is RETAILOPT_EXTERNAL_KEY in the environment", HelpName = "URL" };
    private readonly Argument<string>? _account;

    private CrossSellFlags(OptionSchema schema)
    {
        if (schema.Fields.FirstOrDefault(f => f.Key == Account) is { } field) _account = new("ACCOUNT") { Description = field.Help };
    }

    /// <summary>Adds them to a verb of the family; null for other verbs.</summary>
    public static CrossSellFlags? AddTo(Command command, IRunnable runnable)
    {
        if (!VerbFamilies.IsOf("cross-sell", runnable.Info.Key)) return null;
        var flags = new CrossSellFlags(runnable.Options);
        if (flags._account is { } account)
        {
            command.Add(account);
            command.Add(flags._external);
        }
        foreach (var option in new Option[] { flags._csv, flags._save, flags._noSave }) command.Add(option);
        return flags;
    }

    /// <summary>The options with the account that was typed.</summary>
    /// <exception cref="InputException">The result is to be written back, and there is nowhere.</exception>
    public object Apply(ParseResult line, OptionSchema schema, object options)
    {
        if (line.GetValue(_save)) throw new InputException("--save writes back to a connected warehouse, and there are no connections to warehouses yet. Leave it away; --out or --export-csv write files.");
        return _account is null ? options : schema.With(options, Account, line.GetRequiredValue(_account));
    }

    /// <summary>Asks the other recommender that was named, if one was, and keeps its answer in the home as an input; where it has none, that is told and nothing else changes.</summary>
    /// <exception cref="InputException">Its address cannot be one, or it is given beside a list of its own.</exception>
    public async Task AskOtherAsync(ParseResult line, Session session, Dictionary<string, InputRef> inputs, TextWriter error, CancellationToken ct)
    {
        if (_account is not { } account || line.GetValue(_external) is not { } address) return;
        if (inputs.ContainsKey(GivenExternal.Input)) throw new InputException($"Give --external or --{GivenExternal.Input}, not both.");
        var settings = new HttpRecommenderSettings { Address = address, Key = Environment.GetEnvironmentVariable("RETAILOPT_EXTERNAL_KEY") }.Checked();
        var id = line.GetRequiredValue(account);
        var answer = await HttpRecommender.Of(settings, TimeProvider.System).AskAsync(id, Most, ct);
        if (answer.Error is { } why) error.WriteLine($"The other recommender ({answer.Source}) is not shown: {why}.");
        else inputs[GivenExternal.Input] = await session.KeepAsync(GivenExternal.ToCsv(id, answer.Items), $"{answer.Source}.csv", ct);
    }

    /// <summary>The folder that was named, or null.</summary>
    /// <exception cref="InputException">It names a file.</exception>
    public string? Folder(ParseResult line) => line.GetValue(_csv) is not { } folder ? null
        : Path.GetExtension(folder).Length == 0 || Directory.Exists(folder) ? folder : throw new InputException($"--export-csv is '{folder}'; it must be a folder. --out writes single files.");
}
