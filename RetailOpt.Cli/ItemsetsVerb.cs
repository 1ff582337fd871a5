using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Baskets;
using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.Import.Files;

namespace RetailOpt.Cli;

/// <summary>`cross-sell itemsets`: the frequent itemsets of a plain basket file. No run is kept.</summary>
internal sealed class ItemsetsVerb(Session session, TextWriter output, TextWriter error, Interrupts interrupts)
{
    public const string Key = "cross-sell-itemsets";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string> _file = new("FILE") { Description = "A basket a line, its items separated by spaces, commas, semicolons, tabs or bars; may be gzip" };
    private readonly Option<int> _minCount = new("--min-count") { Description = "Least number of baskets with an itemset, from 1", HelpName = "NUMBER", Required = true };
    private readonly Option<int?> _maxSize = new("--max-size") { Description = "Most items of an itemset (default: any number)", HelpName = "NUMBER" };
    private readonly Option<ItemsetKind> _kind = new("--kind") { Description = "All; closed: no larger itemset is in as many baskets; maximal: no larger one is frequent", HelpName = "all|closed|maximal" };
    private readonly Option<long> _maxItemsets = new("--max-itemsets") { Description = "More itemsets than these are refused", HelpName = "NUMBER", DefaultValueFactory = _ => MiningOptions.DefaultMaxItemsets };
    private readonly Option<int?> _maxBasket = new("--max-basket-items") { Description = "Baskets of more items are left out (default: none is)", HelpName = "NUMBER" };
    private readonly Option<string> _out = new("--out") { Description = "A CSV file for the itemsets (COUNT, SIZE, ITEMS); without it they are only counted", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON document", Arity = ArgumentArity.Zero };

    public Command Command()
    {
        var command = new Command(VerbFamilies.NameOf(Key), "The sets of items that are in many baskets of a plain basket file.") { _file, _minCount, _maxSize, _kind, _maxItemsets, _maxBasket, _out, _json };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult line)
    {
        using var cancel = new CancellationTokenSource();
        using var handler = interrupts.Handle(_ => cancel.Cancel());
        var options = new MiningOptions(AtLeast1(_minCount, line.GetValue(_minCount)), line.GetValue(_kind), AtLeast1(_maxSize, line.GetValue(_maxSize) ?? int.MaxValue), MaxItemsets(line));
        var clock = Stopwatch.StartNew();
        var file = Read(line, cancel.Token);
        var read = clock.Elapsed.TotalSeconds;
        Warn(line.GetRequiredValue(_file), file);
        clock.Restart();
        var found = Mine(file, options, line.GetValue(_out), cancel.Token);
        Tell(line, file, options, found, read, clock.Elapsed.TotalSeconds);
        return ExitCodes.Done;
    }

    private BasketFileContent Read(ParseResult line, CancellationToken ct)
    {
        var path = line.GetRequiredValue(_file);
        using var stream = PlainFiles.Open(path);
        try { return BasketFile.Read(stream, path, new(line.GetValue(_maxBasket) is { } most ? AtLeast1(_maxBasket, most) : null), ct); }
        catch (InvalidDataException e) { throw new InputException($"{path}: {e.Message}", e); }
    }

    private ItemsetCounts Mine(BasketFileContent file, MiningOptions options, string? target, CancellationToken ct)
    {
        try
        {
            if (target is null) return ItemsetMiner.Count(file.Baskets, options, session.Threads, ct);
            var sink = new ItemsetCsv(file.Baskets, file.Names);
            return sink.Write(target, () => ItemsetMiner.Stream(file.Baskets, options, sink, session.Threads, ct));
        }
        catch (TooManyItemsetsException e)
        {
            throw new InputException($"{e.Message} Raise --min-count, limit --max-size, ask for closed or maximal ones with --kind, or allow more with --max-itemsets.", e);
        }
    }

    private void Warn(string path, BasketFileContent file)
    {
        foreach (var bad in file.BadLines) error.WriteLine(Invariant($"{path}, line {bad.Line}: {bad.Why}; it is left out"));
        if (file.BadCount > file.BadLines.Count) error.WriteLine(Invariant($"{path}: {file.BadCount - file.BadLines.Count:N0} more lines are left out"));
        if (file.TooLong > 0) error.WriteLine(Invariant($"{path}: {file.TooLong:N0} baskets are left out by --max-basket-items; the longest, line {file.LongestLine}, names {file.LongestBasket:N0} items"));
        else if (file.LongestBasket >= BasketFile.ManyItems) error.WriteLine(Invariant($"{path}, line {file.LongestLine}: a basket of {file.LongestBasket:N0} items; --max-basket-items leaves such baskets out"));
    }

    private void Tell(ParseResult line, BasketFileContent file, MiningOptions options, ItemsetCounts found, double read, double mine)
    {
        var target = line.GetValue(_out);
        if (line.GetValue(_json))
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                Itemsets = found.Total,
                ReadSeconds = read,
                MineSeconds = mine,
                Baskets = file.Baskets.Count,
                file.Baskets.Items,
                options.MinCount,
                Kind = options.Kind.ToString().ToLowerInvariant(),
                MaxSize = options.MaxSize == int.MaxValue ? (int?)null : options.MaxSize,
                LongerExist = found.SizeCapHit,
                BySize = found.BySize,
                LinesLeftOut = file.BadCount + file.TooLong,
                EmptyLines = file.EmptyLines,
                RepeatedItems = file.Baskets.Repeated,
                File = target,
            }, Json));
            return;
        }
        output.WriteLine(Invariant($"{found.Total:N0} itemsets in at least {options.MinCount:N0} of {file.Baskets.Count:N0} baskets of {file.Baskets.Items:N0} items; read in {read:0.000} s, mined in {mine:0.000} s"));
        if (found.BySize.Count > 0) output.Write(TextTable.Of(found.BySize.Select(s => new[] { Invariant($"{s.Key}"), Invariant($"{s.Value:N0}") }).Prepend(["SIZE", "ITEMSETS"])));
        if (found.SizeCapHit) output.WriteLine(Invariant($"! There are itemsets of more than {options.MaxSize} items, left out by --max-size."));
        if (target is not null) output.WriteLine($"written: {Path.GetFullPath(target)}");
    }

    private static int AtLeast1(Option option, int value) => value >= 1 ? value : throw new InputException($"{option.Name} must be a whole number from 1.");

    private long MaxItemsets(ParseResult line) =>
        line.GetValue(_maxItemsets) is >= 1 and <= MiningOptions.MostMaxItemsets and var value ? value
        : throw new InputException(Invariant($"--max-itemsets must be a whole number from 1 to {MiningOptions.MostMaxItemsets}."));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
