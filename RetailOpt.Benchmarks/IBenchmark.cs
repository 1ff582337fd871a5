using System.Diagnostics;

namespace RetailOpt.Benchmarks;

/// <summary>A benchmark prints its figures, with the baseline measured in the same run. Found by its type: it needs a parameterless constructor.</summary>
internal interface IBenchmark
{
    string Name { get; }

    Task RunAsync(string[] args);
}

/// <summary>Processor and wall time of a piece of work.</summary>
internal static class Cost
{
    public static (double Cpu, double Wall) Of(Action work)
    {
        var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        work();
        process.Refresh();
        return ((process.TotalProcessorTime - cpu).TotalSeconds, clock.Elapsed.TotalSeconds);
    }
}
