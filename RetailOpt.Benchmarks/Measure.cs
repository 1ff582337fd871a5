using System.Diagnostics;

namespace RetailOpt.Benchmarks;

/// <summary>Median wall time, CPU time of the whole process, and the most memory it held.</summary>
internal static class Measure
{
    /// <summary>Runs something several times and prints a line.</summary>
    public static async Task<double> PrintAsync(string what, int times, Func<int, Task> run)
    {
        var wall = new List<double>();
        var cpu = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), Cpu());
            await run(i);
            wall.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            cpu.Add((Cpu() - used).TotalMilliseconds);
        }
        Console.WriteLine($"{what,-52} {Median(wall),9:0.0} ms {Median(cpu),9:0.0} cpu-ms   worst {wall.Max(),8:0.0} ms   peak {PeakMib(),6:0} MiB");
        return Median(wall);
    }

    /// <summary>The same for work that does not wait.</summary>
    public static Task<double> PrintAsync(string what, int times, Action<int> run) => PrintAsync(what, times, i => { run(i); return Task.CompletedTask; });

    /// <summary>Prints how many times faster ours is than the baseline.</summary>
    public static void Ratio(string what, double ours, double baseline) => Console.WriteLine($"{what,-52} {baseline / ours,9:0.0} times faster than the baseline");

    /// <summary>The most memory that the process held since the last reset.</summary>
    public static double PeakMib()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        var line = File.ReadLines(status).First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        return double.Parse(new string([.. line.Where(char.IsAsciiDigit)])) / 1024;
    }

    /// <summary>Forgets the peak so far, where the system can (Linux).</summary>
    public static void ResetPeak()
    {
        GC.Collect();
        if (File.Exists("/proc/self/clear_refs")) File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
