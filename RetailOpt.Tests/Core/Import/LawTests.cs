using System.Globalization;
using System.Text;
using CsCheck;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Import.Load;
using RetailOpt.Core.Import.Parquet;
using RetailOpt.Core.Import.Text;
using RetailOpt.Core.Import.Values;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Import;

/// <summary>What holds for every text, number, day and column.</summary>
public sealed class LawTests
{
    private static readonly Gen<string> Cell = Gen.String[Gen.Char["ab,;\"\n '"], 0, 6];
    private static readonly Gen<string> Junk = Gen.String[Gen.Char["ab,,\"\"\n\n\r"], 0, 80];

    [Fact]
    public void Records_QuotedCells_ComeBack() => Cell.Array[1, 5].Array[1, 6].Sample(rows =>
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => string.Join(',', r.Select(c => $"\"{c.Replace("\"", "\"\"")}\"")) + "\n")));
        Assert.Equal(rows, Parse(text));
    });

    [Fact]
    public void Records_AnyText_EveryLineInOneRecord() => Junk.Sample(junk =>
    {
        var text = Encoding.UTF8.GetBytes(junk);
        var at = 0;
        while (at < text.Length)
        {
            Assert.True(Records.TryFind(text, at, (byte)',', last: true, out var end, out var shape));
            Assert.True(end > at && (end == text.Length || text[end - 1] == '\n'));
            if (shape is RecordShape.Broken or RecordShape.Plain) Assert.Equal(end < text.Length || text[^1] == '\n' ? 1 : 0, text.AsSpan(at, end - at).Count((byte)'\n'));
            at = end;
        }
    });

    [Fact]
    public void Chunks_AnySize_SameRecordsAndLines() => Gen.Select(Junk, Gen.Int[1, 40]).Sample((junk, size) =>
    {
        var text = Encoding.UTF8.GetBytes(junk);
        var cutter = new ChunkCutter(new MemoryStream(text), (byte)',', "x", size);
        var (records, line) = (new List<string>(), 1L);
        while (cutter.Next(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                Assert.Equal(line, chunk.FirstLine);
                line += chunk.Lines;
                records.AddRange(Cut(chunk.Text.ToArray()));
            }
        }
        Assert.Equal(Cut(text), records);
        Assert.Equal(junk.Count(c => c == '\n') + (junk.Length > 0 && junk[^1] != '\n' ? 1 : 0), cutter.PhysicalLines);
        Assert.Equal(cutter.PhysicalLines, line - 1);
    });

    [Fact]
    public void Money_AnyWayItIsWritten_ComesBack() => Gen.Select(Gen.Long[-999_999_999_999_999_999 / 10, 999_999_999_999_999_999 / 10], Gen.Int[0, 4], Gen.Bool, Gen.Bool, Gen.Int[0, 2].Select(i => new[] { "", "$", "€" }[i])).Sample((units, decimals, comma, grouped, sign) =>
    {
        var value = decimal.Round(units / 10_000m, decimals);
        var format = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        (format.NumberDecimalSeparator, format.NumberGroupSeparator) = comma ? (",", ".") : (".", ",");
        var text = (value < 0 ? "-" : "") + sign + Math.Abs(value).ToString((grouped ? "N" : "F") + decimals, format);
        Assert.Equal(Failure.None, Numbers.Money(Encoding.UTF8.GetBytes(text), comma, out var read));
        Assert.Equal(value, read / 10_000m);
    });

    [Theory]
    [InlineData("1.23456", 12346)]
    [InlineData("1.23455", 12346)]
    [InlineData("-1.23455", -12346)]
    [InlineData("1e3", 10_000_000)]
    [InlineData("1.5E-2", 150)]
    [InlineData(".5", 5000)]
    [InlineData("5.", 50000)]
    [InlineData("+7", 70000)]
    [InlineData("(12.50)", -125000)]
    [InlineData("£1,234.5", 12345000)]
    [InlineData("1 234", 12340000)]
    [InlineData("1'234.5", 12345000)]
    public void Money_Spellings(string text, long units)
    {
        Assert.Equal(Failure.None, Numbers.Money(Encoding.UTF8.GetBytes(text), false, out var read));
        Assert.Equal(units, read);
    }

    [Theory]
    [InlineData("1,23")]
    [InlineData("12,34,567")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("-")]
    [InlineData("$")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("12a")]
    [InlineData("e5")]
    public void Money_NoNumber_Refused(string text) => Assert.Equal(Failure.NotANumber, Numbers.Money(Encoding.UTF8.GetBytes(text), false, out _));

    [Theory]
    [InlineData("yyyy-MM-dd", true)]
    [InlineData("yyyyMMdd", true)]
    [InlineData("yyyy/M/d", false)]
    [InlineData("dd.MM.yyyy", true)]
    [InlineData("d/M/yyyy HH:mm", true)]
    [InlineData("MM-dd-yyyy", false)]
    [InlineData("M/d/yy h:mm tt", false)]
    [InlineData("dd-MMM-yy", true)]
    [InlineData("d MMM yyyy", false)]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fffZ", false)]
    public void Dates_AnyFormat_ComeBack(string format, bool dayFirst) => Gen.Int[0, 18_000].Sample(days =>
    {
        var day = new DateOnly(1995, 1, 1).AddDays(days);
        var text = day.ToDateTime(new TimeOnly(23, 59, 58)).ToString(format, CultureInfo.InvariantCulture);
        Assert.Equal(Failure.None, Dates.Read(Encoding.UTF8.GetBytes(text), dayFirst, out var read));
        Assert.Equal(day, Tally.Day(read));
    });

    [Fact]
    public void Dates_AnyText_NeverThrows() => Gen.String[Gen.Char["0123456789-/. :TJanFeb"], 0, 14].Sample(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var orders = Dates.Orders(bytes, out _);
        Assert.Equal(orders.HasFlag(DateOrders.Dmy), Dates.Read(bytes, true, out _) == Failure.None);
        Assert.Equal(orders.HasFlag(DateOrders.Mdy), Dates.Read(bytes, false, out _) == Failure.None);
    });

    private static readonly Column[] Columns =
    [
        new("t", "", ColumnType.Text), new("m", "", ColumnType.Money), new("d", "", ColumnType.Date), new("n", "", ColumnType.Number), new("f", "", ColumnType.Flag), new("i", "", ColumnType.Integer),
    ];

    private static readonly Gen<string[]> ParquetRow = Gen.Select(
        Gen.OneOf(Gen.String[Gen.Char["abcé "], 0, 12].Select(t => t.Trim()), Gen.Int[0, 2].Select(i => new[] { "", "x", "12345678" }[i])), Gen.OneOf(Gen.Long[-5, 5], Gen.Long[-1_000_000_000_000, 1_000_000_000_000]), Gen.Int[0, 30_000], Gen.Double[-1e6, 1e6], Gen.Bool, Gen.Long,
        (t, m, d, n, f, i) => new[] { t, (m / 10_000m).ToString(CultureInfo.InvariantCulture), Tally.Day(d).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), n.ToString("R", CultureInfo.InvariantCulture), f ? "true" : "false", i.ToString(CultureInfo.InvariantCulture) });

    [Fact]
    public void Parquet_AnyCells_DuckDbReadsThemBack()
    {
        using var folder = new TempFolder();
        using var duck = new DuckDbInstance([folder.Path], folder.Path, new DuckDbLimits(256 << 20, 1 << 30, 1, 1));
        using var session = duck.Open();
        var number = 0;
        Gen.Select(ParquetRow, Gen.Int[0, 63]).Select((row, empty) => row.Select((c, i) => (empty >> i & 1) != 0 ? "" : c).ToArray()).Array[1, 300].Array[1, 3].Sample(groups =>
        {
            var path = folder[$"{number++}.parquet"];
            ColumnBuilder[] builders = [new TextBuilder(Columns[0]), new WholeBuilder(Columns[1], false, false), new WholeBuilder(Columns[2], false, false), new RealBuilder(Columns[3], false), new FlagBuilder(Columns[4]), new WholeBuilder(Columns[5], false, false)];
            var lines = new LineBuilder(LoadLayout.Line);
            long line = 0;
            using (var writer = new ParquetWriter(path, [.. Columns, LoadLayout.Line]))
            {
                foreach (var group in groups)
                {
                    foreach (var row in group)
                    {
                        for (var i = 0; i < builders.Length; i++) Assert.Equal(Failure.None, builders[i].Append(Encoding.UTF8.GetBytes(row[i])));
                        lines.AppendLine(line += row[0].Length);
                    }
                    writer.Add([.. builders.Append(lines).Select(b => b.Encode(new Tally(b.Column)))]);
                }
                writer.Finish();
            }
            var read = session.List($"SELECT * FROM {Sql.Parquet([path])}", r => Enumerable.Range(0, 6).Select(i => r.Cell(i, Columns[i].Type)).Append(r.GetInt64(6)).ToArray());
            line = 0;
            Assert.Equal(groups.SelectMany(g => g).Select(row => row.Select(Expected).Append(line += row[0].Length).ToArray()), read);
        }, iter: 40, threads: 1);
    }

    private static object? Expected(string cell, int column) => cell.Length == 0 ? null : Columns[column].Type switch
    {
        ColumnType.Text => cell,
        ColumnType.Money => decimal.Parse(cell, CultureInfo.InvariantCulture),
        ColumnType.Date => DateOnly.Parse(cell, CultureInfo.InvariantCulture),
        ColumnType.Number => double.Parse(cell, CultureInfo.InvariantCulture),
        ColumnType.Flag => bool.Parse(cell),
        _ => long.Parse(cell, CultureInfo.InvariantCulture),
    };

    [Fact]
    public void HashCounter_CountsAsASet() => Gen.Select(Gen.ULong[0, 500].Array[0, 3000], Gen.Int[0, 3000]).Sample((values, asked) =>
    {
        ulong Spread(ulong v) => v * 0x0100_0000_0000_0000 + v;
        var counter = new HashCounter();
        for (var i = 0; i < values.Length; i++)
        {
            counter.Add(Spread(values[i]));
            if (i == asked) Assert.Equal(values.Take(i + 1).Distinct().Count(), counter.Count);
        }
        Assert.Equal(values.Distinct().Count(), counter.Count);
        Assert.False(counter.Full);
        var twice = new HashCounter();
        twice.Add(counter);
        twice.Add(counter);
        Assert.Equal(counter.Count, twice.Count);
    });

    [Fact]
    public void HashCounter_BeyondItsLimit_SaysSo()
    {
        var counter = new HashCounter(1 << 18);
        for (var i = 0UL; i < 1 << 20; i++) counter.Add(Hashing.Mix(i));
        Assert.True(counter.Full);
    }

    [Fact]
    public void HashSet64_IsASet() => Gen.ULong[0, 500].Array[0, 3000].Sample(values =>
    {
        var set = new HashSet64();
        foreach (var value in values)
        {
            set.Add(Hashing.Mix(value));
            Assert.True(set.Contains(Hashing.Mix(value)));
        }
        Assert.All(Enumerable.Range(501, 200), v => Assert.False(set.Contains(Hashing.Mix((ulong)v))));
    });

    private static List<string> Cut(byte[] text)
    {
        var records = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            Records.TryFind(text, at, (byte)',', last: true, out var end, out var shape);
            records.Add($"{shape} {Encoding.UTF8.GetString(text, at, end - at)}");
            at = end;
        }
        return records;
    }

    private static IEnumerable<string[]> Parse(byte[] text)
    {
        var cells = new List<(int Start, int Length, bool Quoted)>();
        byte[] scratch = [];
        for (var at = 0; at < text.Length;)
        {
            Records.TryFind(text, at, (byte)',', last: true, out var end, out _);
            var record = text[at..end];
            Records.Split(record, (byte)',', cells);
            yield return [.. cells.Select(c => Encoding.UTF8.GetString(c.Quoted ? Records.Unquote(record.AsSpan(c.Start, c.Length), ref scratch) : record.AsSpan(c.Start, c.Length)))];
            at = end;
        }
    }
}
