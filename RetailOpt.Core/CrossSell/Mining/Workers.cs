using System.Runtime.ExceptionServices;

namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>Threads of our own for a search: those of the pool come late when it is busy, and a search of a tenth of a second is over by then.</summary>
internal static class Workers
{
    /// <summary>Runs the same work on so many threads, this one among them, and waits. Throws the failure of the least thread, but not one that only unwinds for another.</summary>
    public static void Run(int threads, Action<int> work)
    {
        var failures = new ExceptionDispatchInfo?[threads];
        var others = new Thread[threads - 1];
        for (var t = 1; t < threads; t++)
        {
            var number = t;
            others[t - 1] = new Thread(() => Guarded(number)) { IsBackground = true };
            others[t - 1].Start();
        }
        Guarded(0);
        foreach (var other in others) other.Join();
        (Array.Find(failures, f => f is { SourceException: not SearchEndedException }) ?? Array.Find(failures, f => f is not null))?.Throw();

        void Guarded(int thread)
        {
            try { work(thread); }
            catch (Exception e) { failures[thread] = ExceptionDispatchInfo.Capture(e); }
        }
    }
}
