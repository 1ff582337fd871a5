using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.CrossSell.Affinity;
using RetailOpt.Core.CrossSell.MarketBasket;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Tests.Web.Pages;

/// <summary>What every page that answers live keeps to, on a page that shows nothing but its answer and its view.</summary>
public sealed class LivePageTests : PageTest
{
    private IRenderedComponent<Probe> Answered(string address = "/probe")
    {
        Open(address);
        var page = Show<Probe>();
        page.WaitForAssertion(() => Assert.NotNull(page.Instance.Now));
        return page;
    }

    private static int? K(Probe page) => ((ClustersOptions)page.Now!.Answered.Options).K;

    [Fact]
    public async Task View_MovedWhileAnAnswerIsShown_Wins()
    {
        var page = Answered();
        using var making = new Pause(v => v.Look == "");
        var change = page.InvokeAsync(() => page.Instance.Change(new ClustersOptions { K = 2 }));
        await making.Reached;
        var show = page.InvokeAsync(() => page.Instance.Look("near"));
        making.Dispose();
        await Task.WhenAll(change, show);
        Assert.Equal(("near", 2), (page.Instance.Now!.View.Look, K(page.Instance)));
        Assert.Equal("near", Asks("look"));
    }

    [Fact]
    public async Task Answer_ThatComesWhileAViewIsShown_Wins()
    {
        var page = Answered();
        using var making = new Pause(v => v.Look == "near");
        var show = page.InvokeAsync(() => page.Instance.Look("near"));
        await making.Reached;
        making.Once = true; // the answer's own picture is not held up
        await page.InvokeAsync(() => page.Instance.Change(new ClustersOptions { K = 2 }));
        making.Dispose();
        await show;
        Assert.Equal(("near", 2), (page.Instance.Now!.View.Look, K(page.Instance)));
    }

    [Fact]
    public async Task Views_TwoAtOnce_TheNewestIsShown()
    {
        var page = Answered();
        using var making = new Pause(v => v.Look == "near");
        var first = page.InvokeAsync(() => page.Instance.Look("near"));
        await making.Reached;
        await page.InvokeAsync(() => page.Instance.Look("far"));
        making.Dispose();
        await first;
        Assert.Equal("far", page.Instance.Now!.View.Look);
        Assert.Equal("far", Asks("look"));
    }

    [Fact]
    public void Address_ChangedUnderThePage_IsFollowed_OthersAreNot()
    {
        var page = Answered("/probe?k=2&look=near");
        Assert.Equal(("near", 2), (page.Instance.Now!.View.Look, K(page.Instance)));
        Open("/probe?k=3&look=far");
        page.WaitForAssertion(() => Assert.Equal(("far", 3), (page.Instance.Now!.View.Look, K(page.Instance))));
        var asked = Answers.Asked.Count;
        Open("/elsewhere?k=4&look=gone");
        Assert.Equal(("far", 3, asked), (page.Instance.Now!.View.Look, K(page.Instance), Answers.Asked.Count));
    }

    [Fact]
    public async Task Dataset_ChosenWhileAnAnswerOfTheOldOneIsShown_IsNotMistakenForIt()
    {
        Datasets.All.Add(FakeDatasets.Of("d2", "Other shop", "sales.product", "sales.quantity", "sales.amount", "sales.store", "products.category"));
        var page = Answered("/probe?data=d1&look=near");
        using var making = new Pause(v => v.Look == "near");
        var change = page.InvokeAsync(() => page.Instance.Change(new ClustersOptions { K = 2 }));
        await making.Reached;
        var choose = page.InvokeAsync(() => page.Instance.Choose("d2"));
        Assert.Null(page.Instance.Now);
        making.Dispose();
        await Task.WhenAll(change, choose);
        Assert.Equal(("d2", ""), (page.Instance.Now!.Answered.Dataset.Manifest.Id, page.Instance.Now.View.Look));
        Assert.False(page.Instance.WasMistaken);
        Assert.Equal(("d2", null), (Asks("data"), Asks("look")));
    }

    [Fact]
    public async Task Options_ThatTwoAnalysesHave_AreSharedAtOnce_AndTheirOwnStay()
    {
        Datasets.All.Clear();
        Datasets.All.Add(FakeDatasets.Of("d1", "Corner shop", "sales.basket", "sales.account", "sales.date", "sales.product", "sales.amount"));
        var page = Answered("/probe?of=cross-sell-affinity");
        var affinity = (AffinityOptions)page.Instance.Now!.Answered.Options;
        await page.InvokeAsync(() => page.Instance.Change(affinity with { LookbackDays = 90, Items = 30 }));
        await page.InvokeAsync(() => page.Instance.Turn("cross-sell-market-basket"));
        page.WaitForAssertion(() => Assert.Equal(90, ((MarketBasketOptions)page.Instance.Now!.Answered.Options).LookbackDays));
        await page.InvokeAsync(() => page.Instance.Change((MarketBasketOptions)page.Instance.Now!.Answered.Options with { LookbackDays = 60 }));
        await page.InvokeAsync(() => page.Instance.Turn("cross-sell-affinity"));
        page.WaitForAssertion(() => Assert.Equal((60, 30), (((AffinityOptions)page.Instance.Now!.Answered.Options).LookbackDays, ((AffinityOptions)page.Instance.Now.Answered.Options).Items)));
        Assert.Equal("60", Asks("lookback-days"));
    }

    /// <summary>Holds up what is made of some views until it is disposed of.</summary>
    private sealed class Pause : IDisposable
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim go = new();
        private bool held;

        public Pause(Func<ProbeView, bool> holds) => Picture.Making = view =>
        {
            if (!holds(view) || (Once && held)) return;
            held = true;
            reached.TrySetResult();
            Assert.True(go.Wait(TimeSpan.FromSeconds(20)));
        };

        public bool Once { get; set; }
        public Task Reached => reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        public void Dispose() => go.Set();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Picture.Making = null;
        base.Dispose(disposing);
    }

    public sealed record ProbeView(string Look, string Analysis) : IPageView<ProbeView>
    {
        public static ProbeView From(IReadOnlyDictionary<string, string> query) => new(query.Text("look") ?? "", query.Text("of") ?? "clusters");
        public IEnumerable<(string Key, string? Value)> ToQuery() => [("look", Look), ("of", Analysis)];
        public ProbeView Elsewhere() => this with { Look = "" };
    }

    public sealed record Picture(Answered Answered, ProbeView View) : IShown<Picture, ProbeView>
    {
        internal static Action<ProbeView>? Making { get; set; }

        public static Picture Of(Answered answered, ProbeView view, Picture? before)
        {
            Making?.Invoke(view);
            return new(answered, view);
        }
    }

    public sealed class Probe : LivePage<ProbeView, Picture>
    {
        public Picture? Now => Shown;
        public Task Change(object options) => ChangeAsync(options);
        public Task Choose(string dataset) => ChooseAsync(dataset);
        public Task Look(string look) => ShowAsync(View with { Look = look });
        public Task Turn(string analysis) => ShowAsync(View with { Analysis = analysis });
        /// <summary>Whether an answer of one dataset was ever on the page of another.</summary>
        public bool WasMistaken { get; private set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            WasMistaken |= Now is not null && Now.Answered.Dataset.Manifest.Id != Desk.Dataset?.Manifest.Id;
            builder.AddContent(0, Now?.View.Look);
        }
    }
}
