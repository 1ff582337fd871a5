using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace RetailOpt.Core.Numerics;

/// <summary>
/// CBC under a deadline of our own. It overruns its limits and cannot be interrupted, so it works on a thread of its own that is left alone when
/// time is up or the caller cancels; it ends by itself later. Only one CBC works in a process, an abandoned one included: the next waits for it.
/// </summary>
internal static class CbcWorker
{
    private const int MostWorkers = 1, PollMilliseconds = 50;
    /// <summary>What CBC is told of the time there is, so that it mostly answers before it is given up.</summary>
    private const double ShareOfLimit = .6;

    private static readonly SemaphoreSlim Free = new(MostWorkers);

    /// <summary>Solves a knapsack; says why where it has no answer.</summary>
    /// <param name="mip">The knapsack.</param>
    /// <param name="limit">Time after which the answer is not waited for.</param>
    /// <param name="stop">True once the caller has enough; what is known until then counts.</param>
    /// <param name="cancel">Throws at once, whatever CBC does.</param>
    public static MipAnswer Solve(ChoiceMip mip, TimeSpan limit, Func<bool> stop, CancellationToken cancel)
    {
        var (answer, trouble) = Run(time =>
        {
            using var model = new CbcModel(mip);
            return model.Solve(time);
        }, limit, stop, cancel);
        return answer ?? MipAnswer.None(trouble!);
    }

    /// <summary>Lets CBC solve what it is given; says why, as a sentence without its stop, where there is no answer.</summary>
    /// <param name="solve">Builds a model, solves it within a time that CBC overruns, and frees it.</param>
    /// <param name="limit">Time after which the answer is not waited for.</param>
    /// <param name="stop">True once the caller has enough.</param>
    /// <param name="cancel">Throws at once, whatever CBC does.</param>
    public static (T? Answer, string? Trouble) Run<T>(Func<TimeSpan, T> solve, TimeSpan limit, Func<bool> stop, CancellationToken cancel) where T : class
    {
        var clock = Stopwatch.StartNew();
        if (!WaitUntil(ms => Free.Wait(ms, cancel), clock, limit, stop)) return (null, stop() ? "it was stopped" : "CBC was still busy with an earlier proof");
        var job = new Job<T>(solve, ShareOfLimit * (limit - clock.Elapsed));
        new Thread(job.Run) { IsBackground = true, Name = "CBC" }.Start();
        return WaitUntil(ms => job.Done.Wait(ms, cancel), clock, limit, stop) ? job.Answer() : (null, stop() ? "it was stopped" : "CBC did not answer within the limit");
    }

    private static bool WaitUntil(Func<int, bool> isDone, Stopwatch clock, TimeSpan limit, Func<bool> stop)
    {
        while (!stop())
        {
            var left = (limit - clock.Elapsed).TotalMilliseconds;
            if (isDone((int)Math.Clamp(left, 0, PollMilliseconds))) return true;
            if (left <= 0) return false;
        }
        return false;
    }

    /// <summary>Holds all that CBC works on until it ends, whoever still waits.</summary>
    private sealed class Job<T>(Func<TimeSpan, T> solve, TimeSpan limit) where T : class
    {
        private T? answer;
        private ExceptionDispatchInfo? failure;

        // not disposed: the worker may set it after the caller has gone, and it holds no handle unless asked for one
        public ManualResetEventSlim Done { get; } = new();

        public void Run()
        {
            try
            {
                answer = solve(limit);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                Free.Release();
                Done.Set();
            }
        }

        public (T? Answer, string? Trouble) Answer()
        {
            // what first calls the library loads it, mostly static constructors within each other
            var cause = failure?.SourceException;
            while (cause is TypeInitializationException { InnerException: { } inner }) cause = inner;
            if (cause is DllNotFoundException or BadImageFormatException) return (null, $"the library of CBC does not load on this machine ({cause.Message.Split('\n')[0].Split(". ")[0].TrimEnd('.', '\r')})");
            failure?.Throw();
            return (answer, null);
        }
    }
}
