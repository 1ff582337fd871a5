using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using RetailOpt.Core.Tables;
using Column = RetailOpt.Core.Tables.Column;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>Gathers the cells of one column, batch after batch.</summary>
internal abstract class BatchColumn
{
    /// <summary>The texts of a coded column, else null.</summary>
    public virtual IReadOnlyList<string>? Texts => null;

    /// <summary>Adds all cells of an array.</summary>
    public abstract void Add(IArrowArray cells);

    /// <summary>The cells that were added since the last time.</summary>
    public abstract System.Array Take();

    /// <summary>A column of a query.</summary>
    public static BatchColumn Of(Aggregate query, Column column) => column.Type switch
    {
        ColumnType.Text when query.Coded?.Contains(column.Key, StringComparer.OrdinalIgnoreCase) == true => new CodedColumn(),
        ColumnType.Text => new Cells<string?>((cells, to) => AddTexts((StringArray)cells, to)),
        ColumnType.Integer => new Cells<long>((cells, to) => to.AddRange(Whole(query, column, cells, ((Int64Array)cells).Values))),
        ColumnType.Money => new Cells<long>((cells, to) => AddMoney((Decimal128Array)Whole(query, column, cells), to)),
        ColumnType.Date => new Cells<DateOnly>((cells, to) => AddDays((Date32Array)Whole(query, column, cells), to)),
        ColumnType.Flag => new Cells<bool>((cells, to) => AddFlags((BooleanArray)Whole(query, column, cells), to)),
        _ => new Cells<double>((cells, to) => AddNumbers((DoubleArray)cells, to)),
    };

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private static void AddTexts(StringArray texts, List<string?> to)
    {
        var ends = texts.ValueOffsets;
        var bytes = texts.Values;
        for (var i = 0; i < texts.Length; i++) to.Add(texts.IsNull(i) ? null : Encoding.UTF8.GetString(bytes[ends[i]..ends[i + 1]]));
    }

    private static void AddMoney(Decimal128Array money, List<long> to)
    {
        // 18 digits fit the lower of the two words
        var words = MemoryMarshal.Cast<byte, long>(money.ValueBuffer.Span).Slice(2 * money.Offset, 2 * money.Length);
        for (var i = 0; i < money.Length; i++) to.Add(words[2 * i]);
    }

    private static void AddDays(Date32Array days, List<DateOnly> to)
    {
        foreach (var day in days.Values) to.Add(DateOnly.FromDayNumber(day + Epoch));
    }

    private static void AddFlags(BooleanArray flags, List<bool> to)
    {
        for (var i = 0; i < flags.Length; i++) to.Add(flags.GetValue(i) == true);
    }

    private static void AddNumbers(DoubleArray numbers, List<double> to)
    {
        var values = numbers.Values;
        for (var i = 0; i < values.Length; i++) to.Add(numbers.IsNull(i) ? double.NaN : values[i]);
    }

    private static IArrowArray Whole(Aggregate query, Column column, IArrowArray cells) => cells.NullCount == 0 ? cells
        : throw new InvalidOperationException($"The query {query.Name} has an empty cell in {column.Key}, a column of {column.Type}; write COALESCE in its SELECT list.");

    private static ReadOnlySpan<long> Whole(Aggregate query, Column column, IArrowArray cells, ReadOnlySpan<long> values)
    {
        Whole(query, column, cells);
        return values;
    }

    private sealed class Cells<T>(Action<IArrowArray, List<T>> add) : BatchColumn
    {
        private readonly List<T> _cells = [];

        public override void Add(IArrowArray cells) => add(cells, _cells);

        public override System.Array Take()
        {
            var taken = _cells.ToArray();
            _cells.Clear();
            return taken;
        }
    }

    /// <summary>Texts that repeat, each made once.</summary>
    private sealed class CodedColumn : BatchColumn
    {
        private readonly TextDictionary _dictionary = new();
        private readonly List<string> _texts = [];
        private readonly List<int> _codes = [];

        public override IReadOnlyList<string> Texts => _texts;

        public override void Add(IArrowArray cells)
        {
            var texts = (StringArray)cells;
            var ends = texts.ValueOffsets;
            var bytes = texts.Values;
            for (var i = 0; i < texts.Length; i++)
                _codes.Add(texts.IsNull(i) ? -1 : Code(bytes[ends[i]..ends[i + 1]]));
        }

        public override System.Array Take()
        {
            var taken = _codes.ToArray();
            _codes.Clear();
            return taken;
        }

        private int Code(ReadOnlySpan<byte> text)
        {
            var code = _dictionary.Code(text);
            if (code == _texts.Count) _texts.Add(Encoding.UTF8.GetString(text));
            return code;
        }
    }
}
