using System.Runtime.InteropServices;

namespace RetailOpt.Cli;

/// <summary>Ctrl-C: the first asks to stop and keep the best so far, the second cancels. SIGTERM cancels at once.</summary>
internal sealed class Interrupts
{
    private readonly Lock _gate = new();
    private Action<bool>? _handler;
    private int _count;

    /// <summary>Whether the user asked to end.</summary>
    public bool Asked => Volatile.Read(ref _count) > 0;

    /// <summary>Takes over the signals until disposed; the handler's argument tells whether the best so far is kept.</summary>
    public IDisposable Handle(Action<bool> handler)
    {
        lock (_gate) _handler = handler;
        var registrations = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Raise(hard: signal == PosixSignal.SIGTERM);
        })).ToArray();
        return new Released(() =>
        {
            lock (_gate) _handler = null;
            foreach (var registration in registrations) registration.Dispose();
        });
    }

    /// <summary>One interrupt.</summary>
    public void Raise(bool hard = false)
    {
        lock (_gate)
        {
            _count += hard ? 2 : 1;
            _handler?.Invoke(_count == 1);
        }
    }

    private sealed class Released(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
