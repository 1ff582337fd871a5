using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Grouping;

/// <summary>Labels that were given, by store.</summary>
/// <param name="Source">What gave them.</param>
/// <param name="ByStore">Label of each store.</param>
/// <param name="Told">Rows that said nothing.</param>
internal sealed record StoreLabels(string Source, IReadOnlyDictionary<string, string> ByStore, IReadOnlyList<Notice> Told)
{
    /// <summary>What a run may give labels by.</summary>
    public static IReadOnlyList<InputKind> Kinds { get; } = [InputKind.File, InputKind.Source, InputKind.Run];

    /// <summary>What a dataset or a run must hold to give labels.</summary>
    public static IReadOnlyList<ColumnNeed> Needs { get; } =
    [
        new("clusters", "store", true, "A column with the store (or the account) as the sales name it, such as str_code."),
        new("clusters", "cluster", true, "A column with the label, such as Cluster."),
    ];

    /// <summary>Whether a source has labels.</summary>
    public static bool Has(IQueryEngine source) => Needs.All(n => source.Has(n.Table, n.Column));

    /// <summary>The labels given under an input's name: a file, or a dataset or run with a table clusters; null where nothing was given.</summary>
    /// <exception cref="InputException">There are none, or a store has two.</exception>
    public static async Task<StoreLabels?> FindAsync(RunInputs inputs, string name, CancellationToken ct) =>
        inputs.Given(name, Layout, ct) is { } file ? Of(file) : inputs.Find(name) is { } source ? await ReadAsync(source, ct) : null;

    /// <summary>The labels of a dataset or a run; a row without a store or a label says nothing.</summary>
    /// <exception cref="InputException">There are none, or a store has two.</exception>
    public static async Task<StoreLabels> ReadAsync(IQueryEngine source, CancellationToken ct)
    {
        if (!Has(source)) throw new InputException($"'{source.Name}' has no table clusters with the columns store and cluster.");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = new Aggregate("labels", "SELECT store, cluster FROM clusters WHERE store IS NOT NULL AND cluster IS NOT NULL GROUP BY store, cluster ORDER BY 1, 2",
            [new("store", "store", ColumnType.Text), new("cluster", "cluster", ColumnType.Text)]);
        await foreach (var batch in source.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
            {
                var (store, label) = (batch.Column<string?>(0)[i]!, batch.Column<string?>(1)[i]!);
                if (store.Length > 0 && label.Length > 0 && !labels.TryAdd(store, label))
                    throw new InputException($"'{source.Name}' puts {store} in two clusters, '{labels[store]}' and '{label}'. Keep one row for it.");
            }
        return labels.Count > 0 ? new(source.Name, labels, []) : throw new InputException($"The table clusters of '{source.Name}' has no labels.");
    }

    private static readonly GivenLayout Layout = new(null, Column("store", Canonical.Tables["sales"]["store"], Canonical.Tables["sales"]["account"]), Column("cluster"));

    // a file names its stores by any header that sales may name theirs by
    private static GivenColumn Column(string key, params Column[] others) =>
        new(key, ColumnType.Text, true, [.. Canonical.Tables["clusters"][key].Aliases.Concat(others.SelectMany(o => o.Aliases.Prepend(o.Key))).Where(a => a != key).Distinct(StringComparer.OrdinalIgnoreCase)]);

    private static StoreLabels Of(GivenTable file)
    {
        var labels = new Dictionary<string, (string Label, GivenRow Row)>(StringComparer.Ordinal);
        var blank = 0L;
        foreach (var row in file.Rows)
        {
            var (store, label) = (row["store"].Text, row["cluster"].Text);
            if (store.Length == 0 || label.Length == 0) blank++;
            else if (!labels.TryAdd(store, (label, row)) && labels[store].Label != label)
                throw new InputException(Invariant($"{file.Name} puts {store} in two clusters: '{labels[store].Label}' in {file.RowWord} {labels[store].Row.Line}, '{label}' in {file.RowWord} {row.Line}. Keep one of them."));
        }
        if (labels.Count == 0) throw new InputException($"{file.Name} has no row with both a store and a cluster.");
        var told = new List<Notice>();
        if (blank > 0) told.Add(new(NoticeLevel.Warning, Invariant($"{file.Name}: {blank:N0} rows without a store or a cluster say nothing."), blank));
        if (file.Broken.Count > 0) told.Add(new(NoticeLevel.Warning, Invariant($"{file.Name}: {file.Broken.Count:N0} lines cannot be read and are left out; the first is {file.RowWord} {file.Broken[0].Line}: {file.Broken[0].Why}."), file.Broken.Count));
        return new(file.Name, labels.ToDictionary(l => l.Key, l => l.Value.Label, StringComparer.Ordinal), told);
    }
}
