using RetailOpt.Core.Analyses;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>What a person reads of a failure.</summary>
internal static class Failure
{
    private const int NoSpaceUnix = 28, NoSpaceWindows = unchecked((int)0x80070070), QuotaUnix = 122;

    /// <summary>The message of bad input as it is; a full disk or a home that cannot be written in words; else the type and its message.</summary>
    public static string Text(Exception exception, Home home)
    {
        var e = Cause(exception);
        if (e is InputException) return e.Message;
        if (IsFullDisk(e)) return $"The disk is full. Free space on the volume of '{home.Root}' and repeat the run. ({e.Message})";
        if (e is UnauthorizedAccessException) return $"A file in '{home.Root}' cannot be written or read. Check who owns it. ({e.Message})";
        if (e is OutOfMemoryException) return "The memory did not suffice. Use fewer rows, or a machine with more memory.";
        return $"{e.GetType().Name}: {e.Message}";
    }

    /// <summary>Whether the inputs or options are at fault.</summary>
    public static bool IsBadInput(Exception exception) => Cause(exception) is InputException;

    /// <summary>Whether a volume or a quota has no space left; the query engine tells it in words only.</summary>
    public static bool IsFullDisk(Exception e) => e switch
    {
        IOException { HResult: NoSpaceUnix or NoSpaceWindows or QuotaUnix } => true,
        _ => e.Message.Contains("No space left on device", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("max_temp_directory_size", StringComparison.Ordinal),
    };

    // a parallel loop wraps what its bodies throw
    private static Exception Cause(Exception e) => e is AggregateException { InnerExceptions: [var only, ..] } ? Cause(only) : e;
}
