using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Core.CrossSell.Baskets;

/// <summary>How a plain basket file is read.</summary>
/// <param name="MaxBasketItems">Baskets of more items are left out, and told; null keeps all.</param>
public sealed record BasketFileOptions(int? MaxBasketItems = null);

/// <summary>A line that is no basket.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record BadLine(long Line, string Why);

/// <summary>What a plain basket file held.</summary>
/// <param name="Baskets">The baskets; an item's id is its place in the names.</param>
/// <param name="Names">Names of the items.</param>
/// <param name="Lines">Lines of the file.</param>
/// <param name="EmptyLines">Lines without an item, which are no baskets.</param>
/// <param name="BadLines">The first lines left out, at most <see cref="BasketFile.MostToldLines"/>.</param>
/// <param name="BadCount">How many were left out.</param>
/// <param name="TooLong">Baskets left out because of <see cref="BasketFileOptions.MaxBasketItems"/>.</param>
/// <param name="LongestBasket">Most items that a line names.</param>
/// <param name="LongestLine">That line.</param>
public sealed record BasketFileContent(BasketSet Baskets, ItemNames Names, long Lines, long EmptyLines, IReadOnlyList<BadLine> BadLines, long BadCount, long TooLong, int LongestBasket, long LongestLine);

/// <summary>
/// Plain basket files: one basket a line, its items separated by commas, semicolons, tabs or bars, else by spaces; numbers or words (in quotes where they hold the separator); UTF-8.
/// A line that cannot be read is told with its number and left out; the rest goes on.
/// </summary>
public static class BasketFile
{
    /// <summary>Bad lines that are told one by one.</summary>
    public const int MostToldLines = 100;

    /// <summary>A basket of so many items is worth a warning: the pairs in it go with the square.</summary>
    public const int ManyItems = 5_000;

    private const int BufferBytes = 1 << 20, MostLineBytes = 1 << 28;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It holds no basket, or more lines than fit.</exception>
    public static BasketFileContent Read(Stream stream, string name, BasketFileOptions options, CancellationToken ct)
    {
        var parser = new BasketParser(options);
        var buffer = new byte[BufferBytes];
        var held = 0;
        for (var first = true; ; first = false)
        {
            ct.ThrowIfCancellationRequested();
            if (held == buffer.Length) Array.Resize(ref buffer, Longer(buffer.Length, name));
            var read = stream.ReadAtLeast(buffer.AsSpan(held), first ? buffer.Length : 1, throwOnEndOfStream: false);
            held += read;
            if (first) parser.Begin(buffer.AsSpan(0, held));
            var end = read == 0 ? held : buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
            parser.Parse(buffer.AsSpan(0, end));
            buffer.AsSpan(end, held - end).CopyTo(buffer);
            held -= end;
            if (read == 0) return parser.End(name);
        }
    }

    private static int Longer(int length, string name) => length < MostLineBytes ? 2 * length
        : throw new InputException(FormattableString.Invariant($"{name}: a line is longer than {MostLineBytes >> 20} MiB. Write one basket a line."));
}
