namespace RetailOpt.Core.Numerics;

/// <summary>Work over fixed chunks. The chunks depend on the count alone, so results put together in chunk order have the same bits for any number of threads.</summary>
internal static class Chunks
{
    public const int Size = 2048;

    public static int Count(int items) => (items + Size - 1) / Size;

    public static void For(int items, int threads, CancellationToken cancel, Action<int, int, int> body)
    {
        var chunks = Count(items);
        if (threads <= 1 || chunks <= 1)
        {
            for (var c = 0; c < chunks; c++) Run(c);
            return;
        }
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, Run);

        void Run(int c)
        {
            cancel.ThrowIfCancellationRequested();
            body(c, c * Size, Math.Min(items, (c + 1) * Size));
        }
    }
}
