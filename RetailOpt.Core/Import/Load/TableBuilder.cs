using RetailOpt.Core.Import.Mapping;
using RetailOpt.Core.Import.Parquet;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>The columns of one table that one file fills, in the order in which they are written.</summary>
/// <param name="plan">How the file is read.</param>
/// <param name="table">Canonical table.</param>
/// <param name="numbered">Whether rows keep the number of their file, since several files fill the table.</param>
/// <param name="others">Columns that other files of the same table have.</param>
internal sealed class LoadLayout(FilePlan plan, string table, bool numbered, IReadOnlyList<Column> others)
{
    /// <summary>Facts keep every row, with its line; dimensions keep what differs, to be reduced to one row a key later.</summary>
    public bool IsFact { get; } = Canonical.Tables[table].Identity.Count == 0;
    public string Table => table;
    public bool IsOwn { get; } = table == plan.Table;
    public FilePlan Plan => plan;
    public IReadOnlyList<(Column Column, int[] Headers)> Mapped { get; } = plan.Columns(table);
    public bool ComputesAmount { get; } = table == "sales" && plan.ComputesAmount;

    /// <summary>Mapped columns, then those that the import makes.</summary>
    public IReadOnlyList<Column> Columns { get; } =
    [
        .. plan.Columns(table).Select(c => c.Column),
        .. table == "sales" && plan.ComputesAmount ? new[] { Canonical.Tables["sales"]["amount"] } : [],
        .. others.Where(o => plan.Columns(table).All(c => c.Column.Key != o.Key) && !(o.Key == "amount" && plan.ComputesAmount)),
        .. numbered && Canonical.Tables[table].Identity.Count == 0 ? new[] { Canonical.Tables[table]["source_file"] } : [],
        Line,
    ];

    /// <summary>Canonical key columns that are mapped: without them a row means nothing.</summary>
    public IReadOnlyList<string> Keys { get; } = table == "sales" ? ["product"]
        : [.. plan.Columns(table).Select(c => c.Column.Key).Where(k => Canonical.Tables[table].Identity.Contains(k) || (Canonical.Tables[table].Identity.Count == 0 && k == "account"))];

    public static Column Line { get; } = Canonical.Tables["sales"]["source_line"];
}

/// <summary>Gathers one table's rows of one chunk.</summary>
internal sealed class TableBuilder
{
    private readonly (ColumnBuilder Builder, int[] Headers)[] _values, _texts;
    private readonly int[] _keys, _needed;
    private readonly ColumnBuilder[] _all, _absent;
    private readonly WholeBuilder? _amount, _quantity, _price, _file;
    private readonly LineBuilder _lines = new(LoadLayout.Line);
    private readonly int _fileNumber;
    private readonly HashSet64 _seen = new();
    private ulong _combination;

    public TableBuilder(LoadLayout layout, int fileNumber)
    {
        Layout = layout;
        _fileNumber = fileNumber;
        var mapped = layout.Mapped.Select(c => (Builder: Make(c.Column, layout.Plan), c.Headers)).ToArray();
        _values = [.. mapped.Where(c => c.Builder is not TextBuilder)];
        _texts = [.. mapped.Where(c => c.Builder is TextBuilder)];
        int[] At(params IEnumerable<string> keys) => [.. keys.SelectMany(k => layout.Mapped.Where(c => c.Column.Key == k).Select(c => c.Headers[0]))];
        _keys = At(layout.Keys);
        _needed = layout.Table == "sales" ? At("quantity", "amount") : [];
        WholeBuilder? Whole(string key) => mapped.FirstOrDefault(c => c.Builder.Column.Key == key).Builder as WholeBuilder;
        var made = new List<ColumnBuilder>();
        if (layout.ComputesAmount)
        {
            (_quantity, _price) = (Whole("quantity"), Whole("unit_price"));
            made.Add(_amount = new WholeBuilder(Canonical.Tables["sales"]["amount"], false, false));
        }
        _absent = [.. layout.Columns.Skip(mapped.Length + made.Count).Where(c => !Proposal.IsMade(c)).Select(c => Make(c, layout.Plan))];
        made.AddRange(_absent);
        if (layout.Columns.Any(c => c.Key == "source_file")) made.Add(_file = new WholeBuilder(Canonical.Tables[layout.Table]["source_file"], false, false));
        _all = [.. mapped.Select(c => c.Builder), .. made, _lines];
    }

