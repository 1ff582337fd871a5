using System.Text;

namespace RetailOpt.Core.CrossSell.Baskets;

/// <summary>Names of items by id, kept as UTF-8.</summary>
public sealed class ItemNames
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    internal ItemNames(byte[] bytes, int[] starts) => (_bytes, _starts) = (bytes, starts);

    /// <summary>How many.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The name of an id, from 0.</summary>
    public string this[int id] => Encoding.UTF8.GetString(Utf8(id));

    /// <summary>The bytes of a name.</summary>
    public ReadOnlySpan<byte> Utf8(int id) => _bytes.AsSpan(_starts[id].._starts[id + 1]);
}
