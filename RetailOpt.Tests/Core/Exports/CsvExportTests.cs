using System.Globalization;
using System.Text;
using CsCheck;
using RetailOpt.Core.Exports;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;
using Sylvan.Data.Csv;

namespace RetailOpt.Tests.Core.Exports;

public sealed class CsvExportTests
{
    private static readonly Gen<string> Texts = Gen.Select(Gen.Int[0, 3], Gen.String[Gen.Char["=+-@'\t\r\n,\" aä"], 0, 6], (n, s) => new string('\'', n) + s);

    [Fact]
    public void Guard_AnyText_RestoresToItself_AndNeverBeginsAFormula() => Texts.Sample(text =>
    {
        var guarded = CsvText.Guard(text);
        Assert.Equal(text, CsvText.Restore(guarded));
        Assert.False(guarded.Length > 0 && "=+-@\t\r".Contains(guarded[0], StringComparison.Ordinal));
    });

    [Fact]
    public void WriteAsync_AnyTable_AnotherReaderReadsItBack() => RandomTables.UpTo(20).Sample(table =>
    {
        using var reader = CsvDataReader.Create(new StringReader(Write(table)), new CsvDataReaderOptions { Delimiter = ',' });
        Assert.Equal(table.Schema.Columns.Select(c => c.Key), Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        foreach (var row in table.Rows)
        {
            Assert.True(reader.Read());
            for (var i = 0; i < row.Length; i++) Assert.Equal(row[i], Parse(reader.GetString(i), table.Schema.Columns[i].Type, row[i] is null));
        }
        Assert.False(reader.Read());
    });

    [Fact]
    public void WriteAsync_Cells_AreWrittenInvariantly()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var table = RowTable.Of("t", [.. RandomTables.Columns.Take(7)], ["=1+1", -5L, 0.1, 1234.5000m, .25, new DateOnly(2024, 2, 29), true], ["", null, null, null, null, null, null], [null, null, null, null, null, null, null]);
            Assert.Equal("plain,with space,\"quo\"\"te\",it's,select,Ünïcode,a;b--\r\n'=1+1,-5,0.1,1234.5,0.25,2024-02-29,true\r\n\"\",,,,,,\r\n,,,,,,\r\n", Write(table));
        }
        finally { CultureInfo.CurrentCulture = before; }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteAsync_Mark_IsThereWhenAsked(bool mark)
    {
        using var stream = new MemoryStream();
        await CsvExport.WriteAsync(RowTable.Of("t", [new("ä", "Ä", ColumnType.Text)]), stream, mark, TestContext.Current.CancellationToken);
        Assert.Equal(mark, stream.ToArray().AsSpan().StartsWith(Encoding.UTF8.Preamble));
    }

    private static string Write(RowTable table)
    {
        using var stream = new MemoryStream();
        CsvExport.WriteAsync(table, stream, mark: false, CancellationToken.None).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static object? Parse(string text, ColumnType type, bool isNull) => isNull ? (text.Length == 0 ? null : text) : type switch
    {
        ColumnType.Text => CsvText.Restore(text),
        ColumnType.Integer => long.Parse(text, CultureInfo.InvariantCulture),
        ColumnType.Money => decimal.Parse(text, CultureInfo.InvariantCulture),
        ColumnType.Date => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnType.Flag => text == "true",
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
