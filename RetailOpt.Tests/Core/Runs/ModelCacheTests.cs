using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Tests.Core.Runs;

public sealed class ModelCacheTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private sealed record Model(long Bytes, int Key) : IModel;

    private static ModelId Id(int key) => new("test", 1, "", key);
    private static Func<CancellationToken, Task<IModel>> Load(int key, long bytes = 10, Action? loaded = null) => _ =>
    {
        loaded?.Invoke();
        return Task.FromResult<IModel>(new Model(bytes, key));
    };

    [Fact]
    public async Task GetAsync_ManyAskers_LoadOnce()
    {
        var cache = new ModelCache(100);
        var gate = new TaskCompletionSource();
        var loads = 0;
        var asked = Enumerable.Range(0, 50).Select(_ => cache.GetAsync(Id(1), async _ =>
        {
            Interlocked.Increment(ref loads);
            await gate.Task;
            return new Model(10, 1);
        }, Ct)).ToArray();
        gate.SetResult();
        var models = await Task.WhenAll(asked);
        Assert.Equal(1, loads);
        Assert.Single(models.Select(m => m.Model).Distinct());
        Assert.True((await cache.GetAsync(Id(1), Load(1), Ct)).Warm);
    }

    [Fact]
    public async Task GetAsync_OneAskerCancels_OthersStillGetTheModel()
    {
        var cache = new ModelCache(100);
        var gate = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        async Task<IModel> Slow(CancellationToken ct)
        {
            await gate.Task.WaitAsync(ct);
            return new Model(10, 1);
        }
        var leaving = cache.GetAsync(Id(1), Slow, cancel.Token);
        var staying = cache.GetAsync(Id(1), Slow, Ct);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        gate.SetResult();
        Assert.Equal(10, (await staying).Model.Bytes);
    }

    [Fact]
    public async Task GetAsync_LastAskerCancels_EndsTheLoadAndTheNextLoadsAgain()
    {
        var cache = new ModelCache(100);
        var started = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        var asked = cache.GetAsync(Id(1), async ct =>
        {
            started.SetResult();
            ct.Register(ended.SetResult);
            await Task.Delay(Timeout.Infinite, ct);
            return new Model(10, 1);
        }, cancel.Token);
        await started.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        var (_, warm) = await cache.GetAsync(Id(1), Load(1), Ct);
        Assert.False(warm);
        Assert.Equal(10, cache.Bytes);
    }

    [Fact]
    public async Task GetAsync_LoadFails_IsToldAndNotKept()
    {
        var cache = new ModelCache(100);
        await Assert.ThrowsAsync<InputException>(() => cache.GetAsync(Id(1), _ => throw new InputException("no"), Ct));
        Assert.False((await cache.GetAsync(Id(1), Load(1), Ct)).Warm);
    }

    [Fact]
    public async Task GetAsync_ModelBeyondTheBudget_IsAnsweredAndNotKept()
    {
        var cache = new ModelCache(100);
        Assert.Equal(101, (await cache.GetAsync(Id(1), Load(1, 101), Ct)).Model.Bytes);
        Assert.Equal(0, cache.Bytes);
    }

    /// <summary>Against the plain meaning of least recently used: a list, newest first, cut where the bytes no longer fit.</summary>
    [Fact]
    public void GetAsync_AnyOrder_KeepsTheMostRecentWithinTheBudget() =>
        Gen.Int[0, 5].Array[1, 40].Sample(asked => CheckLru(asked).AsTask().GetAwaiter().GetResult(), iter: 200);

    private static async ValueTask CheckLru(int[] asked)
    {
        const int budget = 12;
        static int Size(int key) => key + 2;
        var cache = new ModelCache(budget);
        var expected = new List<int>();
        foreach (var key in asked)
        {
            var (model, warm) = await cache.GetAsync(Id(key), Load(key, Size(key)), Ct);
            Assert.Equal(key, ((Model)model).Key);
            Assert.Equal(expected.Contains(key), warm);
            expected.Remove(key);
            expected.Insert(0, key);
            while (expected.Sum(Size) > budget) expected.RemoveAt(expected.Count - 1);
            Assert.Equal(expected.Sum(Size), cache.Bytes);
        }
    }
}
