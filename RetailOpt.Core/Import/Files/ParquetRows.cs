using DuckDB.NET.Data;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines.DuckDb;

namespace RetailOpt.Core.Import.Files;

/// <summary>A Parquet file as a table of text, through DuckDB's casts.</summary>
internal static class ParquetRows
{
    public static Source Source(InputFile file, string name)
    {
        using (var rows = Rows(file.Path, name).GetEnumerator()) rows.MoveNext();
        return new Source { Name = name, Leaf = name, Kind = "parquet", File = file, Raw = _ => new RowsStream(Rows(file.Path, name).GetEnumerator()) };
    }

    private static IEnumerable<string?[]> Rows(string path, string name)
    {
        using var duck = new DuckDbInstance([Path.GetDirectoryName(Path.GetFullPath(path))!], Path.GetTempPath(), ImportLimits.Engine(threads: 1));
        using var session = duck.Open();
        using var command = session.Command($"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {Sql.Parquet([path])}");
        command.UseStreamingMode = true;
        using var reader = Execute(command, name);
        var width = reader.FieldCount;
        yield return [.. Enumerable.Range(0, width).Select(reader.GetName)];
        while (reader.Read())
        {
            var row = new string?[width];
            for (var i = 0; i < width; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
            yield return row;
        }
    }

    private static DuckDBDataReader Execute(DuckDBCommand command, string name)
    {
        try { return command.ExecuteReader(); }
        catch (DuckDBException e) { throw new InputException($"{name} is no readable Parquet file: it is damaged or cut off. Fetch it again; nothing was loaded.", e); }
    }
}
