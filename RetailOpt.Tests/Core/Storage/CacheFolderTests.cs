using RetailOpt.Core.Storage;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Storage;

public sealed class CacheFolderTests : IDisposable
{
    private static CancellationToken None => TestContext.Current.CancellationToken;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task GetAsync_ManyAskAtOnce_MakesItOnce()
    {
        var cache = Cache(1 << 20);
        var release = new TaskCompletionSource();
        var made = 0;
        var asked = Enumerable.Range(0, 20).Select(_ => cache.GetAsync("x", async (path, ct) =>
        {
            Interlocked.Increment(ref made);
            await release.Task;
            await File.WriteAllTextAsync(path, "x", ct);
        }, None)).ToArray();
        release.SetResult();
        await Task.WhenAll(asked);
        await cache.GetAsync("x", (_, _) => throw new InvalidOperationException("made again"), None);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task GetAsync_OneOfTwoCancelled_TheOtherGetsIt()
    {
        var cache = Cache(1 << 20);
        var release = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        Task Make(string path, CancellationToken ct) => release.Task.ContinueWith(_ => File.WriteAllText(path, "x"), ct, TaskContinuationOptions.None, TaskScheduler.Default);
        var first = cache.GetAsync("x", Make, stop.Token);
        var second = cache.GetAsync("x", Make, None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        Assert.True(File.Exists(await second));
    }

    [Fact]
    public async Task GetAsync_AllCancelled_StopsTheWork_AndTheNextMakesItAnew()
    {
        var cache = Cache(1 << 20);
        var stopped = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var asked = cache.GetAsync("x", async (_, ct) =>
        {
            var never = new TaskCompletionSource();
            using var registration = ct.Register(() => { stopped.TrySetResult(); never.TrySetCanceled(ct); });
            await never.Task;
        }, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20), None);
        Assert.True(File.Exists(await cache.GetAsync("x", (path, ct) => File.WriteAllTextAsync(path, "x", ct), None)));
    }

    [Fact]
    public async Task GetAsync_Failed_TellsWhy_LeavesNothing_AndCanBeAskedAgain()
    {
        var cache = Cache(1 << 20);
        await Assert.ThrowsAsync<IOException>(() => cache.GetAsync("x", async (path, ct) => { await File.WriteAllTextAsync(path, "half", ct); throw new IOException("disk full"); }, None));
        Assert.Empty(Directory.GetFiles(_folder.Path));
        await cache.GetAsync("x", (path, ct) => File.WriteAllTextAsync(path, "x", ct), None);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task GetAsync_OverTheLimit_DropsTheLongestUnused()
    {
        var clock = new ManualClock();
        var cache = new CacheFolder(_folder.Path, 300 << 10, clock);
        foreach (var name in new[] { "a", "b", "c", "a", "d" }) // a is used again before d is made
        {
            await cache.GetAsync(name, (path, ct) => File.WriteAllBytesAsync(path, new byte[100 << 10], ct), None);
            clock.Now += TimeSpan.FromMinutes(1);
        }
        Assert.Equal(["a", "c", "d"], Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f)!).Order());
    }

    private CacheFolder Cache(long limit) => new(_folder.Path, limit, TimeProvider.System);

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
