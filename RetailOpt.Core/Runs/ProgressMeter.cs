namespace RetailOpt.Core.Runs;

/// <summary>The latest progress of a run and the time left: what has passed since its first fraction, in proportion.</summary>
internal sealed class ProgressMeter(TimeProvider clock)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);
    private const double LeastDone = .005;
    private sealed record Told(double? Fraction, string Phase, string? Detail);
    private sealed record Beginning(long Time, double Fraction);

    private Told _last = new(null, "Starting", null);
    private Beginning? _first;

    public void Tell(double? fraction, string phase, string? detail)
    {
        double? known = fraction is { } f && double.IsFinite(f) ? Math.Clamp(f, 0, 1) : null;
        if (known is { } start && Volatile.Read(ref _first) is null)
            Interlocked.CompareExchange(ref _first, new(clock.GetTimestamp(), start), null);
        Volatile.Write(ref _last, new(known, phase, detail));
    }

    public RunProgress Read()
    {
        var last = Volatile.Read(ref _last);
        return new(last.Fraction, last.Phase, last.Detail, Left(last.Fraction));
    }

    // a resumed run begins at its checkpoint's fraction: only what this process did tells its speed
    private TimeSpan? Left(double? fraction)
    {
        if (fraction is not { } done || Volatile.Read(ref _first) is not { } first) return null;
        var passed = clock.GetElapsedTime(first.Time);
        return passed < Trusted || done - first.Fraction < LeastDone ? null : passed * ((1 - done) / (done - first.Fraction));
    }
}