    public LoadLayout Layout { get; }

    /// <summary>The key column that is empty in this row, or null.</summary>
    public string? MissingKey(Row row)
    {
        for (var i = 0; i < _keys.Length; i++) if (row[_keys[i]].IsEmpty) return Layout.Keys[i];
        foreach (var header in _needed) if (!row[header].IsEmpty) return null;
        return _needed.Length == 0 ? null : "quantity or amount";
    }

    /// <summary>Whether the row says nothing new: a dimension row that this chunk has already.</summary>
    public bool Skips(Row row)
    {
        _combination = 0;
        if (Layout.IsFact || Layout.IsOwn) return false;
        if (MissingKey(row) is not null) return true;
        foreach (var (_, headers) in _texts) foreach (var header in headers) _combination = Hashing.Mix(_combination ^ Hashing.Of(row[header]));
        foreach (var (_, headers) in _values) foreach (var header in headers) _combination = Hashing.Mix(_combination ^ Hashing.Of(row[header]));
        return _seen.Contains(_combination);
    }

    /// <summary>Adds the cells that can fail; on failure nothing is added.</summary>
    public Failure TryValues(Row row, out int header)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var (builder, headers) = _values[i];
            header = headers[0];
            var failure = headers.Length == 1 ? builder.Append(row[header]) : Sum((WholeBuilder)builder, headers, row, out header);
            if (failure == Failure.None) continue;
            while (--i >= 0) _values[i].Builder.Pop();
            return failure;
        }
        header = -1;
        return Failure.None;
    }

    /// <summary>Takes back what <see cref="TryValues"/> added.</summary>
    public void PopValues()
    {
        foreach (var (builder, _) in _values) builder.Pop();
    }

    /// <summary>Adds the rest of the row.</summary>
    public void Complete(Row row, long line)
    {
        foreach (var (builder, headers) in _texts) builder.Append(row[headers[0]]);
        _amount?.AppendValue(Product(_quantity!.Last, _price!.Last));
        foreach (var builder in _absent) builder.AppendNull();
        _file?.AppendValue(_fileNumber);
        _lines.AppendLine(line);
        if (!Layout.IsFact && !Layout.IsOwn) _seen.Add(_combination);
    }

    public ColumnChunk[] Encode(Tally[] tallies)
    {
        var chunks = new ColumnChunk[_all.Length];
        for (var i = 0; i < chunks.Length; i++) chunks[i] = _all[i].Encode(tallies[i]);
        _seen.Clear();
        return chunks;
    }

    private Failure Sum(WholeBuilder builder, int[] headers, Row row, out int failed)
    {
        long? sum = null;
        foreach (var header in headers)
        {
            failed = header;
            if (Cells.IsNothing(row[header])) continue;
            if (Numbers.Money(row[header], Layout.Plan.Comma, out var value) is var failure and not Failure.None) return failure;
            sum = (sum ?? 0) + value;
        }
        failed = -1;
        builder.AppendValue(sum);
        return Failure.None;
    }

    private static long? Product(long? quantity, long? price)
    {
        if (quantity is not { } q || price is not { } p) return null;
        var product = (Int128)q * p;
        var rounded = (product + (product < 0 ? -5_000 : 5_000)) / 10_000;
        return Int128.Abs(rounded) < Numbers.MoneyLimit ? (long)rounded : null;
    }

    private static ColumnBuilder Make(Column column, FilePlan plan) => column.Type switch
    {
        ColumnType.Text => new TextBuilder(column),
        ColumnType.Number or ColumnType.Percent => new RealBuilder(column, plan.Comma),
        ColumnType.Flag => new FlagBuilder(column),
        _ => new WholeBuilder(column, plan.Comma, plan.DayFirst),
    };
}
