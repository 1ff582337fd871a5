using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Runs;

/// <summary>What a model is made from: equal keys, equal models.</summary>
internal readonly record struct ModelId(string Analysis, int Version, string Inputs, object Options);

/// <summary>
/// Models within a budget of bytes; the one unused for longest goes first. However many ask for a model it is loaded once;
/// an asker that gives up leaves the load to the others, and the last one to give up ends it.
/// </summary>
internal sealed class ModelCache(long budget)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ModelId, Entry> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Bytes of the models held now.</summary>
    public long Bytes { get; private set; }

    /// <summary>The model, and whether it was there already.</summary>
    public async Task<(IModel Model, bool Warm)> GetAsync(ModelId id, Func<CancellationToken, Task<IModel>> load, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var (entry, warm) = Join(id, load);
        try
        {
            return (await entry.Load.WaitAsync(ct).ConfigureAwait(false), warm);
        }
        finally
        {
            Leave(entry);
        }
    }

    private (Entry Entry, bool Warm) Join(ModelId id, Func<CancellationToken, Task<IModel>> load)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var entry))
            {
                _entries[id] = entry = new Entry(id);
                entry.Load = Task.Run(() => LoadAsync(entry, load));
            }
            entry.Askers++;
            if (entry.Node is not { } node) return (entry, false);
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return (entry, true);
        }
    }

    private void Leave(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Askers > 0 || entry.Load.IsCompleted || entry.Node is not null) return;
            Forget(entry);
        }
        // outside the lock: it runs the load's own callbacks
        entry.Cancel.Cancel();
    }

    private async Task<IModel> LoadAsync(Entry entry, Func<CancellationToken, Task<IModel>> load)
    {
        try
        {
            var model = await load(entry.Cancel.Token).ConfigureAwait(false);
            lock (_lock) Admit(entry, model.Bytes);
            return model;
        }
        catch
        {
            // a failure is told to those who asked and not kept: the next one tries again
            lock (_lock) Forget(entry);
            throw;
        }
    }

    private void Admit(Entry entry, long bytes)
    {
        if (!_entries.TryGetValue(entry.Id, out var current) || current != entry) return;
        entry.Bytes = bytes;
        entry.Node = _byUse.AddFirst(entry);
        Bytes += bytes;
        while (Bytes > budget && _byUse.Last is { } oldest)
        {
            _byUse.RemoveLast();
            Bytes -= oldest.Value.Bytes;
            Forget(oldest.Value);
        }
    }

    private void Forget(Entry entry)
    {
        if (_entries.TryGetValue(entry.Id, out var current) && current == entry) _entries.Remove(entry.Id);
    }

    private sealed class Entry(ModelId id)
    {
        public ModelId Id => id;
        public CancellationTokenSource Cancel { get; } = new();
        public Task<IModel> Load { get; set; } = null!;
        public int Askers { get; set; }
        public long Bytes { get; set; }
        public LinkedListNode<Entry>? Node { get; set; }
    }
}
