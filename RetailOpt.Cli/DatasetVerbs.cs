using System.CommandLine;
using System.Text.Json;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Storage;

namespace RetailOpt.Cli;

/// <summary>`datasets`: list, show, delete.</summary>
internal sealed class DatasetVerbs(Session session, TextWriter output)
{
    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON document", Arity = ArgumentArity.Zero };

    public Command Command()
    {
        var command = new Command("datasets", "The datasets that are kept: list them, show one, delete one.") { _json };
        command.SetAction(List);
        var list = new Command("list", "The datasets, newest first.") { _json };
        list.SetAction(List);
        command.Add(list);
        command.Add(One("show", "What a dataset holds.", (line, dataset) => Show(line, dataset)));
        command.Add(One("delete", "Removes a dataset; runs made from it keep their results.", async (_, dataset, ct) =>
        {
            await session.Datasets.DeleteAsync(dataset.Id, ct);
            output.WriteLine($"deleted: {dataset.Name} ({dataset.Id})");
        }));
        return command;
    }

    private Command One(string name, string help, Action<ParseResult, DatasetManifest> act) => One(name, help, (line, dataset, _) =>
    {
        act(line, dataset);
        return Task.CompletedTask;
    });

    private Command One(string name, string help, Func<ParseResult, DatasetManifest, CancellationToken, Task> act)
    {
        var which = new Argument<string>("DATASET") { Description = "Name or id of the dataset" };
        var command = new Command(name, help) { which, _json };
        command.SetAction(async (line, ct) => await act(line, Find(line.GetRequiredValue(which)), ct));
        return command;
    }

    private DatasetManifest Find(string idOrName) =>
        session.Datasets.Find(idOrName) ?? throw new InputException($"There is no dataset '{idOrName}'; `retailopt datasets` lists them.");

    private void List(ParseResult line)
    {
        var all = session.Datasets.List();
        if (line.GetValue(_json)) output.WriteLine(JsonSerializer.Serialize(all.Select(d => new { d.Id, d.Name, d.Version, d.Created, d.Hash, Tables = d.Tables.ToDictionary(t => t.Schema.Name, t => t.Rows) }), Pretty));
        else if (all.Count == 0) output.WriteLine("No dataset yet. Try: retailopt import FILES");
        else output.Write(TextTable.Of(all.Select(d => new[] { d.Id, FormattableString.Invariant($"{d.Tables.Sum(t => t.Rows):N0} rows"), d.Name }).Prepend(["ID", "SIZE", "NAME"])));
    }

    private void Show(ParseResult line, DatasetManifest dataset)
    {
        if (line.GetValue(_json))
        {
            output.WriteLine(JsonSerializer.Serialize(dataset, Pretty));
            return;
        }
        output.WriteLine($"{dataset.Name} ({dataset.Id}), made {dataset.Created:u}");
        output.Write(TextTable.Of(dataset.Tables.Select(t => new[] { t.Schema.Name, FormattableString.Invariant($"{t.Rows:N0}"), string.Join(", ", t.Schema.Columns.Select(c => c.Key)) }).Prepend(["TABLE", "ROWS", "COLUMNS"])));
        foreach (var (name, value) in dataset.Facts) output.WriteLine($"{name}: {value}");
    }
}
