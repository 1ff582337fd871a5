using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Runs;

/// <summary>Live answers: a cached model, a gate of as many solves as there are threads, and for each slot the latest question only.</summary>
internal sealed class Answers(RetailOptSettings settings, RunRegistry registry, Inputs inputs, ModelCache models, TimeProvider clock) : IAnswers, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CancellationTokenSource> _slots = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(settings.Threads);

    public async Task<Answer> AskAsync(RunRequest request, string slot, CancellationToken ct)
    {
        // not disposed: a newer question may cancel it at any moment, and it holds nothing that needs it
        var mine = new CancellationTokenSource();
        TakeSlot(slot, mine)?.Cancel();
        using var outer = ct.Register(mine.Cancel);
        try
        {
            return await Task.Run(() => AnswerAsync(request, mine.Token), mine.Token).ConfigureAwait(false);
        }
        finally
        {
            LeaveSlot(slot, mine);
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<Answer> AnswerAsync(RunRequest request, CancellationToken ct)
    {
        if (registry.Require(request.Analysis) is not IAnalysis analysis) throw new InputException($"{request.Analysis} makes a dataset; it has no live answers. Queue it as a run.");
        var options = RunRegistry.ReadOptions(analysis, request.OptionsJson);
        await inputs.CheckAsync(analysis.Info, request.Inputs, ct).ConfigureAwait(false);
        var id = new ModelId(analysis.Info.Key, analysis.Info.Version, HashOf(request), analysis.ModelKey(options));
        var (model, warm) = await models.GetAsync(id, load => analysis.LoadAsync(inputs.Open(analysis.Info, request.Inputs), options, new NoWork(settings.Threads, request.Seed), load), ct).ConfigureAwait(false);
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var began = clock.GetTimestamp();
            var result = analysis.Solve(model, options, new NoWork(ShareOfThreads(), request.Seed) { IsLive = true }, ct);
            return new(analysis.Report(result, options), result, clock.GetElapsedTime(began), warm);
        }
        finally
        {
            _gate.Release();
        }
    }

    // a lone asker gets every core; many share them
    private int ShareOfThreads() => Math.Max(1, settings.Threads / Math.Max(1, settings.Threads - _gate.CurrentCount));

    private CancellationTokenSource? TakeSlot(string slot, CancellationTokenSource mine)
    {
        lock (_lock)
        {
            _slots.Remove(slot, out var older);
            _slots[slot] = mine;
            return older;
        }
    }

    private void LeaveSlot(string slot, CancellationTokenSource mine)
    {
        lock (_lock)
            if (_slots.TryGetValue(slot, out var current) && current == mine) _slots.Remove(slot);
    }

    // loading may draw by the seed too
    private static string HashOf(RunRequest request) =>
        ContentHash.Of(request.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key}\t{i.Value.Kind}\t{i.Value.Id}\t{i.Value.Hash}").Append($"seed\t{request.Seed}"));
}
