using System.Globalization;
using RetailOpt.Core.Runs;
using Spectre.Console;

namespace RetailOpt.Cli;

/// <summary>Tells how far a run is: one moving line on a terminal, else a plain line when a phase begins and every few seconds.</summary>
internal sealed class ProgressLines(TextWriter error, bool terminal, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private string? _phase;
    private long _last;

    /// <summary>The lines of this process's standard error.</summary>
    public static ProgressLines Of(TextWriter error) => new(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected, TimeProvider.System);

    /// <summary>Follows a run until it has ended.</summary>
    public async Task<RunRecord> FollowAsync(IRunQueue queue, string id, string title)
    {
        if (!terminal)
        {
            using var subscription = queue.Subscribe(id, record => Write(title, record.Progress));
            return await queue.WaitAsync(id);
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Status().StartAsync(Markup.Escape(title), async context =>
        {
            using var subscription = queue.Subscribe(id, record => context.Status = Markup.Escape(Line(title, record.Progress)));
            return await queue.WaitAsync(id);
        });
    }

    internal void Write(string title, RunProgress? progress)
    {
        if (progress is null) return;
        lock (_gate)
        {
            if (progress.Phase == _phase && clock.GetElapsedTime(_last) < Every) return;
            (_phase, _last) = (progress.Phase, clock.GetTimestamp());
            error.WriteLine(Line(title, progress));
        }
    }

    internal static string Line(string title, RunProgress? progress)
    {
        if (progress is null) return title;
        var parts = new List<string> { $"{title}: {progress.Phase}" };
        if (progress.Fraction is { } fraction) parts.Add(fraction.ToString("0%", CultureInfo.InvariantCulture));
        if (progress.Detail is { Length: > 0 } detail) parts.Add(detail);
        if (progress.Left is { TotalSeconds: >= 1 } left) parts.Add($"{left:h\\:mm\\:ss} left");
        return string.Join(", ", parts);
    }
}
