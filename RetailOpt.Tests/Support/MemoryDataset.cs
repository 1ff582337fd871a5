using System.Security.Cryptography;
using System.Text;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Support;

/// <summary>A dataset writer that keeps the rows in memory.</summary>
internal sealed class MemoryDataset : IDatasetWriter
{
    public Dictionary<string, (TableSchema Schema, List<object?[]> Rows)> Tables { get; } = [];
    public string WorkFolder => throw new NotSupportedException("Nothing is written to disk.");

    public static async Task<MemoryDataset> OfAsync(IDatasetProducer producer, object options, int threads, CancellationToken ct, ulong seed = 0)
    {
        var dataset = new MemoryDataset();
        await producer.ProduceAsync(new RunInputs(new Dictionary<string, IQueryEngine>()), options, dataset, new NoWork(threads, seed), ct);
        return dataset;
    }

    public void Describe(string name, string currency, IReadOnlyDictionary<string, string> facts) { }

    public Task WriteAsync(IResultTable table, CancellationToken ct)
    {
        Tables.Add(table.Schema.Name, (table.Schema, table.Read().ToList()));
        return Task.CompletedTask;
    }

    public void Adopt(TableSchema schema, string parquetPath, TableContent? content = null) => throw new NotSupportedException("Nothing is written to disk.");

    /// <summary>A column's cells.</summary>
    public IEnumerable<T> Column<T>(string table, string column) => Tables[table].Rows.Select(r => (T)r[Tables[table].Schema.IndexOf(column)]!);

    /// <summary>Hash over every cell of every table.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, table) in Tables)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            foreach (var row in table.Rows)
                hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001f', row.Select(OptionSchema.Format)) + '\n'));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
