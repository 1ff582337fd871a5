using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Web.Pages.Live;

/// <summary>
/// A page that answers while its options move. It holds a view, a desk for the analysis that the view names, and what is shown of the newest answer in
/// the newest view, whichever of the two changed while it was made. The address keeps dataset, options and view, and may be changed under the page.
/// </summary>
public abstract class LivePage<TView, TShown> : ComponentBase, IDisposable
    where TView : class, IPageView<TView>
    where TShown : class, IShown<TShown, TView>
{
    /// <summary>After an answer that took longer a moved slider is not answered by itself.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, AnalysisDesk> desks = [];
    private string path = "";

    [Inject] private RunRegistry Registry { get; set; } = default!;
    [Inject] private Library Library { get; set; } = default!;
    [Inject] private IInputs Inputs { get; set; } = default!;
    [Inject] private IAnswers Answers { get; set; } = default!;
    [Inject] private UploadStore Uploads { get; set; } = default!;
    [Inject] private QueryState Query { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>What is looked at; set without showing it where an answer follows.</summary>
    protected TView View { get; set; } = TView.From(new Dictionary<string, string>());
    /// <summary>The desk of the view's analysis.</summary>
    protected AnalysisDesk Desk => DeskOf(View.Analysis);
    /// <summary>What is shown; null until there is an answer.</summary>
    protected TShown? Shown { get; private set; }

    private Answered? Newest => Shown?.Answered ?? Desk.Answered;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        path = PathOf(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        View = TView.From(Query.All);
        await OpenAsync(Query["data"], AddressOptions());
    }

    /// <summary>Works on another dataset.</summary>
    protected async Task ChooseAsync(string dataset)
    {
        View = View.Elsewhere();
        Forget();
        Query.Set([("data", dataset), .. View.ToQuery()]);
        await Desk.ChooseAsync(dataset);
        WriteAddress();
    }

    /// <summary>Asks with other options; where the last answer took long, they wait until a person asks.</summary>
    protected async Task ChangeAsync(object options)
    {
        if (Desk.Answer?.SolveTime > Instant) Desk.Hold(options);
        else await Desk.AskAsync(options);
        WriteAddress();
    }

    /// <summary>Looks at something else; where another analysis answers that, it is asked with the options that both have.</summary>
    protected async Task ShowAsync(TView next)
    {
        var left = Desk;
        await LookAsync(next);
        if (Desk != left && SharedWith(left) is var options)
        {
            if (Desk.Dataset is null) await OpenAsync(left.Dataset?.Manifest.Id, options);
            else if (!options.Equals(Desk.Options)) await ChangeAsync(options);
        }
        WriteAddress();
    }

    /// <summary>The address is written when the page comes to rest: a dragged slider does not pass through it.</summary>
    protected void WriteAddress()
    {
        if (Desk.IsAsking || Desk.Dataset is null) return;
        var options = Desk.Analysis.Options.ToText(Desk.Options);
        Query.Set([("data", Desk.Dataset.Manifest.Id), .. OptionKeys().Select(key => (key, options.GetValueOrDefault(key))), .. Desk.FilesToQuery(), .. View.ToQuery()]);
    }

    private AnalysisDesk DeskOf(string analysis)
    {
        if (desks.TryGetValue(analysis, out var found)) return found;
        return desks[analysis] = new AnalysisDesk(analysis, Registry, Library, Inputs, Answers, Uploads) { OnAnswer = TakeAsync, OnChange = StateHasChanged };
    }

    private Task OpenAsync(string? dataset, object options) => Desk.OpenAsync(dataset, options, Desk.FilesOf(key => Query[key]), Desk.RunsOf(key => Query[key]));

    // of a desk that was left nothing is shown: that is made when it is come back to
    private async Task TakeAsync(AnalysisDesk desk, Answered answered)
    {
        while (desk == Desk)
        {
            var (view, before) = (View, Shown);
            var made = await Task.Run(() => TShown.Of(answered, view, before));
            if (desk.Dataset?.Manifest.Id != answered.Dataset.Manifest.Id) return;
            if (!view.Equals(View)) continue; // the view moved on meanwhile
            Shown = made;
            return;
        }
    }

    private async Task LookAsync(TView next)
    {
        if (next.Analysis != View.Analysis) Shown = null;
        View = next;
        while (Newest is { } answered && !View.Equals(Shown?.View))
        {
            var (view, before) = (View, Shown);
            var made = await Task.Run(() => TShown.Of(answered, view, before));
            if (ReferenceEquals(Newest, answered)) Shown = made; // else a newer answer came meanwhile
        }
    }

    // back, forward and links change the address under the page
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (!PathOf(e.Location).Equals(path, StringComparison.OrdinalIgnoreCase) || Desk.IsAsking) return;
        var (next, dataset) = (TView.From(Query.All), Query["data"] ?? Desk.Dataset?.Manifest.Id);
        if (dataset != Desk.Dataset?.Manifest.Id) Forget();
        var moved = !next.Equals(View);
        if (moved) await LookAsync(next);
        var options = AddressOptions();
        var other = dataset != Desk.Dataset?.Manifest.Id || !options.Equals(Desk.Options) || !Desk.HasGiven(key => Query[key]);
        if (other) await OpenAsync(dataset, options);
        if (moved || other) StateHasChanged();
    });

    private IEnumerable<string> OptionKeys() => Desk.Analysis.Options.Fields.Select(f => f.Key).Except(View.ToQuery().Select(v => v.Key));

    private object AddressOptions()
    {
        var keys = OptionKeys().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Desk.Analysis.Options.FromText(Query.All.Where(p => keys.Contains(p.Key))).Options;
    }

    // what two analyses ask for alike is asked for once; their defaults may differ
    private object SharedWith(AnalysisDesk left)
    {
        var (schema, text) = (Desk.Analysis.Options, left.Analysis.Options.ToText(left.Options));
        var shared = schema.Fields.Where(f => left.Analysis.Options.Fields.Any(o => o.Key == f.Key && o.Type == f.Type)).ToArray();
        var options = shared.Aggregate(Desk.Dataset is null ? AddressOptions() : Desk.Options, (made, f) => schema.With(made, f.Key, f.Default));
        return schema.FromText(text.Where(t => shared.Any(f => f.Key == t.Key)), options).Options;
    }

    private void Forget()
    {
        Shown = null;
        foreach (var other in desks.Keys.Where(k => k != View.Analysis).ToArray())
        {
            desks.Remove(other, out var desk);
            desk!.Dispose();
        }
    }

    private static string PathOf(string uri) => new Uri(uri).AbsolutePath;

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        foreach (var desk in desks.Values) desk.Dispose();
        GC.SuppressFinalize(this);
    }
}
