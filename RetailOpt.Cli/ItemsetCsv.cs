using System.Text;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Baskets;
using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Cli;

/// <summary>Writes itemsets to a CSV file as they are found; the file is there whole or not at all.</summary>
internal sealed class ItemsetCsv : IItemsetSink
{
    private const char Between = ' ', Quote = '"';
    private readonly SortedDictionary<int, long> _bySize = [];
    private readonly string[] _names;
    private TextWriter _file = TextWriter.Null;

    public ItemsetCsv(BasketSet baskets, ItemNames names)
    {
        _names = new string[baskets.Items];
        for (var rank = 0; rank < _names.Length; rank++) _names[rank] = Quoted(names[baskets.Id(rank)]);
    }

    /// <summary>Runs the mining with the file open.</summary>
    /// <exception cref="InputException">The file cannot be made.</exception>
    public ItemsetCounts Write(string path, Func<bool> mine)
    {
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            bool longer;
            using (_file = Open(part))
            {
                _file.Write("COUNT,SIZE,ITEMS\n");
                longer = mine();
            }
            File.Move(part, path, overwrite: true);
            return new ItemsetCounts(_bySize, longer);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public void Take(ItemsetChunk chunk)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            var ranks = chunk.Itemset(i);
            _bySize[ranks.Length] = _bySize.GetValueOrDefault(ranks.Length) + 1;
            _file.Write(chunk.Support(i));
            _file.Write(',');
            _file.Write(ranks.Length);
            _file.Write(",\"");
            for (var r = 0; r < ranks.Length; r++)
            {
                if (r > 0) _file.Write(Between);
                _file.Write(_names[ranks[r]]);
            }
            _file.Write("\"\n");
        }
    }

    private static StreamWriter Open(string path)
    {
        try { return new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"--out cannot be written: {e.Message}", e); }
    }

    /// <summary>An item that could be taken for several, or for the end of the cell, is put in quotes, which are doubled within the cell.</summary>
    private static string Quoted(string name)
    {
        if (!name.AsSpan().ContainsAny(Between, Quote)) return name;
        return $"\"\"{name.Replace("\"", "\"\"\"\"", StringComparison.Ordinal)}\"\"";
    }
}
